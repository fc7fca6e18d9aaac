"""One run: a thousand guests connect, take their places, and some are admitted and put back."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from statistics import mean, median
from time import perf_counter

from bench.figures import Figures, Setting, percentile
from bench.house import House
from bench.line import PATIENCE_S
from bench.people import Board, Guest
from tests.journeys.clinic import Clinic
from waitingroom.core.commands import Admit, BoardCommand, GuestCommand, Join, PutBack
from waitingroom.core.ids import OpId, VisitId
from waitingroom.core.refusals import Code
from waitingroom.protocol.messages import Done

PING_S = 12.0
"""Every page says something at least this often, as real ones do."""

QUIET_S = 0.5
"""Nothing was heard for so long: all that follows from what was done has arrived."""

CONNECTING = 50
"""How many connect at the same time."""


async def run(setting: Setting) -> Figures:
    """Start a house on an empty folder, measure, and stop it."""
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(Path(folder), log_level="WARNING")
        await asyncio.to_thread(clinic.start)
        try:
            house = House(clinic)
            await house.staff_come()
            async with _heartbeats(Town(house, setting)) as town:
                return await town.measure()
        finally:
            await asyncio.to_thread(clinic.stop)


class Town:
    """Everybody who is connected to the house."""

    def __init__(self, house: House, setting: Setting) -> None:
        self.guests: dict[VisitId, Guest] = {}
        self.boards: list[Board] = []
        self._house = house
        self._setting = setting
        self._numbers = count(1)

    async def measure(self) -> Figures:
        """All figures, in the order in which they can be taken."""
        setting = self._setting
        await self._connect_boards()
        await self._connect(setting.warm)
        await self._quiet()
        resident, began = self._house.resident_kib, perf_counter()
        await self._connect(setting.guests - setting.warm)
        connecting_s = perf_counter() - began
        await self._quiet()
        grown = self._house.resident_kib - resident
        joins_per_s, join_ms = await self._join()
        await self._quiet()
        idle_cpu = await self._rest()
        messages = [await self._count_messages(nth) for nth in range(setting.alone)]
        told_ms, admit_ms = await self._admit_many()
        others, own, changes = (median(each) for each in zip(*messages, strict=True))
        return Figures(
            admit_to_told_p50_ms=percentile(told_ms, 0.5),
            admit_to_told_p99_ms=percentile(told_ms, 0.99),
            joins_per_s=joins_per_s,
            connections_per_s=(setting.guests - setting.warm) / connecting_s,
            idle_kib_per_connection=grown / (setting.guests - setting.warm),
            seats_to_others_per_admit=others,
            seats_to_the_admitted_per_admit=own,
            changes_per_board_per_admit=changes,
            idle_cpu_percent=idle_cpu,
            cpu_ms_per_join=join_ms,
            cpu_ms_per_admit=admit_ms,
        )

    async def keep_alive(self) -> None:
        """Every page says something in its turn, until cancelled."""
        while True:
            pages: list[Guest | Board] = [*self.guests.values(), *self.boards]
            for page in pages:
                await page.line.ping()
                await asyncio.sleep(PING_S / len(pages))
            await asyncio.sleep(0.1)

    # --- coming

    async def _connect_boards(self) -> None:
        for _ in range(self._setting.boards):
            board = Board()
            await board.come(self._house.url, self._house.queue, self._house.staff_cookie)
            self.boards.append(board)

    async def _connect(self, guests: int) -> None:
        await _few_at_once(CONNECTING, (self._come for _ in range(guests)))

    async def _come(self) -> None:
        visit, cookie = self._house.guest_cookie()
        guest = Guest(visit)
        await guest.come(self._house.url, cookie)
        self.guests[visit] = guest

    async def _join(self) -> tuple[float, float]:
        """Everybody takes their place; how many a second, and the CPU of one."""
        cpu, began = self._house.cpu_ms, perf_counter()
        asking = ((lambda g=guest: self._asked(g, Join())) for guest in self.guests.values())
        await _few_at_once(self._setting.joining, asking)
        seconds = perf_counter() - began
        number = len(self.guests)
        return number / seconds, (self._house.cpu_ms - cpu) / number

    async def _rest(self) -> float:
        """Everybody only waits; the percent of one core that takes."""
        cpu, began = self._house.cpu_ms, perf_counter()
        await asyncio.sleep(self._setting.rest_s)
        return (self._house.cpu_ms - cpu) / (perf_counter() - began) / 10

    # --- being admitted

    async def _count_messages(self, nth: int) -> tuple[float, float, float]:
        """The Seats to the others, those to the one admitted, and the changes to each board."""
        visit = self.boards[0].front(self._setting.front)[nth]
        before = self._seats(), self.guests[visit].seats, self._changes()
        await self._told(self.boards[0], visit)
        await self._quiet()
        own = self.guests[visit].seats - before[1]
        others = self._seats() - before[0] - own
        changes = self._changes() - before[2]
        await self._asked(self.boards[0], PutBack(visit=visit))
        await self._quiet()
        return others, own, changes

    async def _admit_many(self) -> tuple[list[float], float]:
        """Milliseconds until each was told, and the CPU of one."""
        setting = self._setting
        front = self.boards[0].front(setting.front)
        cpu, began = self._house.cpu_ms, perf_counter()
        admitting: list[asyncio.Task[float]] = []
        for nth in range(setting.admits):
            # At a steady pace, whether or not the house keeps up.
            await asyncio.sleep(began + nth / setting.per_s - perf_counter())
            board, visit = self.boards[nth % len(self.boards)], front[nth % len(front)]
            admitting.append(asyncio.create_task(self._admit_and_put_back(board, visit)))
        told_ms = await asyncio.gather(*admitting)
        await self._quiet()
        return told_ms, (self._house.cpu_ms - cpu) / setting.admits

    async def _admit_and_put_back(self, board: Board, visit: VisitId) -> float:
        told_ms = await self._told(board, visit)
        await self._asked(board, PutBack(visit=visit))
        return told_ms

    async def _told(self, board: Board, visit: VisitId) -> float:
        """Admit, and wait until the guest's page knows; in milliseconds."""
        guest = self.guests[visit]
        called = guest.called()
        began = perf_counter()
        await self._asked(board, Admit(visit=visit, seen=board.cards[visit].revision))
        async with asyncio.timeout(PATIENCE_S):
            at = await called
        await guest.line.ping()
        return (at - began) * 1000

    # --- all of them

    async def _asked(self, page: Guest | Board, command: GuestCommand | BoardCommand) -> None:
        """Ask until there is an answer; it must be yes."""
        op_id = OpId(f"{next(self._numbers)}-{secrets.token_hex(4)}")
        while not isinstance(answer := await page.line.ask(op_id, command), Done):
            assert answer.code in (Code.BUSY, Code.UNKNOWN), answer.code
            await asyncio.sleep(answer.retry_ms / 1000)

    async def _quiet(self) -> None:
        """Wait until nobody has been shown anything for a while, which no bell can tell."""
        async with asyncio.timeout(PATIENCE_S):
            shown = None
            while shown != (shown := (self._seats(), self._changes())):  # noqa: ASYNC110 - see above
                await asyncio.sleep(QUIET_S)

    def _seats(self) -> int:
        return sum(guest.seats for guest in self.guests.values())

    def _changes(self) -> float:
        return mean(board.changes for board in self.boards)


@asynccontextmanager
async def _heartbeats(town: Town) -> AsyncIterator[Town]:
    beating = asyncio.create_task(town.keep_alive())
    try:
        yield town
        assert not beating.done(), "somebody lost their line"
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        pages: list[Guest | Board] = [*town.guests.values(), *town.boards]
        for page in pages:
            await page.line.close()


async def _few_at_once(most: int, work: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Do all of it, so many at the same time."""
    rest = iter(work)

    async def one_after_the_other() -> None:
        for each in rest:
            await each()

    await asyncio.gather(*(one_after_the_other() for _ in range(most)))
