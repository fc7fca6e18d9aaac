"""Keeps what this node holds in memory beside the queues as other nodes have written it.

Whoever comes on another node is known by name here as soon as their event is: names, and the texts
of notices, are in the database before the queue hears of them, and are fetched when they are not in
memory. What changes later is read every second from the directory's journal.
"""

import asyncio
import logging
from collections.abc import Sequence

from waitingroom.core import events as e
from waitingroom.core.ids import GuestId, NoticeId, QueueId
from waitingroom.core.model import Queue
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.hub import Hub
from waitingroom.ledger import Busy

MOST_SOUGHT = 10_000
"""How many guests without a row are remembered, so that nobody who is erased is sought again."""

log = logging.getLogger("waitingroom.coherence")


class Coherence:
    """Watches the desk, and is asked every second."""

    def __init__(self, desk: Desk, directory: Directory, hub: Hub) -> None:
        self._desk = desk
        self._directory = directory
        self._hub = hub
        self._guests: set[GuestId] = set()
        self._notices: dict[NoticeId, QueueId] = {}
        self._sought: dict[GuestId, None] = {}
        self._fetching: asyncio.Task[None] | None = None
        desk.watch(self.changed)

    def changed(self, before: Queue, after: Queue, happened: Sequence[e.Happened]) -> None:
        """See `desk.Watcher`."""
        self._miss(after, before.version + len(happened) != after.version, happened)
        if (self._guests or self._notices) and self._is_idle:
            self._fetching = asyncio.create_task(self._fetch(), name="names")

    async def look(self) -> None:
        """Take in what changed on other nodes, and what could not be fetched before.

        Errors: the ledger's `Busy`; then it is taken in the next time.
        """
        news = await self._directory.follow()
        if news.places:
            await self._read_queues()
        self._show(news.people)
        if self._is_idle:
            await self._fetch_all()

    async def end(self) -> None:
        """Fetch nothing more."""
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    @property
    def _is_idle(self) -> bool:
        return self._fetching is None or self._fetching.done()

    def _miss(self, queue: Queue, everybody: bool, happened: Sequence[e.Happened]) -> None:
        """Note whom, and which notice, a change speaks of that is not in memory."""
        named = {visit for each in happened if (visit := getattr(each.event, "visit", None))}
        visits = [each for id_, each in queue.visits.items() if everybody or id_ in named]
        self._guests.update(
            guest.id
            for visit in visits
            for guest in visit.guests
            if guest.id not in self._sought and self._directory.person(guest.id) is None
        )
        if queue.notice and not self._directory.notice(queue.notice):
            self._notices[queue.notice] = queue.id

    async def _fetch(self) -> None:
        try:
            await self._fetch_all()
        except Busy:
            # The next look does it.
            log.warning("names could not be read")
        except Exception:
            log.exception("names could not be read")

    async def _fetch_all(self) -> None:
        """Until nothing is missing: more may be missed while we read."""
        while self._guests or self._notices:
            guests, notices = frozenset(self._guests), dict(self._notices)
            if guests:
                await self._directory.fetch(guests)
            if notices:
                await self._directory.fetch_notices(list(notices))
            self._guests -= guests
            self._seek_no_more(guests)
            self._show(guests)
            for notice, queue in notices.items():
                del self._notices[notice]
                self._hub.reworded(queue)

    def _seek_no_more(self, guests: frozenset[GuestId]) -> None:
        self._sought.update(dict.fromkeys(guests))
        while len(self._sought) > MOST_SOUGHT:
            del self._sought[next(iter(self._sought))]

    def _show(self, guests: frozenset[GuestId]) -> None:
        """Draw the visits of these guests anew, in whichever queue they are by now."""
        if not guests:
            return
        for queue in self._desk.loaded():
            for visit in queue.visits.values():
                if any(guest.id in guests for guest in visit.guests):
                    self._hub.renamed(queue.id, visit.id)

    async def _read_queues(self) -> None:
        """A conference node may ask about any admission: new queues are in memory, too."""
        for unit in self._directory.units():
            for queue in self._directory.queues_of(unit.id):
                await self._desk.queue(queue.id)
