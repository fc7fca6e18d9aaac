"""Whether a guest is here: any of their pages counts, and short drops are not told.

A connection that closed waits a little before it counts as away; one that had been silent for too
long has waited already. Being away never ends a place; what it leads to stands in the rules.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import Away, Connected
from waitingroom.core.ids import GuestId, NodeId, QueueId, VisitId
from waitingroom.core.model import Presence as Here
from waitingroom.desk import Desk
from waitingroom.hub.guest import GuestListener

CLOSED_S = 10.0
"""How long a closed connection may take to come back before the guest counts as away."""

PAGES = 4
"""How many pages one guest may have open."""


class Presence:
    """The guests who have a page open on this node."""

    def __init__(
        self,
        desk: Desk,
        node: NodeId,
        spawn: Callable[[Coroutine[Any, Any, None]], None],
        closed_s: float = CLOSED_S,
    ) -> None:
        self._desk = desk
        self._actor = SystemActor(node=node)
        self._node = node
        self._spawn = spawn
        self._closed_s = closed_s
        self._pages: dict[GuestId, list[GuestListener]] = {}
        self._leaving: dict[GuestId, asyncio.TimerHandle] = {}

    def came(self, page: GuestListener) -> GuestListener | None:
        """A page of a guest is here; gives a page that must go because there are too many."""
        leaving = self._leaving.pop(page.guest, None)
        if leaving is not None:
            leaving.cancel()
        pages = self._pages.setdefault(page.guest, [])
        if page not in pages:
            pages.append(page)
        self._spawn(self._tell_connected(page.queue, page.visit, page.guest))
        return _superfluous(pages) if len(pages) > PAGES else None

    def went(self, page: GuestListener, *, silent: bool) -> None:
        """A page is gone; when it was the last one, the guest is away soon."""
        pages = self._pages.get(page.guest, [])
        if page not in pages:
            return
        pages.remove(page)
        if pages:
            return
        del self._pages[page.guest]
        wait = 0.0 if silent else self._closed_s
        loop = asyncio.get_running_loop()
        self._leaving[page.guest] = loop.call_later(wait, self._left, page)

    def stop(self) -> None:
        """This node stops: nobody is called away for that, they come back elsewhere."""
        for timer in self._leaving.values():
            timer.cancel()
        self._leaving.clear()

    def is_here(self, guest: GuestId) -> bool:
        """Whether the guest has a page open here, or closed it only just now."""
        return guest in self._pages or guest in self._leaving

    def _left(self, page: GuestListener) -> None:
        self._leaving.pop(page.guest, None)
        self._spawn(self._tell_away(page.queue, page.visit, page.guest))

    async def _tell_connected(self, queue: QueueId, visit: VisitId, guest: GuestId) -> None:
        known = self._desk.known(queue)
        seat = known.visits.get(visit) if known else None
        person = seat.guest(guest) if seat else None
        # Nothing would be written, and nothing is written for somebody the queue does not know.
        if person is None or (person.presence is Here.CONNECTED and person.node == self._node):
            return
        command = Connected(visit=visit, guest=guest, node=self._node)
        await self._desk.ask(queue, None, command, self._actor)

    async def _tell_away(self, queue: QueueId, visit: VisitId, guest: GuestId) -> None:
        # They may have come back while this was on its way.
        if not self.is_here(guest):
            command = Away(visit=visit, guest=guest, node=self._node)
            await self._desk.ask(queue, None, command, self._actor)


def _superfluous(pages: list[GuestListener]) -> GuestListener:
    """The page that was hidden and silent longest; the newest one never."""
    return min(pages[:-1], key=lambda page: (page.visible, page.heard_at))
