"""What participants may do to each other and to the conference: two tables, name to deed.

Source: Pexip's client API, version 2. The results are of the kinds that the client library wants.
It reads a 403 where somebody is the target and takes it for a broken node where the conference is,
so that a guest who may not gets a 403 there and a plain false here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply
from waitingroom.conference.envelope import failed, success
from waitingroom.conference.model import Participant, Role
from waitingroom.conference.rooms import Conference
from waitingroom.core.value import Value

OVERLAY_LIMIT = 250
MESSAGES = ("text/plain", "application/json")


class Body(Value):
    """All that the bodies of these requests may hold."""

    role: str = ""
    text: str = ""
    type: str = "text/plain"
    payload: str = ""
    setting: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody does something, to somebody or to the conference."""

    conference: Conference
    actor: Participant
    target: Participant
    body: Body
    now: float

    @property
    def to_self(self) -> bool:
        """Whether the deed is the actor's own affair."""
        return self.actor is self.target


class May(Value):
    """Who may do a deed: a host to anybody, a guest to itself or to others, from the lobby too."""

    host: bool = False
    self_: bool = False
    others: bool = False
    from_lobby: bool = False

    def allows(self, deed: Deed) -> bool:
        """Whether this deed is allowed."""
        if deed.actor.waits and not self.from_lobby:
            return False
        if self.host and deed.actor.role == Role.HOST:
            return True
        return self.self_ if deed.to_self else self.others


Result = bool | list[str] | None | Reply
Doing = Callable[[Deed], Result]

HOST = May(host=True)
BOTH = May(host=True, self_=True)
OWN = May(self_=True, from_lobby=True)
INSIDE = May(host=True, self_=True, others=True)


def _sets(**fields: Any) -> Doing:
    def do(deed: Deed) -> bool:
        deed.conference.change(deed.target, **fields)
        return True

    return do


def _disconnect(deed: Deed) -> bool:
    reason = wording.LEFT if deed.to_self else wording.KICKED
    deed.conference.leave(deed.target, reason, deed.now)
    return True


def _unmute(deed: Deed) -> Result:
    guest = deed.actor.role == Role.GUEST
    if guest and deed.conference.guests_muted and not deed.conference.guests_can_unmute:
        return failed(wording.INVALID_ROLE)
    deed.conference.change(deed.target, muted=False)
    return True


def _unlock(deed: Deed) -> bool:
    deed.conference.admit(deed.target, deed.now)
    return True


def _role(deed: Deed) -> bool:
    roles = {"chair": Role.HOST, "guest": Role.GUEST}
    role = roles.get(deed.body.role)
    if role is None:
        return False
    deed.conference.set_role(deed.target, role, deed.now)
    return True


def _overlay(deed: Deed) -> bool:
    deed.conference.change(deed.target, overlay=deed.body.text[:OVERLAY_LIMIT])
    return True


def _spotlight(deed: Deed) -> bool:
    return deed.conference.change(deed.target, spotlight_at=deed.now) or True


def _buzz(deed: Deed) -> bool:
    return deed.conference.change(deed.target, hand_raised_at=deed.now) or True


def _message(deed: Deed) -> bool:
    if deed.body.type not in MESSAGES:
        return False
    to = None if deed.to_self else deed.target
    return deed.conference.message(deed.actor, deed.body.type, deed.body.payload, to)


def _rings_nobody(deed: Deed) -> list[str]:
    return []


def _take_floor(deed: Deed) -> Result:
    may = deed.conference.present(deed.actor, deed.now)
    return None if may else failed(wording.NO_PRESENTATION)


def _release_floor(deed: Deed) -> None:
    deed.conference.presenting.release(deed.target)


def _nothing(deed: Deed) -> bool:
    return False


def _null(deed: Deed) -> None:
    return None


def _refuses(reason: str) -> Doing:
    def do(deed: Deed) -> Reply:
        return failed(reason)

    return do


TO_PARTICIPANT: dict[str, tuple[May, Doing]] = {
    "disconnect": (BOTH, _disconnect),
    "mute": (BOTH, _sets(muted=True)),
    "unmute": (BOTH, _unmute),
    "client_mute": (OWN, _sets(client_muted=True)),
    "client_unmute": (OWN, _sets(client_muted=False)),
    "video_muted": (BOTH, _sets(video_muted=True)),
    "video_unmuted": (BOTH, _sets(video_muted=False)),
    "allowrxpresentation": (HOST, _sets(takes_slides=True)),
    "denyrxpresentation": (HOST, _sets(takes_slides=False)),
    "spotlighton": (HOST, _spotlight),
    "spotlightoff": (HOST, _sets(spotlight_at=0.0)),
    "unlock": (HOST, _unlock),
    "role": (HOST, _role),
    "overlaytext": (BOTH, _overlay),
    "buzz": (OWN, _buzz),
    "clearbuzz": (BOTH, _sets(hand_raised_at=0.0)),
    "message": (INSIDE, _message),
    "preferred_aspect_ratio": (OWN, _nothing),
    "notify_not_afk": (OWN, _nothing),
    "pres_in_mix": (OWN, _nothing),
    "dtmf": (BOTH, _nothing),
    "fecc": (BOTH, _nothing),
    "tx_mute": (HOST, _nothing),
    "tx_unmute": (HOST, _nothing),
    "hold": (HOST, _nothing),
    "resume": (HOST, _nothing),
    "layout_group": (HOST, _nothing),
    "send_to_audio_mixes": (HOST, _nothing),
    "receive_from_audio_mix": (OWN, _nothing),
    "studiosound": (OWN, _nothing),
    "take_floor": (May(self_=True), _take_floor),
    "release_floor": (OWN, _release_floor),
    "show_live_captions": (OWN, _null),
    "hide_live_captions": (OWN, _null),
}


def _start(deed: Deed) -> bool:
    if not deed.conference.started:
        deed.conference.start(deed.now)
    return True


def _locks(locked: bool) -> Doing:
    def do(deed: Deed) -> bool:
        deed.conference.lock(locked, deed.now)
        return True

    return do


def _mutes(muted: bool) -> Doing:
    def do(deed: Deed) -> bool:
        deed.conference.mute_guests(muted)
        return True

    return do


def _lets_unmute(deed: Deed) -> bool:
    deed.conference.let_guests_unmute(deed.body.setting)
    return True


def _lets_present(deed: Deed) -> bool:
    deed.conference.let_guests_present(deed.body.setting)
    return True


def _end(deed: Deed) -> bool:
    deed.conference.end(wording.ENDED_BY_HOST, deed.now)
    return True


def _clears(**fields: Any) -> Doing:
    def do(deed: Deed) -> bool:
        for person in deed.conference.participants.values():
            deed.conference.change(person, **fields)
        return True

    return do


TO_CONFERENCE: dict[str, tuple[May, Doing]] = {
    "lock": (HOST, _locks(True)),
    "unlock": (HOST, _locks(False)),
    "start_conference": (HOST, _start),
    "muteguests": (HOST, _mutes(True)),
    "unmuteguests": (HOST, _mutes(False)),
    "set_guests_can_unmute": (HOST, _lets_unmute),
    "set_guests_can_present": (HOST, _lets_present),
    "disconnect": (HOST, _end),
    "clearallbuzz": (HOST, _clears(hand_raised_at=0.0)),
    "clearspotlights": (HOST, _clears(spotlight_at=0.0)),
    "message": (BOTH, _message),
    "transform_layout": (HOST, _nothing),
    "silent_video_detection": (HOST, _nothing),
    "set_guests_can_see_guests": (HOST, _nothing),
    "set_message_text": (HOST, _nothing),
    "set_clock": (HOST, _nothing),
    "set_pinning_config": (HOST, _nothing),
    "set_classification_level": (HOST, _nothing),
    "breakoutbuzz": (OWN, _nothing),
    "clearbreakoutbuzz": (OWN, _nothing),
    "leavebreakout": (OWN, _nothing),
    "dial": (OWN, _rings_nobody),
}


def to_participant(name: str, deed: Deed) -> Reply:
    """Do something to a participant, if there is such a deed and the actor may."""
    return _perform(TO_PARTICIPANT, name, deed, failed(wording.INVALID_ROLE))


def to_conference(name: str, deed: Deed) -> Reply:
    """Do something to the conference, if there is such a deed and the actor may."""
    return _perform(TO_CONFERENCE, name, deed, success(False))


def _perform(table: dict[str, tuple[May, Doing]], name: str, deed: Deed, refusal: Reply) -> Reply:
    if name not in table:
        return failed(wording.NOT_FOUND, 404)
    may, do = table[name]
    if not may.allows(deed):
        return refusal
    result = do(deed)
    return result if isinstance(result, Reply) else success(result)


def read_body(raw: bytes) -> Body:
    """The body of a function request; one that cannot be read is an empty one."""
    try:
        return msgspec.json.decode(raw, type=Body) if raw else Body()
    except msgspec.MsgspecError:
        return Body()
