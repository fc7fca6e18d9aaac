"""A guest's page and a clinician's board, as far as the benchmark needs them."""

import asyncio
from time import perf_counter

from bench.line import Heard, Line
from waitingroom.core.card import Card
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Shelf
from waitingroom.protocol.messages import BoardChange, BoardShown, SeatShown


class Guest:
    """One page; it counts its Seats and notes when it is called."""

    def __init__(self, visit: VisitId) -> None:
        self.visit = visit
        self.seats = 0
        self.line: Line
        self._called: asyncio.Future[float] | None = None

    async def come(self, url: str, cookie: str) -> None:
        """Connect."""
        self.line = await Line.open(url, "/wire/guest", cookie, self._hear)

    def called(self) -> asyncio.Future[float]:
        """When the page is next told to come in, on the clock of `perf_counter`."""
        self._called = asyncio.get_running_loop().create_future()
        return self._called

    def _hear(self, heard: Heard) -> None:
        if not isinstance(heard, SeatShown):
            return
        self.seats += 1
        if heard.seat.called and self._called is not None and not self._called.done():
            self._called.set_result(perf_counter())


class Board:
    """One board; it counts its changes and knows its cards."""

    def __init__(self) -> None:
        self.cards: dict[VisitId, Card] = {}
        self.changes = 0
        self.line: Line

    async def come(self, url: str, queue: str, cookie: str) -> None:
        """Connect."""
        self.line = await Line.open(url, f"/wire/staff/{queue}", cookie, self._hear)

    def front(self, places: int) -> list[VisitId]:
        """Who stands first in line, next one first."""
        line = [card for card in self.cards.values() if card.shelf is Shelf.LINE]
        return [card.visit for card in sorted(line, key=lambda card: card.number)[:places]]

    def _hear(self, heard: Heard) -> None:
        match heard:
            case BoardShown():
                self.cards = {card.visit: card for card in heard.cards}
            case BoardChange():
                self.changes += 1
                self.cards |= {card.visit: card for card in heard.put}
                for visit in heard.remove:
                    self.cards.pop(visit, None)
