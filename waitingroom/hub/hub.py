"""Who is listening on this node, and showing each of them what has changed, once a burst."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from waitingroom.core import events as e
from waitingroom.core.changes import Touched, touched
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import (
    Epoch,
    GuestId,
    LinkId,
    NodeId,
    OrganisationId,
    QueueId,
    StaffId,
    VisitId,
)
from waitingroom.core.model import Queue
from waitingroom.desk import Desk
from waitingroom.directory import Directory, StaffInfo
from waitingroom.hub.guest import GuestListener
from waitingroom.hub.leaving import close_at_once, send_away, spread_s
from waitingroom.hub.listener import Listener, Surroundings
from waitingroom.hub.names import JoinedNames
from waitingroom.hub.passes import Passes
from waitingroom.hub.places import Places
from waitingroom.hub.presence import CLOSED_S, Presence
from waitingroom.hub.staff import StaffListener
from waitingroom.hub.turns import Turns
from waitingroom.identity import GuestSignIn, StaffSignIn
from waitingroom.identity.places import PlaceTickets
from waitingroom.ledger import Life
from waitingroom.protocol import CloseCode

TICK_S = 0.5
"""How often deadlines are looked at."""

log = logging.getLogger("waitingroom.hub")

L = TypeVar("L", bound=Listener)


class Hub:
    """The listeners of this node.

    Shape: `at_work` tells whether a sign-in of staff still lasts, and counts as use of it: people
    who work on their board for hours do nothing else by which their sign-in would stay alive.

    Whoever listens sees the newest view within one turn of the event loop after a change; a page
    that does not read harms nobody else.
    """

    def __init__(
        self,
        desk: Desk,
        directory: Directory,
        passes: Passes,
        *,
        node: Callable[[], NodeId],
        epoch: Epoch,
        tickets: PlaceTickets,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        at_work: Callable[[StaffSignIn], bool],
        closed_s: float = CLOSED_S,
    ) -> None:
        self._directory = directory
        self._at_work = at_work
        self._around = Surroundings(
            desk=desk,
            names=JoinedNames(directory, passes),
            passes=passes,
            node=node,
            epoch=epoch,
            places=Places(desk, tickets, node, self._tenant, now),
            now=now,
            monotonic=monotonic,
            spawn=self._spawn,
            turns=Turns(),
        )
        self._listeners: set[Listener] = set()
        self._guests: defaultdict[VisitId, set[GuestListener]] = defaultdict(set)
        self._boards: defaultdict[QueueId, set[StaffListener]] = defaultdict(set)
        self._dirty: dict[QueueId, Touched] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.presence = Presence(desk, node, self._spawn, closed_s)
        desk.watch(self._changed)
        desk.follow(self._begin_anew)

    # --- doors for the web

    def guest(self, sign_in: GuestSignIn, ticket: str = "") -> GuestListener:
        """The far end of a guest's line; `ticket` is the place ticket that their browser keeps."""
        return GuestListener(sign_in, ticket, self._around, self)

    def place_ticket(self, sign_in: GuestSignIn) -> str | None:
        """The ticket of the place this guest has in the queue of the sign-in; None without one."""
        return self._around.places.ticket(sign_in, self._around.epoch)

    def staff(self, sign_in: StaffSignIn, queue: QueueId) -> StaffListener:
        """The far end of a colleague's line to one queue."""

        def member() -> StaffInfo | None:
            return self._directory.staff_member(sign_in.staff) if self._at_work(sign_in) else None

        def is_reachable(other: QueueId) -> bool:
            return self._organisation(other) == self._organisation(queue) is not None

        return StaffListener(sign_in, queue, member, is_reachable, self._around, self)

    def _tenant(self, queue: QueueId) -> OrganisationId:
        return self._organisation(queue) or OrganisationId("")

    def _organisation(self, queue: QueueId) -> OrganisationId | None:
        known = self._directory.queue(queue)
        unit = self._directory.unit(known.unit) if known else None
        return unit.organisation if unit else None

    def close_guest_link(self, link: LinkId) -> None:
        """Close every line that was opened with this link."""
        for listener in self._all(GuestListener):
            if listener.sign_in.link == link:
                listener.bye(CloseCode.SIGNED_OUT)

    def take_over(self, visit: VisitId, guest: GuestId) -> None:
        """Another device of the guest goes on: what is open by now says so and stays closed."""
        for listener in list(self._guests.get(visit, ())):
            if listener.guest == guest:
                listener.bye(CloseCode.REPLACED)

    def close_staff(self, sign_in_id: str) -> None:
        """Close every line of this sign-in."""
        for listener in self._all(StaffListener):
            if listener.sign_in.id == sign_in_id:
                listener.bye(CloseCode.SIGNED_OUT)

    def close_member(self, staff: StaffId) -> None:
        """Close every line of a member of staff who may not work here any more."""
        for listener in self._all(StaffListener):
            if listener.sign_in.staff == staff:
                listener.bye(CloseCode.DENIED)

    def renamed(self, queue: QueueId, visit: VisitId) -> None:
        """What is written about somebody of this visit has changed."""
        self._mark(queue, Touched(cards=frozenset({visit}), seats=frozenset({visit})))

    def reworded(self, queue: QueueId) -> None:
        """What everybody of this queue reads has changed."""
        self._mark(queue, Touched(everybody=True))

    # --- the registry of listeners

    def opened(self, listener: Listener) -> None:
        """See `Registry`."""
        self._listeners.add(listener)

    def greeted(self, listener: Listener) -> None:
        """See `Registry`."""
        match listener:
            case GuestListener():
                self._guests[listener.visit].add(listener)
                superfluous = self.presence.came(listener)
                if superfluous is not None:
                    superfluous.bye(CloseCode.REPLACED)
            case StaffListener():
                self._boards[listener.queue].add(listener)

    def joined(self, listener: Listener) -> None:
        """See `Registry`."""
        if isinstance(listener, GuestListener):
            self.presence.tell(listener)

    def closed(self, listener: Listener, *, silent: bool) -> None:
        """See `Registry`."""
        self._listeners.discard(listener)
        match listener:
            case GuestListener():
                _drop(self._guests, listener.visit, listener)
                self.presence.went(listener, silent=silent)
            case StaffListener():
                _drop(self._boards, listener.queue, listener)

    # --- time

    async def run(self) -> None:
        """Look at everybody's deadlines until cancelled."""
        while True:
            await asyncio.sleep(TICK_S)
            self.tick()

    def tick(self) -> None:
        """Look at everybody's deadlines, and at sign-ins that have expired."""
        now, today = self._around.monotonic(), self._around.now()
        for listener in list(self._listeners):
            _unharmed(listener, partial(listener.tick, now))
            if isinstance(listener, GuestListener | StaffListener):
                _expire(listener, today)

    @property
    def lines(self) -> int:
        """How many pages are connected."""
        return len(self._listeners)

    async def leave(self, spread_s: float) -> None:
        """Send everybody elsewhere, spread over so long; nobody is called away for it.

        They are told when to come back and then closed, so that what was asked before is answered.
        """
        self.presence.stop()
        await send_away(list(self._listeners), self._tasks, spread_s)

    async def close(self) -> None:
        """Close whoever is still here, and finish what was begun; nobody is called away."""
        self.presence.stop()
        for listener in list(self._listeners):
            listener.bye(CloseCode.RESTART)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.presence.stop()

    async def start_anew(self) -> None:
        """This node was taken for dead, its guests called away by another one: all must return.

        They are closed at once: what they see may be as old as the node slept, and nothing they ask
        can be done here. Nothing is told of who is here until `go_on`.
        """
        self.presence.stop()
        self.presence.forget()
        await close_at_once(list(self._listeners), spread_s(self.lines))

    def go_on(self) -> None:
        """The node has a new name, and who is here is told under it."""
        self.presence.go_on()

    async def send_away(self) -> None:
        """Tell everybody when to come back, here or elsewhere, and close."""
        await send_away(list(self._listeners), self._tasks, spread_s(self.lines))

    # --- changes

    def _begin_anew(self, life: Life) -> None:
        """What pages were shown is not true in another life of the ledger: they come back to it."""
        self._around = replace(self._around, epoch=life.epoch)
        for listener in list(self._listeners):
            listener.bye(CloseCode.RESTART)

    def _changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        self._mark(after.id, _all_touched(before, after, happened))
        for each in happened:
            if isinstance(each.event, e.VisitReceived):
                self._call_over(each.event.visit, after.id)

    def _call_over(self, visit: VisitId, queue: QueueId) -> None:
        """Pages that are still connected to the queue the visit came from come back to this one."""
        for guest in list(self._guests.get(visit, ())):
            if guest.queue != queue:
                guest.bye(CloseCode.MOVED)

    def _mark(self, queue: QueueId, what: Touched) -> None:
        if not self._dirty:
            # One turn of the loop joins a burst; nothing waits longer than that.
            asyncio.get_running_loop().call_soon(self._show)
        self._dirty[queue] = self._dirty.get(queue, Touched()) | what

    def _show(self) -> None:
        dirty, self._dirty = self._dirty, {}
        for queue, what in dirty.items():
            for guest in list(self._concerned(queue, what)):
                _unharmed(guest, guest.show)
            for board in list(self._boards.get(queue, ())):
                _unharmed(board, partial(board.show_change, what.cards))

    def _concerned(self, queue: QueueId, what: Touched) -> Iterator[GuestListener]:
        if what.everybody:
            yield from (each for each in self._all(GuestListener) if each.queue == queue)
            return
        for visit in what.seats:
            yield from self._guests.get(visit, ())

    def _all(self, kind: type[L]) -> list[L]:
        return [each for each in self._listeners if isinstance(each, kind)]

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("work for a listener failed", exc_info=task.exception())


def _all_touched(before: Queue, after: Queue, happened: Sequence[e.Happened]) -> Touched:
    if before.version + len(happened) != after.version:
        # A snapshot was read and what lay between is not told: everything may look different.
        return Touched(cards=frozenset(after.visits), everybody=True)
    what = Touched()
    for each in happened:
        following = evolve(before, each)
        what |= touched(before, following, each.event)
        before = following
    return what


def _unharmed(listener: Listener, work: Callable[[], None]) -> None:
    """Do something for one page; a fault of ours in it ends that page's line and no other's."""
    try:
        work()
    except Exception:
        log.exception("a page could not be served")
        listener.bye(CloseCode.FAULT)


def _drop(index: defaultdict[Any, set[Any]], key: object, listener: Listener) -> None:
    index[key].discard(listener)
    if not index[key]:
        del index[key]


def _expire(listener: GuestListener | StaffListener, now: datetime) -> None:
    if listener.sign_in.expires_at <= now:
        listener.bye(CloseCode.SIGNED_OUT)
