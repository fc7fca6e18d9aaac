"""The directory: what people call the things that the queues know by id."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from waitingroom.core.ids import (
    GuestId,
    NoticeId,
    OrganisationId,
    QueueId,
    StaffId,
    UnitId,
    VisitId,
)
from waitingroom.core.value import Value
from waitingroom.directory import places, texts
from waitingroom.directory.journal import Change, Journal
from waitingroom.directory.people import Person, checked
from waitingroom.directory.places import Organisation, QueueInfo, StaffInfo, Unit
from waitingroom.directory.store import Kept, Store, Topic
from waitingroom.ledger import Engine


class News(Value):
    """What was taken in from other nodes. Shape: `people` are those whose texts changed."""

    people: frozenset[GuestId] = frozenset()
    places: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing needs to be drawn anew."""
        return not self.people and not self.places


class Directory:
    """Organisations, units, queues, staff, people and notices; satisfies `core.names.Names`.

    Every question is answered from memory at once. Every change is in SQL before it is in memory,
    and is checked first: it raises `InvalidText` when a text does not fit, `Taken` when an id or a
    slug is in use or belongs to nothing known, and the ledger's `Busy` when the database cannot do
    it now; then nothing has changed in memory, and asking again is harmless.
    """

    def __init__(self, engine: Engine) -> None:
        self._store = Store(engine)
        self._journal = Journal(engine)
        self._organisations: dict[OrganisationId, Organisation] = {}
        self._units: dict[UnitId, Unit] = {}
        self._slugs: dict[str, UnitId] = {}
        self._queues: dict[QueueId, QueueInfo] = {}
        self._conferences: dict[QueueId, Mapping[str, object]] = {}
        self._staff: dict[StaffId, StaffInfo] = {}
        self._people: dict[GuestId, Kept] = {}
        self._notices: dict[NoticeId, str] = {}
        self._late: list[Change] = []  # read, and not yet taken in
        # Whoever changes, fetches or erases what is there waits for this, so that memory sees the
        # changes in the order in which SQL saw them: an erased name must not come back. A new
        # person needs not wait, as nobody else writes that row yet.
        self._one_at_a_time = asyncio.Lock()

    async def start(self) -> None:
        """Read all of it into memory."""
        async with self._one_at_a_time:
            await self._journal.begin()
            await self._read_places()
            notices = await self._store.notices()
            before = set(self._people)
            people = await self._store.people()
            self._notices = notices
            # Whom `keep_person` put there meanwhile may have been written too late to be read.
            new = {guest: kept for guest, kept in self._people.items() if guest not in before}
            self._people = {each.guest: each for each in people} | new

    async def follow(self) -> News:
        """Take in what other nodes have changed since the last time: one query, when nothing has.

        Call it every second. Errors: the ledger's `Busy`; then it is taken in the next time.
        """
        changes = [*self._late, *await self._journal.new()]
        self._late = changes
        people = frozenset(GuestId(each.about) for each in changes if each.topic is Topic.PERSON)
        places = any(each.topic is Topic.PLACES for each in changes)
        if places:
            async with self._one_at_a_time:
                await self._read_places()
        if people:
            await self.fetch(people)
        for each in changes:
            if each.topic is Topic.ERASED:
                self._forget(datetime.fromisoformat(each.about))
        self._late = []
        return News(people=people, places=places)

    async def forget_changes(self) -> int:
        """Delete old notes of what changed; how many."""
        return await self._journal.forget()

    async def _read_places(self) -> None:
        """Places and staff; nothing of them is exchanged before all of them are read."""
        organisations = await self._store.organisations()
        units = await self._store.units()
        queues = await self._store.queues()
        conferences = await self._store.conferences()
        staff = await self._store.staff()
        self._organisations = {each.id: each for each in organisations}
        self._units = {each.id: each for each in units}
        self._slugs = {each.slug: each.id for each in units}
        self._queues = {each.id: each for each in queues}
        self._conferences = {each: _options(text) for each, text in conferences.items()}
        self._staff = {each.id: each for each in staff}

    # --- questions, answered from memory

    def organisation(self, organisation: OrganisationId) -> Organisation | None:
        """The tenant of that id."""
        return self._organisations.get(organisation)

    def units(self) -> tuple[Unit, ...]:
        """All units, by name."""
        return tuple(sorted(self._units.values(), key=lambda each: each.name.casefold()))

    def unit(self, unit: UnitId) -> Unit | None:
        """The unit of that id."""
        return self._units.get(unit)

    def unit_by_slug(self, slug: str) -> Unit | None:
        """The unit whose public door has this address; people may write it in capitals."""
        unit = self._slugs.get(slug.lower())
        return None if unit is None else self._units[unit]

    def queue(self, queue: QueueId) -> QueueInfo | None:
        """The queue of that id."""
        return self._queues.get(queue)

    def queue_name(self, queue: QueueId) -> str:
        """What people call the queue, "" when it is not known."""
        known = self.queue(queue)
        return known.name if known else ""

    def queues_of(self, unit: UnitId) -> tuple[QueueInfo, ...]:
        """The queues of the unit, by name."""
        own = (each for each in self._queues.values() if each.unit == unit)
        return tuple(sorted(own, key=lambda each: each.name.casefold()))

    def conference(self, queue: QueueId) -> Mapping[str, object]:
        """What was chosen for the conferences of this queue, by name; empty where nothing was."""
        return self._conferences.get(queue, {})

    def staff_member(self, staff: StaffId) -> StaffInfo | None:
        """The member of staff of that id."""
        return self._staff.get(staff)

    def staff(self, staff: StaffId) -> str:
        """What patients and colleagues read as the name, "" when not known."""
        known = self._staff.get(staff)
        return known.name if known else ""

    def person(self, guest: GuestId) -> Person | None:
        """The person behind a guest, None once erased."""
        kept = self._people.get(guest)
        return kept.person if kept else None

    def notice(self, notice: NoticeId) -> str:
        """The text of a notice, "" when not known."""
        return self._notices.get(notice, "")

    # --- places and staff, written through

    async def add_organisation(self, organisation: Organisation) -> None:
        """A new tenant."""
        name = texts.line("name", organisation.name, texts.NAME_LENGTH)
        new = organisation.but(name=name)
        async with self._one_at_a_time:
            await self._store.add_organisation(new)
            self._organisations[new.id] = new

    async def add_unit(self, unit: Unit) -> None:
        """A new unit of a known organisation."""
        new = places.checked_unit(unit)
        async with self._one_at_a_time:
            await self._store.add_unit(new)
            self._units[new.id] = new
            self._slugs[new.slug] = new.id

    async def add_queue(self, queue: QueueInfo) -> None:
        """A new queue of a known unit."""
        new = places.checked_queue(queue)
        async with self._one_at_a_time:
            await self._store.add_queue(new)
            self._queues[new.id] = new

    async def set_conference(self, queue: QueueId, options: Mapping[str, object]) -> None:
        """What the conferences of this queue are like; whoever sets it has checked it."""
        text = msgspec.json.encode(options).decode()
        async with self._one_at_a_time:
            await self._store.set_conference(queue, text)
            self._conferences[queue] = _options(text)

    async def add_staff(self, staff: StaffInfo) -> None:
        """A new member of staff; every unit must be one of their own organisation."""
        new = places.checked_staff(staff)
        async with self._one_at_a_time:
            await self._store.add_staff(new)
            self._staff[new.id] = new

    async def set_muted(self, staff: StaffId, muted: bool) -> None:
        """Whether the board of this member of staff is silent; nothing when not known."""
        async with self._one_at_a_time:
            await self._store.set_muted(staff, muted)
            known = self._staff.get(staff)
            if known is not None:
                self._staff[staff] = known.but(muted=muted)

    # --- people, written through

    async def keep_person(
        self,
        guest: GuestId,
        queue: QueueId,
        visit: VisitId,
        person: Person,
        now: datetime,
        due_at: datetime | None = None,
    ) -> None:
        """Write down who a new guest is.

        The days until the row is erased are counted from `due_at`, or from `now` when that is
        later: a person who was invited for next month has a name next month.
        """
        needed_at = now if due_at is None else max(now, due_at)
        kept = Kept(guest=guest, person=checked(person), needed_at=needed_at)
        await self._store.add_person(kept, queue, visit, now)
        self._people[guest] = kept

    async def change_person(self, guest: GuestId, person: Person) -> bool:
        """Other texts for this guest; False when the row is erased, which it stays."""
        new = checked(person)
        async with self._one_at_a_time:
            if not await self._store.change_person(guest, new):
                self._people.pop(guest, None)
                return False
            kept = self._people.get(guest)
            if kept is not None:
                self._people[guest] = kept.but(person=new)
            return True

    async def fetch(self, guests: Collection[GuestId]) -> None:
        """Read these guests again, because another node wrote or erased them."""
        async with self._one_at_a_time:
            # Only who was in memory before may be missing in SQL because of an erasure; whom
            # `keep_person` puts there meanwhile may just have been written too late to be read.
            before = [guest for guest in guests if guest in self._people]
            found = {each.guest: each for each in await self._store.people(guests)}
            for guest in before:
                self._people.pop(guest, None)
            self._people.update(found)

    async def sought(self, guest: GuestId) -> Person | None:
        """The person behind a guest, read when not in memory: another node may have just written.

        Errors: the ledger's `Busy`.
        """
        if guest not in self._people:
            await self.fetch([guest])
        return self.person(guest)

    async def prolong(self, guests: Collection[GuestId], at: datetime) -> None:
        """Count the days until these guests are erased from `at`: their visit ended only then."""
        async with self._one_at_a_time:
            await self._store.prolong(list(guests), at)
            for kept in [self._people[each] for each in guests if each in self._people]:
                self._people[kept.guest] = kept.but(needed_at=at)

    async def erase_people(self, before: datetime) -> int:
        """Erase everybody whose days are counted from before this; how many rows went."""
        async with self._one_at_a_time:
            count = await self._store.erase_before(before)
            self._forget(before)
            return count

    def _forget(self, before: datetime) -> None:
        """Drop whoever is erased: here, or in this memory only because another node did it."""
        self._people = {
            guest: kept for guest, kept in self._people.items() if kept.needed_at >= before
        }

    async def erase(self, guests: Collection[GuestId]) -> int:
        """Erase these persons now, because they asked for it; how many rows went."""
        async with self._one_at_a_time:
            count = await self._store.erase(list(guests))
            for guest in guests:
                self._people.pop(guest, None)
            return count

    # --- notices, written through

    async def keep_notice(
        self, notice: NoticeId, queue: QueueId, text: str, by: StaffId, now: datetime
    ) -> None:
        """Write a notice down; it is shown to nobody until the queue is told its id."""
        tidy = texts.lines("text", text, texts.NOTICE_LENGTH, shortest=1)
        async with self._one_at_a_time:
            await self._store.add_notice(notice, queue, tidy, by, now)
            self._notices[notice] = tidy

    async def fetch_notices(self, notices: Collection[NoticeId]) -> None:
        """Read these notices, because another node wrote them."""
        async with self._one_at_a_time:
            self._notices.update(await self._store.notices(notices))

    async def erase_notices(self, before: datetime) -> int:
        """Erase the notices that a newer one of their queue replaced before this; how many.

        The newest of each queue stays, because it may still be shown.
        """
        async with self._one_at_a_time:
            gone = await self._store.erase_notices(before)
            for notice in gone:
                self._notices.pop(notice, None)
        return len(gone)


def _options(text: str) -> Mapping[str, object]:
    return msgspec.json.decode(text, type=dict[str, object])
