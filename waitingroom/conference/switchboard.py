"""Who is on this node now: conferences, their participants' tokens, streams and media."""

import asyncio
import secrets
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from waitingroom.conference import wording
from waitingroom.conference.config import NodeConfig
from waitingroom.conference.media import PASSED_ON, Crossing, Leg, Rights
from waitingroom.conference.model import Newcomer, Participant, Report, Service
from waitingroom.conference.rooms import Conference
from waitingroom.conference.tokens import Tokens

HALF_OPEN_S = 16.0
"""So long a call may be without a sign of life. A browser gives one every few seconds."""
CAP_BPS = 2_500_000
MIXED_COST = 3
"""A call whose sound is mixed costs about as much of a core as this many that are passed on."""


@dataclass(eq=False, slots=True)
class Call:
    """One call of a participant: its name, its media, when there was last a sign of life."""

    id: str
    leg: Leg
    alive_at: float
    freed: bool = False


@dataclass(eq=False, slots=True)
class Member:
    """A participant and what the node keeps for it.

    `turn` lets one negotiation be finished before the next begins; `stream` numbers the event
    streams, of which only the newest counts.
    """

    person: Participant
    conference: Conference
    crossing: Crossing
    call: Call | None = None
    stream: int = 0
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Switchboard:
    """All state of a node. Only the event loop of the node touches it."""

    def __init__(
        self,
        config: NodeConfig,
        slate: tuple[bytes, ...],
        clock: Callable[[], float],
        epoch: float,
        report: Callable[[Report], None],
    ) -> None:
        self.clock = clock
        self.epoch = epoch
        self.tokens = Tokens()
        self.conferences: dict[str, Conference] = {}
        self.faults = 0
        self._config = config
        self._slate = slate
        self._report = report
        self._crossings: dict[str, Crossing] = {}
        self._members: dict[str, Member] = {}
        self._closing: set[asyncio.Task[None]] = set()

    # -- participants ----------------------------------------------------------------------------

    @property
    def load(self) -> int:
        """What all that runs costs, in calls of two."""
        return sum(_cost(len(each.participants)) for each in self.conferences.values())

    @property
    def room(self) -> int:
        """How many calls of two can be carried beside all that runs."""
        return max(0, self._config.max_calls - self.load)

    def has_room_for(self, service: Service, newcomer: Newcomer) -> bool:
        """Whether the node can carry it when this one comes into this conference.

        Who makes nothing dearer always may: a page that is loaded again is never refused here.
        """
        conference = self.conferences.get(service.name)
        if conference is None:
            return _cost(1) <= self.room
        more = _cost(conference.heads_with(newcomer)) - _cost(len(conference.participants))
        return more <= self.room

    def join(self, service: Service, newcomer: Newcomer) -> tuple[Member, str] | None:
        """Let somebody into a conference, which begins with its first participant.

        Shape: the new member and its token; None when the conference is full.
        """
        now = self.clock()
        conference = self.conferences.get(service.name)
        if conference is None:
            conference = Conference(service, self._config.node_name, self.epoch, now)
            self.conferences[service.name] = conference
            self._crossings[conference.id] = Crossing(self._slate, self.clock, self.epoch)
        conference.service = service
        person = conference.join(newcomer, now)
        member = None
        if person is not None:
            member = Member(person, conference, self._crossings[conference.id])
            self._members[person.uuid] = member
        self.settle(conference)
        return (member, self.tokens.issue(member.person.uuid)) if member else None

    def member(self, token: str, alias: str) -> Member | None:
        """The member who holds this token for this alias."""
        member = self._members.get(self.tokens.holder(token, self.clock()) or "")
        return member if member and member.person.alias == alias else None

    def members(self) -> list[Member]:
        """All members of all conferences."""
        return list(self._members.values())

    def settle(self, conference: Conference) -> None:
        """Carry out what a change of a conference means; call it after each.

        Streams are woken, media allowed or cut, the event sink told, what has ended taken away.
        """
        self._settle_slides(conference)
        for member in self.members():
            if member.conference is conference:
                self._settle_member(member)
        for report in conference.reports:
            self._report(report)
        conference.reports.clear()
        if conference.ended and self.conferences.get(conference.service.name) is conference:
            del self.conferences[conference.service.name]
            self._crossings.pop(conference.id, None)

    def sweep(self) -> None:
        """Take away what has had its time; call it about once a second."""
        now = self.clock()
        self.tokens.forget(now)
        for member in self.members():
            self._sweep_call(member, now)
        for conference in list(self.conferences.values()):
            conference.expire(now)
            self.settle(conference)

    # -- media -----------------------------------------------------------------------------------

    async def place_call(self, member: Member, text: str) -> tuple[str, str]:
        """Answer a participant's offer; an earlier call of theirs ends.

        Shape: the call's id and the answer.
        Errors: ValueError when it can not be answered; the participant has no call then.
        """
        async with member.turn:
            self.hang_up(member)
            call = Call(
                str(uuid.UUID(bytes=secrets.token_bytes(16), version=4)), *self._leg(member)
            )
            return call.id, await self._answer(member, call, text)

    async def renew_call(self, member: Member, text: str) -> str:
        """Answer a later offer of a running call; when its way is lost, a new one is built."""
        async with member.turn:
            call = member.call
            if call is None:
                raise LookupError("no call")
            if call.leg.lost:
                return await self._answer(member, Call(call.id, *self._leg(member)), text)
            answer = await call.leg.answer(text)
            self.settle(member.conference)
            return answer

    def hang_up(self, member: Member) -> None:
        """End a member's media; the member stays."""
        call, member.call = member.call, None
        if call is None:
            return
        member.crossing.part(member.person.uuid)
        self.faults += call.leg.faults
        self._later(call.leg.close())
        if member.person.gone is None:
            member.conference.change(member.person, has_media=False)

    async def tick(self) -> None:
        """Do what is due in the media; call it about every 40 ms while there is any.

        Sound that is mixed is due more often: `sound_due` says when.
        """
        faults = []
        for crossing in list(self._crossings.values()):
            try:
                await crossing.tick()
            except Exception as error:
                # One conference that fails must not silence those after it.
                faults.append(error)
        for fault in faults:
            raise fault

    @property
    def busy(self) -> bool:
        """Whether there is any media."""
        return any(len(crossing) for crossing in self._crossings.values())

    @property
    def sound_due(self) -> float | None:
        """When the next sound must be mixed; None when none is mixed."""
        due = (crossing.sound_due for crossing in self._crossings.values())
        return min((at for at in due if at is not None), default=None)

    async def close(self) -> None:
        """End everything; returns when all ports are closed."""
        for conference in list(self.conferences.values()):
            conference.end(wording.NODE_STOPPED, self.clock())
            self.settle(conference)
        while self._closing:
            await asyncio.wait(self._closing)

    # -- inside ----------------------------------------------------------------------------------

    def _leg(self, member: Member) -> tuple[Leg, float]:
        def changed() -> None:
            self._media_changed(member)

        allowed = member.conference.service.kind.lines
        leg = Leg(self._config.addresses, CAP_BPS, self.epoch, changed, allowed)
        return leg, self.clock()

    async def _answer(self, member: Member, call: Call, text: str) -> str:
        try:
            answer = await call.leg.answer(text)
        except ValueError:
            self._later(call.leg.close())
            raise
        if member.person.gone is not None:
            self._later(call.leg.close())
            return answer
        self.hang_up(member)
        member.call = call
        member.crossing.join(member.person.uuid, call.leg)
        self.settle(member.conference)
        return answer

    def _media_changed(self, member: Member) -> None:
        call = member.call
        if call is None or member.person.gone is not None:
            return
        member.conference.change(
            member.person,
            protocol="webrtc",
            has_media=call.leg.connected,
            has_video="video" in call.leg.lines,
        )
        self.settle(member.conference)

    def _settle_slides(self, conference: Conference) -> None:
        presenter = conference.presenting.presenter
        member = self._members.get(presenter.uuid) if presenter else None
        call = member.call if member else None
        shows = call is not None and not call.freed and call.leg.presents
        conference.presenting.seen(shows, self.clock())

    def _settle_member(self, member: Member) -> None:
        person = member.person
        if person.gone is not None:
            self.hang_up(member)
            self.tokens.retire(person.uuid, self.clock())
            del self._members[person.uuid]
        else:
            member.crossing.allow(
                person.uuid,
                Rights(
                    admitted=not person.waits,
                    heard=not person.muted,
                    seen=not person.video_muted,
                    takes_slides=person.takes_slides,
                    presents=person.presents,
                    spotlight_at=person.spotlight_at,
                ),
            )
        if person.outbox or person.gone:
            member.wake.set()

    def _sweep_call(self, member: Member, now: float) -> None:
        call = member.call
        if call is None or call.freed:
            return
        if call.leg.connected and call.leg.gave_sign():
            call.alive_at = now
        if call.leg.lost or now - call.alive_at > HALF_OPEN_S:
            # The call keeps its name: a browser that wakes up asks for a new way under it.
            call.freed = True
            member.crossing.part(member.person.uuid)
            self._later(call.leg.close())

    def _later(self, closing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(closing)
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


def _cost(heads: int) -> int:
    return MIXED_COST if heads > PASSED_ON else 1
