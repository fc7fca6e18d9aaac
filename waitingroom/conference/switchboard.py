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
from waitingroom.conference.referrals import Referrals
from waitingroom.conference.relay import Relay
from waitingroom.conference.rooms import Conference
from waitingroom.conference.splash import Screen
from waitingroom.conference.tokens import Tokens
from waitingroom.turn import TurnSignIn, sign_in

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
    relay: Relay
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
        self.referrals = Referrals()
        self.conferences: dict[str, Conference] = {}
        self.faults = 0
        self._config = config
        self._slate = slate
        self._report = report
        self._crossings: dict[str, Crossing] = {}
        self._relays: dict[str, Relay] = {}
        self._members: dict[str, Member] = {}
        self._closing: set[asyncio.Task[None]] = set()

    # -- participants ----------------------------------------------------------------------------

    @property
    def load(self) -> int:
        """What all that runs costs, in calls of two."""
        return sum(_cost(each.heads) for each in self.conferences.values())

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
        more = _cost(conference.heads_with(newcomer)) - _cost(conference.heads)
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
            self._relays[conference.id] = Relay(self._say, self._admits)
        conference.service = service
        person = conference.join(newcomer, now)
        member = None
        if person is not None:
            crossing, relay = self._crossings[conference.id], self._relays[conference.id]
            member = Member(person, conference, crossing, relay)
            self._members[person.uuid] = member
        self.settle(conference)
        return (member, self.tokens.issue(member.person.uuid)) if member else None

    def member(self, token: str, alias: str) -> Member | None:
        """The member who holds this token for this alias."""
        member = self._members.get(self.tokens.holder(token, self.clock()) or "")
        return member if member and member.person.alias == alias else None

    def find(self, uuid: str) -> Member | None:
        """The member of this name, whatever conference they are in."""
        return self._members.get(uuid)

    def let_go(self, member: Member) -> None:
        """Take out somebody who has said that they leave, and need not be told."""
        member.conference.leave(member.person, wording.LEFT, self.clock(), tell=False)
        self.settle(member.conference)

    def members(self) -> list[Member]:
        """All members of all conferences."""
        return list(self._members.values())

    def settle(self, conference: Conference) -> None:
        """Carry out what a change of a conference means; call it after each.

        Streams are woken, media allowed or cut, the event sink told, what has ended taken away.
        """
        for person in conference.moves:
            conference.refer(person, self._referral(person))
        conference.moves.clear()
        self._settle_slides(conference)
        for member in self.members():
            if member.conference is conference:
                self._settle_member(member)
        self._relays[conference.id].match()
        for report in conference.reports:
            self._report(report)
        conference.reports.clear()
        if conference.ended and self.conferences.get(conference.service.name) is conference:
            del self.conferences[conference.service.name]
            del self._crossings[conference.id]
            del self._relays[conference.id]

    def sweep(self) -> None:
        """Take away what has had its time; call it about once a second."""
        now = self.clock()
        self.tokens.forget(now)
        self.referrals.forget(now)
        for member in self.members():
            self._sweep_call(member, now)
        for conference in list(self.conferences.values()):
            conference.expire(now)
            self.settle(conference)

    def turn_sign_in(self) -> TurnSignIn | None:
        """A new sign-in to the TURN server, where there is one."""
        turn = self._config.turn
        return sign_in(turn, self.clock() + self.epoch) if turn else None

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

    def call_of(self, member: Member) -> str | None:
        """The id of a member's call, wherever its media goes."""
        if member.person.direct:
            return member.relay.call_of(member.person.uuid)
        return member.call.id if member.call else None

    def splash(self, uuid: str, screen: Screen | None) -> None:
        """Show a participant a screen, or take the last one away."""
        member = self._members.get(uuid)
        if member is not None:
            member.conference.splash(member.person, screen)
            member.wake.set()

    def hang_up(self, member: Member) -> None:
        """End a member's media; the member stays."""
        member.relay.part(member.person.uuid)
        if member.person.direct and member.person.gone is None:
            member.conference.change(member.person, has_media=False)
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

    def _referral(self, person: Participant) -> str:
        """A one-time token with which this participant goes on as another."""
        newcomer = Newcomer(
            role=person.role,
            name=person.name,
            tag=person.tag,
            alias=person.alias,
            may_pass_lock=not person.waits,
            earlier=person.uuid,
        )
        return self.referrals.issue(person.alias, newcomer, self.clock())

    def _say(self, uuid: str, kind: str, data: Any) -> None:
        member = self._members.get(uuid)
        if member is not None:
            member.conference.tell(member.person, kind, data)
            member.wake.set()

    def _admits(self, uuid: str) -> bool:
        member = self._members.get(uuid)
        return member is not None and not member.person.waits

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
            if person.gone != wording.LEFT:
                self.referrals.revoke(person.uuid)
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
