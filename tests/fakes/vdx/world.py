"""What stands behind the double: organisations, pools, meetings, and rooms that come and go."""

import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes.vdx.bookings import CREATE, LAYOUT, PATCH, No, checked, when

(AWAITS, STARTING, PROBLEMS, READY, STOPPING, STOP_PROBLEMS, STOPPED) = (
    "AWAITS_PROVISION",
    "STARTING_TO_PROVISION",
    "PROVISION_PROBLEMS",
    "PROVISIONED_OK",
    "STARTING_TO_DEPROVISION",
    "DEPROVISION_PROBLEMS",
    "DEPROVISION_OK",
)
"""0 to 6."""

POOL_AGE = timedelta(seconds=60)
SOON = timedelta(minutes=2)
STOPS = timedelta(seconds=5)


@dataclass
class Template:
    """What rooms are made from."""

    organisation: str
    guest_pin: bool = True
    host_pin: bool = True
    same_pins: bool = False
    portal: str | None = None


@dataclass
class Organisation:
    """One customer of VDX; a `pool_size` of None is an organisation without a pool."""

    code: str
    pool_size: int | None = 0
    own_addresses: bool = False


@dataclass
class Client:
    """One OAuth client; its roles and its organisation stand in its token."""

    secret: str
    organisation: str
    roles: tuple[str, ...] = ("meeting-planner",)
    email: str = "ventestuen@klinikken.test"


@dataclass
class Room:
    """One virtual meeting room: a scheduling info."""

    organisation: str
    uri: str
    host_pin: int | None
    guest_pin: int | None
    made_at: datetime
    status: str = AWAITS
    layout: dict[str, Any] = field(default_factory=dict)
    reservation: str | None = None
    ends_on_time: bool = False
    stops_at: datetime | None = None

    @property
    def portal(self) -> str:
        """The trap: without a guests' PIN the link carries the clinic's."""
        pin = self.guest_pin or self.host_pin
        return f"https://portal.vdx.test/?conference={self.uri}&pin={pin}&join=1"


@dataclass
class Meeting:
    """One booking with its room."""

    uuid: str
    organisation: str
    by: str
    said: dict[str, Any]
    start: datetime
    end: datetime
    room: Room
    short_id: str


class World:
    """The Video API without its HTTP. Time is `now`, which only a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.organisations: dict[str, Organisation] = {}
        self.clients: dict[str, Client] = {}
        self.templates: dict[int, Template] = {}
        self.meetings: dict[str, Meeting] = {}
        self.pool: list[Room] = []
        self.booked: list[Meeting] = []
        self.starts_after = timedelta(seconds=1)
        self.ready_after = timedelta(seconds=3)
        self.breaking = 0
        self.uuid_is_looked_at_first = True
        self.logged: list[str] = []
        self._uris = 1000

    # --- what a test arranges

    def fill_pool(self, organisation: str, count: int, age: timedelta = 2 * POOL_AGE) -> list[Room]:
        """Rooms that stand ready."""
        rooms = [self._room(organisation, {}) for _ in range(count)]
        for room in rooms:
            room.status, room.made_at = READY, self.now - age
        self.pool += rooms
        return rooms

    def advance(self, seconds: float) -> None:
        """Time goes on, and the provisioner with it."""
        self.now += timedelta(seconds=seconds)
        for meeting in self.meetings.values():
            self._provision(meeting)

    def open_meetings(self) -> list[Meeting]:
        """Whose room can be entered, now or soon."""
        return [
            each
            for each in self.meetings.values()
            if each.room.status in (AWAITS, STARTING, READY) and each.end > self.now
        ]

    def _provision(self, meeting: Meeting) -> None:
        room = meeting.room
        age = self.now - room.made_at
        if room.status == AWAITS and age >= self.starts_after:
            room.status = STARTING
        if room.status == STARTING and age >= self.ready_after:
            room.status = PROBLEMS if self.breaking else READY
            self.breaking = max(0, self.breaking - 1)
        if room.status == READY and meeting.end <= self.now:
            room.status, room.stops_at = STOPPING, self.now + STOPS
        elif room.status == STOPPING and room.stops_at and room.stops_at <= self.now:
            room.status = STOPPED

    # --- meetings

    def create(self, client: Client, body: Any) -> Meeting:
        """Book; everything or nothing."""
        if client.roles == ("meeting-provisioner",):
            raise No(403)
        said = {each: is_ for each, is_ in checked(body, CREATE, True).items() if is_ is not None}
        pins = "hostPin" in said or "guestPin" in said
        if pins and "schedulingInfoReservationId" in said:
            raise No(400, 34)
        organisation = self.organisations[client.organisation]
        if said.get("meetingType") == "POOL" and not organisation.pool_size:
            raise No(400, 19)
        name = said.get("uuid") or str(uuid.uuid4())
        self._must_be_new(name, client.organisation, said.get("externalId"))
        start, end = when(said["startTime"]), when(said["endTime"])
        room = self._chosen(organisation, said, start)
        room.ends_on_time = bool(said.get("endMeetingOnEndTime"))
        meeting = Meeting(
            uuid=name,
            organisation=client.organisation,
            by=client.email,
            said=said,
            start=start,
            end=end,
            room=room,
            short_id=uuid.uuid4().hex[:12],
        )
        self.meetings[name] = meeting
        self.booked.append(meeting)
        return meeting

    def _must_be_new(self, name: str, organisation: str, external: str | None) -> None:
        taken = any(
            each.organisation == organisation and each.said.get("externalId") == external
            for each in self.meetings.values()
            if external is not None
        )
        # The real one takes every broken constraint but one for a short id that is not unique.
        if name in self.meetings and self.uuid_is_looked_at_first:
            raise No(400, 24)
        if taken:
            raise No(400, 21)
        if name in self.meetings:
            raise No(400, 24)

    def _chosen(self, organisation: Organisation, said: dict[str, Any], start: datetime) -> Room:
        if (own := said.get("uriWithoutDomain")) is not None:
            return self._own_address(organisation, said, own)
        if "hostPin" in said or "guestPin" in said:
            self.logged.append(f"guest pin {said.get('guestPin')} host pin {said.get('hostPin')}")
            return self._room(organisation.code, said)
        if (reservation := said.get("schedulingInfoReservationId")) is not None:
            return self._reserved(organisation, reservation)
        if start > self.now + SOON:
            return self._room(organisation.code, said)
        if (room := self._free(organisation.code, said)) is not None:
            self.pool.remove(room)
            return room
        if said.get("meetingType") == "POOL":
            raise No(400, 20)
        return self._room(organisation.code, said)

    def _own_address(self, organisation: Organisation, said: dict[str, Any], own: str) -> Room:
        if not organisation.own_addresses:
            raise No(400, 31)
        if not re.fullmatch(r"[A-Za-z0-9]+", own):
            raise No(400, 33)
        if any(each.room.uri.startswith(f"{own}@") for each in self.meetings.values()):
            raise No(400, 32)
        room = self._room(organisation.code, said)
        room.uri = f"{own}@vdx.test"
        return room

    def _reserved(self, organisation: Organisation, reservation: str) -> Room:
        for room in self.pool:
            if room.reservation == reservation and room.organisation == organisation.code:
                self.pool.remove(room)
                return room
        raise No(400, 29)

    def _free(self, organisation: str, said: dict[str, Any]) -> Room | None:
        wished = {each: said[each] for each in LAYOUT if each in said}
        for room in self.pool:
            fits = all(room.layout.get(each) == wish for each, wish in wished.items())
            old = self.now - room.made_at > POOL_AGE
            ours = room.organisation == organisation and room.reservation is None
            if fits and old and ours and room.status == READY:
                return room
        return None

    def _room(self, organisation: str, said: dict[str, Any]) -> Room:
        number = said.get("schedulingTemplateId")
        template = self.templates.get(number, None) if number else Template(organisation)
        if template is None:
            raise No(400, 26)
        if template.organisation != organisation:
            raise No(400, 27)
        self._uris += 1
        host = said.get("hostPin", 4000 + self._uris)
        guest = host if template.same_pins else said.get("guestPin", 800_000 + self._uris)
        return Room(
            organisation=organisation,
            uri=f"{self._uris}@vdx.test",
            host_pin=host if template.host_pin else None,
            guest_pin=guest if template.guest_pin else None,
            made_at=self.now,
            layout={each: said[each] for each in LAYOUT if each in said},
        )

    def meeting(self, client: Client, name: str) -> Meeting:
        """One's own, or the organisation's."""
        found = self.meetings.get(name)
        if found is None:
            raise No(404)
        if found.organisation != client.organisation:
            raise No(403)
        if client.roles == ("meeting-user",) and found.by != client.email:
            raise No(403)
        return found

    def change(self, client: Client, name: str, body: Any) -> Meeting:
        """PATCH: absent is unchanged; with a room, all but the end is silently unchanged too."""
        found = self.meeting(client, name)
        if found.room.status not in (AWAITS, READY):
            raise No(406, 12)
        said = checked(body, PATCH, False)
        if "endTime" in said:
            found.end = when(said["endTime"])
        if found.room.status == AWAITS:
            found.said |= said
        self._provision(found)
        return found

    def delete(self, client: Client, name: str) -> None:
        """Only what has no room yet; its names are free afterwards."""
        if self.meeting(client, name).room.status != AWAITS:
            raise No(406, 13)
        del self.meetings[name]

    def reserve(self, client: Client, wished: dict[str, Any]) -> Room:
        """Every call sets another room aside."""
        if "meeting-admin" not in client.roles:
            raise No(403)
        if self.organisations[client.organisation].pool_size is None:
            raise No(400, 23)
        room = self._free(client.organisation, wished)
        if room is None:
            raise No(400, 20)
        room.reservation = str(uuid.uuid4())
        return room
