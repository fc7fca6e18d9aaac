"""The life of a VDX meeting: one admission, at most one meeting that can be entered.

Nothing is remembered here. The names of an admission's meetings follow from the admission, so who
comes back after a crash looks them up, finds what was booked, and goes on from there.
"""

from datetime import datetime, timedelta
from typing import Any

from waitingroom.core.ids import GuestId
from waitingroom.core.value import Private, Value
from waitingroom.handoff.naming import Admitted, Side
from waitingroom.handoff.port import VendorFailed
from waitingroom.handoff.vdx.account import VdxAccount
from waitingroom.handoff.vdx.api import Meeting, SchedulingInfo, Status, VideoApi, written
from waitingroom.handoff.vdx.failures import failed
from waitingroom.handoff.vdx.names import MeetingName, MeetingNames
from waitingroom.handoff.vdx.poll import COMING, Now, Poll, Sleep

MOST = 8
"""Meetings of one admission, each after the one before was broken beyond use."""

NO_POOL_ROOM = ("pool-empty", "no-pool", "no-reservations", "reservation-gone")
"""A clear no to a pool room: nothing was booked, and a new room may be."""

NO_RESERVATION = (*NO_POOL_ROOM, "denied")

NO_CLEAR_ANSWER = ("unreachable", "failed", "not-the-api", "id-taken", "id-clash")
"""After these the meeting may be there. VDX says `id-clash` of a taken uuid too."""

GOING = (Status.STOPPING, Status.STOP_PROBLEMS, Status.STOPPED)


class VdxJoin(Value):
    """What our own call page needs to enter; fetched when it is asked for and stored nowhere.

    Shape: `uri` with its domain; `nodes` as the account says.
    """

    uri: Private
    pin: Private
    nodes: tuple[str, ...]


class _Found(Value):
    meeting: Meeting
    room: SchedulingInfo | None

    def can_be_used(self, at: datetime) -> bool:
        """Whether somebody may be let into it, now or as soon as it is made."""
        status = self.room.provision_status if self.room else None
        return status in (*COMING, Status.READY) and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        """Whether VDX takes it down by itself: its end has come."""
        return self.meeting.end_time <= at


class VdxRooms:
    """Conferences of VDX; a `Handoff`."""

    def __init__(
        self, account: VdxAccount, api: VideoApi, names: MeetingNames, now: Now, sleep: Sleep
    ) -> None:
        self._account = account
        self._api = api
        self._names = names
        self._now = now
        self._poll = Poll(account, api, now, sleep)

    async def prepare(self, admitted: Admitted) -> None:
        """Find the meeting or book it, and wait until its room stands; see `Handoff.prepare`."""
        name, found = await self._find(admitted)
        if found is None:
            await self._book(name)
        booked_at = found.meeting.start_time if found else self._now()
        try:
            room = await self._poll.until_ready(name.uuid)
        except VendorFailed as problem:
            late = booked_at + timedelta(seconds=self._account.ready_within_s)
            raise failed("too-slow") if _is_late(problem, self._now(), late) else problem from None
        await self._insist_on_pins(name, booked_at, room)

    async def close(self, admitted: Admitted) -> None:
        """End every meeting of the admission; see `Handoff.close`."""
        booked = await self._booked(admitted)
        found = [await self._whole(each) for each in booked]
        # The last first: whoever has to begin again finds those that are left by counting up.
        problems = [await self._ended(one) for one in reversed(found)]
        for problem in filter(None, problems):
            raise problem

    async def join(self, admitted: Admitted, side: Side) -> VdxJoin:
        """The way in for one side.

        Errors: `VendorFailed`, also of a room that is not whole: no guest gets the clinic's PIN.
        """
        _, found = await self._find(admitted)
        room = found.room if found else None
        if room is None:
            raise failed("not-found")
        if room.provision_status is not Status.READY:
            raise failed("not-yet")
        if (fault := _fault(room)) is not None:
            raise failed(fault)
        pin = room.host_pin if side is Side.STAFF else room.guest_pin
        uri = room.uri_with_domain
        if pin is None or uri is None:
            raise failed("not-the-api")
        return VdxJoin(uri=Private(uri), pin=pin, nodes=self._account.nodes)

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        """Nobody is rung up through the Video API; see `Handoff.ring_up`."""
        raise failed("cannot-ring")

    async def is_well(self) -> bool:
        """Whether VDX answers and takes our sign-in."""
        try:
            await self._api.info()
        except VendorFailed:
            return False
        return True

    # --- finding

    async def _find(self, admitted: Admitted) -> tuple[MeetingName, _Found | None]:
        """The meeting that can be used, or the first name that nothing was booked under.

        The last one counts and no other. VDX may still mend one that we gave up, and then a guest
        would be alone in it while the clinic waits in the next.
        """
        booked = await self._booked(admitted)
        if booked:
            last = await self._whole(booked[-1])
            if last.can_be_used(self._now()):
                return self._names.of(admitted, len(booked) - 1), last
        if len(booked) == MOST:
            raise failed("spent")
        return self._names.of(admitted, len(booked)), None

    async def _booked(self, admitted: Admitted) -> list[Meeting]:
        """The meetings of the admission, in the order in which they were booked."""
        booked: list[Meeting] = []
        for nth in range(MOST):
            meeting = await self._api.meeting(self._names.of(admitted, nth).uuid)
            if meeting is None:
                break
            booked.append(meeting)
        return booked

    async def _whole(self, meeting: Meeting) -> _Found:
        return _Found(meeting=meeting, room=await self._api.scheduling(meeting.uuid))

    # --- booking

    async def _book(self, name: MeetingName) -> None:
        if self._account.pool or self._account.reserve:
            reservation = await self._reservation() if self._account.reserve else None
            try:
                return await self._create(name, self._booking(name, "POOL", reservation))
            except VendorFailed as problem:
                if problem.code not in NO_POOL_ROOM:
                    raise
        return await self._create(name, self._booking(name, "NORMAL", None))

    async def _reservation(self) -> str | None:
        try:
            return await self._api.reserve()
        except VendorFailed as problem:
            if problem.code in NO_RESERVATION:
                return None
            raise

    async def _create(self, name: MeetingName, booking: dict[str, Any]) -> None:
        """Book once; without a clear answer, what is there counts and not what was said."""
        try:
            await self._api.create(booking)
        except VendorFailed as problem:
            if problem.code not in NO_CLEAR_ANSWER or not await self._api.meeting(name.uuid):
                raise

    def _booking(self, name: MeetingName, kind: str, reservation: str | None) -> dict[str, Any]:
        """What we say about a meeting: nothing about anybody, and no PINs, which VDX would log.

        No layout either: a pool room must match every such wish, and most would not.
        """
        account, now = self._account, self._now()
        said: dict[str, Any] = {
            "uuid": name.uuid,
            "externalId": name.external,
            "subject": account.subject,
            "startTime": written(now),
            "endTime": written(now + account.lasts),
            "meetingType": kind,
            # Without it the short link alone would let anybody in.
            "guestPinRequired": True,
            "endMeetingOnEndTime": account.end_on_time,
        }
        wishes = {
            "schedulingTemplateId": account.template,
            "projectCode": account.project_code or None,
            "organizedByEmail": account.organiser or None,
            "schedulingInfoReservationId": reservation,
        }
        return said | {each: wish for each, wish in wishes.items() if wish is not None}

    async def _insist_on_pins(
        self, name: MeetingName, booked_at: datetime, room: SchedulingInfo
    ) -> None:
        fault = _fault(room)
        if fault is None:
            return
        try:
            await self._api.end(name.uuid, self._end_of(booked_at))
        except VendorFailed:
            # The admission's end tries again; what has to be said is that the room is not whole.
            raise failed(fault) from None
        raise failed(fault)

    # --- ending

    async def _ended(self, found: _Found) -> VendorFailed | None:
        """Why it could not be ended; None when it is, or when VDX ends it by itself."""
        status = found.room.provision_status if found.room else None
        if status in GOING or found.is_over(self._now()):
            return None
        try:
            if status is not Status.AWAITS or not await self._deleted(found.meeting.uuid):
                await self._api.end(found.meeting.uuid, self._end_of(found.meeting.start_time))
        except VendorFailed as problem:
            return None if problem.code == "not-found" else problem
        return None

    async def _deleted(self, uuid: str) -> bool:
        """Whether it could still be taken back; False when VDX has just begun to make the room."""
        try:
            await self._api.delete(uuid)
        except VendorFailed as problem:
            if problem.code == "not-deletable":
                return False
            raise
        return True

    def _end_of(self, start: datetime) -> datetime:
        """Now, but not before the meeting has begun: what ends before it begins is no meeting."""
        return max(self._now(), start)


def _is_late(problem: VendorFailed, now: datetime, late: datetime) -> bool:
    return problem.code == "not-yet" and now >= late


def _fault(room: SchedulingInfo) -> str | None:
    """Why nobody may be let in: a room without a guests' PIN takes the clinic's from everybody."""
    if not room.guest_pin:
        return "no-guest-pin"
    if not room.host_pin:
        return "no-host-pin"
    return "same-pins" if room.guest_pin == room.host_pin else None
