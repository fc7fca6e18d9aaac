"""The rules of one conference: who comes in, who waits, who sees whom, who is told what.

Pure: time is an argument (monotonic seconds), nothing is sent from here. Each participant's events
gather in its outbox, and what the event sink shall hear in `reports`; the node empties both.
"""

from typing import Any

from waitingroom.conference import shapes, wording
from waitingroom.conference.escalation import Escalation
from waitingroom.conference.model import (
    DirectMedia,
    Kind,
    Newcomer,
    Participant,
    Place,
    Report,
    Role,
    Service,
    Target,
    new_uuid,
)
from waitingroom.conference.news import News
from waitingroom.conference.patience import Patience
from waitingroom.conference.presenting import Presenting
from waitingroom.conference.splash import Screen
from waitingroom.conference.succession import Succession, is_earlier

WORD_S = 45.0
STILL_TOLD = {
    "disconnect",
    "refer",
    "splash_screen",
    "peer_disconnect",
    "new_offer",
    "update_sdp",
    "new_candidate",
}
"""What no roster stands in for: told also to whoever has opened the event stream anew."""


class Conference:
    """One running conference.

    `epoch` is what must be added to a monotonic time to get Unix seconds.
    """

    def __init__(self, service: Service, node: str, epoch: float, now: float) -> None:
        self.id = new_uuid()
        self.service = service
        self.epoch = epoch
        self.began_at = now
        self.started = False
        self.locked = service.locked
        self.guests_muted = service.mute_guests
        self.guests_can_unmute = True
        self.guests_can_present = service.guests_can_present
        self.participants: dict[str, Participant] = {}
        self.moves: list[Participant] = []
        self._escalation = Escalation()
        self._succession = Succession()
        self._patience = Patience()
        self._news = News(self, self.participants, node)
        self.presenting = Presenting(self.participants, self.tell, self.change)
        self._word_at = now
        self._news.report_room("conference_started")

    @property
    def reports(self) -> list[Report]:
        """What the event sink shall hear and has not been told."""
        return self._news.reports

    @property
    def ended(self) -> bool:
        """Whether everybody has left for good; such a conference is not used again."""
        return self.heads == 0

    @property
    def heads(self) -> int:
        """How many are here, or are about to go on here as another participant."""
        return len(self.participants) + len(self._succession.awaited())

    @property
    def may_be_direct(self) -> bool:
        """Whether policy lets two talk past the node."""
        return self.service.direct_media is not DirectMedia.NEVER

    @property
    def direct(self) -> bool:
        """Whether the media of whoever comes in goes past the node."""
        return self._escalation.direct

    # -- coming and going ------------------------------------------------------------------

    def join(self, newcomer: Newcomer, now: float) -> Participant | None:
        """Let somebody in, or into the lobby; None when there is no place left.

        Who comes back under the same call tag takes the place of their earlier self: a page that
        was loaded again has not always been able to say goodbye.
        """
        others = self._others(newcomer)
        if len(others) >= self.service.limit:
            return None
        for earlier in [p for p in self.participants.values() if is_earlier(p, newcomer)]:
            self._remove(earlier, wording.LEFT, now)
        if self._escalation.joins(self.service, others, newcomer):
            self._move_all(now)
        person = self._seated(newcomer, now)
        self._goes_on(person, newcomer, now)
        self.participants[person.uuid] = person
        self._news.came(person)
        if person.role == Role.HOST and not self.started:
            self.start(now)
        return person

    def heads_with(self, newcomer: Newcomer) -> int:
        """How many there would be with this one, as far as there is place."""
        return min(len(self._others(newcomer)) + 1, max(self.service.limit, self.heads))

    def leave(self, person: Participant, reason: str, now: float, *, tell: bool = True) -> None:
        """Take somebody out; `tell` says whether they must hear of it."""
        if person.uuid not in self.participants:
            return
        self._remove(person, reason, now, tell=tell)
        self._end_if_empty(now)

    def end(self, reason: str, now: float) -> None:
        """Everybody out, and nobody expected any more."""
        self.reports.extend(self._succession.over())
        for person in list(self.participants.values()):
            self.leave(person, reason, now)

    def expire(self, now: float) -> None:
        """Take out whoever has given no sign of life, or has waited too long for a host."""
        for person in list(self.participants.values()):
            reason = self._patience.overdue(person, now)
            if reason is not None:
                self.leave(person, reason, now)
        if self._patience.hostless(self.participants.values(), self.started, now):
            self.end(wording.HOSTS_GONE, now)
        self._settle_media(now)
        self._say_a_word(now)

    # -- past the node or through it ---------------------------------------------------------

    def refer(self, person: Participant, token: str) -> None:
        """Send somebody who is in `moves` on to be the next participant, with a one-time token."""
        target = Target.DIRECT if self.direct else Target.TRANSCODED
        data = {"alias": person.alias, "token": token, "target": target.value}
        self.splash(person, Screen.DEESCALATE if self.direct else Screen.ESCALATE)
        self.tell(person, "refer", data)

    def splash(self, person: Participant, screen: Screen | None) -> None:
        """Show one of the screens of direct media, or take the last one away."""
        data = screen and {"screen_key": screen.value, "display_duration": self.service.notice_s}
        self.tell(person, "splash_screen", data)

    def _settle_media(self, now: float) -> None:
        overdue = self._succession.overdue(now)
        self.reports.extend(overdue)
        if overdue:
            self._end_if_empty(now)
        people = [*self.participants.values(), *self._succession.awaited()]
        if self._escalation.returns(self.service, people, now):
            self._move_all(now)

    def _move_all(self, now: float) -> None:
        self._news.room_changed()
        for person in self.participants.values():
            if person.direct is not self.direct:
                person.moving_since = now
                self.moves.append(person)

    def _goes_on(self, person: Participant, newcomer: Newcomer, now: float) -> None:
        """What this one was before still holds of it."""
        for earlier in self._succession.follows(newcomer, person.uuid, now):
            person.before = (*earlier.before, earlier.uuid)
            person.muted = person.muted or earlier.muted
            person.overlay = earlier.overlay

    def _end_if_empty(self, now: float) -> None:
        if self.ended:
            self._news.report_room("conference_ended", now)

    def _say_a_word(self, now: float) -> None:
        """Whoever hears our events takes two minutes of silence during a call for a fault."""
        if not self.ended and now - self._word_at >= WORD_S:
            self._word_at = now
            self._news.report_room("conference_updated")

    # -- the lobby ---------------------------------------------------------------------------

    def start(self, now: float) -> None:
        """A host is there: let in who waits, unless the door is locked."""
        self.started = True
        self._news.room_changed()
        if not self.locked:
            self._admit_all(now)

    def lock(self, locked: bool, now: float) -> None:
        """Lock the door against new guests, or open it for all who wait."""
        if self.locked != locked:
            self.locked = locked
            self._news.room_changed()
        if self.started and not locked:
            self._admit_all(now)

    def admit(self, person: Participant, now: float) -> bool:
        """Let one in from the lobby; False when they are inside already."""
        if not person.waits:
            return False
        person.place = Place.INSIDE
        for other in self.participants.values():
            if other is not person:
                self.tell(person, "participant_create", shapes.participant(other, self.epoch))
        self._person_changed(person)
        self.presenting.settle()
        return True

    # -- changes -----------------------------------------------------------------------------

    def change(self, person: Participant, **fields: Any) -> bool:
        """Change what a participant is or has; False when nothing changes."""
        before = {name: getattr(person, name) for name in fields}
        if before == fields:
            return False
        for name, value in fields.items():
            setattr(person, name, value)
        self._person_changed(person)
        if fields.get("has_media") and person.told_of_slides:
            # A client that hears of slides before it has media takes no notice.
            self.presenting.again(person)
        self.presenting.settle()
        return True

    def set_role(self, person: Participant, role: Role, now: float) -> None:
        """Make somebody a host or a guest; a host does not wait in the lobby."""
        self.change(person, role=role)
        self._take_slides_from_whoever_may_not()
        if role == Role.HOST:
            self.admit(person, now)

    def present(self, person: Participant, now: float) -> bool:
        """Give somebody the floor for slides; False when they may not have it."""
        if not self._lets_present(person.role):
            return False
        self.presenting.take(person, now)
        return True

    def mute_guests(self, muted: bool) -> None:
        """Mute all guests, those to come included, or let them be heard."""
        self.guests_muted = muted
        self._news.room_changed()
        for person in self.participants.values():
            if person.role == Role.GUEST:
                self.change(person, muted=muted)

    def let_guests_unmute(self, allowed: bool) -> None:
        """Whether a guest may undo a mute."""
        self.guests_can_unmute = allowed
        self._news.room_changed()

    def let_guests_present(self, allowed: bool) -> None:
        """Whether a guest may take the floor."""
        self.guests_can_present = allowed
        self._news.room_changed()
        self._take_slides_from_whoever_may_not()

    def send_on(self, person: Participant, alias: str, token: str) -> None:
        """Tell somebody to go on to another conference, with the one-time token that opens it."""
        self.tell(person, "refer", {"alias": alias, "token": token})

    def message(
        self, sender: Participant, kind: str, payload: str, to: Participant | None = None
    ) -> bool:
        """Pass a chat message on to all others inside, or to one; False when nobody may chat."""
        if not self.service.chat:
            return False
        data = {
            "origin": sender.name.reveal(),
            "uuid": sender.uuid,
            "type": kind,
            "payload": payload,
            "direct": to is not None,
        }
        for person in [to] if to else self.participants.values():
            if person is not sender and not person.waits:
                self.tell(person, "message_received", data)
        return True

    # -- signs of life and the roster -----------------------------------------------------------

    def refresh(self, person: Participant, now: float) -> None:
        """The participant's client is there."""
        person.refreshed_at = now

    def stream_opened(self, person: Participant) -> None:
        """The event stream is open (again): the whole roster, in place of all that was missed."""
        person.streamless_since = None
        kept = [told for told in person.outbox if told.kind in STILL_TOLD]
        person.outbox.clear()
        self.tell(person, "conference_update", shapes.conference(self))
        self.tell(person, "participant_sync_begin", None)
        for data in self.roster(person):
            self.tell(person, "participant_create", data)
        self.tell(person, "participant_sync_end", None)
        self.presenting.again(person)
        person.outbox += kept

    def stream_closed(self, person: Participant, now: float) -> None:
        """The event stream has been lost; the client has a while to open it again."""
        person.streamless_since = now

    def roster(self, viewer: Participant) -> list[dict[str, Any]]:
        """Who this participant sees: everybody, or from the lobby only itself."""
        seen = [viewer] if viewer.waits else self.participants.values()
        return [shapes.participant(person, self.epoch) for person in seen]

    def tell(self, person: Participant, kind: str, data: Any) -> None:
        """Put one event into a participant's stream."""
        self._news.tell(person, kind, data)

    # -- inside --------------------------------------------------------------------------------

    def _others(self, newcomer: Newcomer) -> list[Participant]:
        """Who is here, or about to be, apart from what the newcomer was before."""
        here = [p for p in self.participants.values() if not is_earlier(p, newcomer)]
        return here + self._succession.awaited(besides=newcomer)

    def _seated(self, newcomer: Newcomer, now: float) -> Participant:
        guest = newcomer.role == Role.GUEST
        closed = not self.started or (self.locked and not newcomer.may_pass_lock)
        return Participant(
            uuid=newcomer.uuid or new_uuid(),
            role=newcomer.role,
            place=Place.WAITING if guest and closed else Place.INSIDE,
            name=newcomer.name,
            tag=newcomer.tag,
            alias=newcomer.alias,
            joined_at=now,
            refreshed_at=now,
            streamless_since=now,
            overlay=newcomer.name.reveal(),
            muted=guest and self.guests_muted,
            origin=newcomer.origin,
            previous=newcomer.previous,
            direct_chat=newcomer.direct_chat,
            speaks_direct=newcomer.speaks_direct,
            direct=self.direct,
            takes_slides=newcomer.takes_slides,
        )

    def _remove(self, person: Participant, reason: str, now: float, *, tell: bool = True) -> None:
        del self.participants[person.uuid]
        person.gone = reason
        if tell:
            self.tell(person, "disconnect", {"reason": reason})
        farewell = self._news.went(person, reason, now + self.epoch)
        self.presenting.release(person)
        if person.moving_since is not None and reason == wording.LEFT:
            self._succession.leaves(person, farewell, now)
        else:
            self.reports.extend([*self._succession.arrived(person.uuid), farewell])

    def _lets_present(self, role: Role) -> bool:
        """Whether somebody of that role may show slides."""
        slides = self.service.kind is Kind.SLIDES
        return slides and (role is Role.HOST or self.guests_can_present)

    def _take_slides_from_whoever_may_not(self) -> None:
        presenter = self.presenting.presenter
        if presenter is not None and not self._lets_present(presenter.role):
            self.presenting.release(presenter)

    def _admit_all(self, now: float) -> None:
        for person in list(self.participants.values()):
            self.admit(person, now)

    def _person_changed(self, person: Participant) -> None:
        self._news.changed(person)
        if person.has_media:
            self.reports.extend(self._succession.arrived(person.uuid))
