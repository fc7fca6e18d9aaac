"""Whether a guest is here: any of their pages counts, and short drops are not told.

A connection that closed waits a little before it counts as away; one that had been silent for too
long has waited already. Being away never ends a place; what it leads to stands in the rules.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Away, Connected
from waitingroom.core.ids import GuestId, NodeId, QueueId
from waitingroom.core.model import Guest
from waitingroom.core.model import Presence as Here
from waitingroom.core.stages import is_over
from waitingroom.desk import Desk, Done
from waitingroom.hub.guest import GuestListener

CLOSED_S = 10.0
"""How long a closed connection may take to come back before the guest counts as away."""

AGAIN_S = 1.0
"""How long until the queue is told again what it could not take."""

PAGES = 4
"""How many pages one guest may have open."""


class Presence:
    """The guests who have a page open on this node."""

    def __init__(
        self,
        desk: Desk,
        node: Callable[[], NodeId],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        closed_s: float = CLOSED_S,
    ) -> None:
        self._desk = desk
        self._node = node
        self._spawn = spawn
        self._closed_s = closed_s
        self._pages: dict[GuestId, list[GuestListener]] = {}
        self._leaving: dict[GuestId, asyncio.TimerHandle] = {}
        self._telling: set[tuple[QueueId, GuestId]] = set()
        self._is_stopped = False

    def came(self, page: GuestListener) -> GuestListener | None:
        """A page of a guest is here; gives a page that must go because there are too many."""
        leaving = self._leaving.pop(page.guest, None)
        if leaving is not None:
            leaving.cancel()
        pages = self._pages.setdefault(page.guest, [])
        if page not in pages:
            pages.append(page)
        self.tell(page)
        if len(pages) <= PAGES:
            return None
        superfluous = _superfluous(pages)
        pages.remove(superfluous)
        return superfluous

    def went(self, page: GuestListener, *, silent: bool) -> None:
        """A page is gone; when it was the last one, the guest is away soon."""
        pages = self._pages.get(page.guest, [])
        if page not in pages:
            return
        pages.remove(page)
        if pages:
            return
        del self._pages[page.guest]
        if self._is_stopped:
            return
        wait = 0.0 if silent else self._closed_s
        loop = asyncio.get_running_loop()
        self._leaving[page.guest] = loop.call_later(wait, self._left, page)

    def tell(self, page: GuestListener) -> None:
        """See to it that the queue knows whether the guest of this page is here."""
        # One at a time for a guest of a queue: it looks at what is true again before it ends.
        if (page.queue, page.guest) not in self._telling:
            self._telling.add((page.queue, page.guest))
            self._spawn(self._keep_telling(page))

    def stop(self) -> None:
        """This node stops: nobody is called away for that, they come back elsewhere."""
        self._is_stopped = True
        for timer in self._leaving.values():
            timer.cancel()
        self._leaving.clear()

    def forget(self) -> None:
        """All who are here count no more; who comes from now on is told when it goes on."""
        self._pages.clear()

    def go_on(self) -> None:
        """The node has a new name; whoever has come meanwhile is told under it."""
        self._is_stopped = False
        for pages in list(self._pages.values()):
            self.tell(pages[-1])

    def is_here(self, guest: GuestId) -> bool:
        """Whether the guest has a page open here, or closed it only just now."""
        return guest in self._pages or guest in self._leaving

    def _left(self, page: GuestListener) -> None:
        self._leaving.pop(page.guest, None)
        self.tell(page)

    async def _keep_telling(self, page: GuestListener) -> None:
        """Tell the queue what is true here until it knows; that may change meanwhile."""
        told: Connected | Away | None = None
        try:
            while (news := self._news(page)) is not None and news != told:
                reply = await self._desk.ask(page.queue, None, news, SystemActor(node=news.node))
                if isinstance(reply, Done):
                    told = news
                else:
                    await asyncio.sleep(AGAIN_S)
        finally:
            self._telling.discard((page.queue, page.guest))

    def _news(self, page: GuestListener) -> Connected | Away | None:
        """What the queue does not know yet about the guest of this page."""
        guest = self._known(page)
        if guest is None or self._is_stopped:
            return None
        held = guest.presence is Here.CONNECTED and guest.node in (None, self._node())
        if guest.id in self._pages:
            settled = held and guest.node is not None
            here = Connected(visit=page.visit, guest=guest.id, node=self._node())
            return None if settled else here
        if self.is_here(guest.id) or not held:
            return None
        return Away(visit=page.visit, guest=guest.id, node=self._node())

    def _known(self, page: GuestListener) -> Guest | None:
        """The guest as the queue knows them; None when it keeps no presence of theirs."""
        queue = self._desk.known(page.queue)
        visit = queue.visits.get(page.visit) if queue else None
        if visit is None or is_over(visit):
            return None
        return next((each for each in visit.here if each.id == page.guest), None)


def _superfluous(pages: list[GuestListener]) -> GuestListener:
    """The page that nobody could see for longest; the newest one never."""
    return min(pages[:-1], key=lambda page: (page.visible, page.seen_at))
