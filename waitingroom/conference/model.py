"""What a conference is made of: the service policy describes, participants, what they are told."""

import secrets
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from waitingroom.core.value import Private, Value

REFERRED_S = 60.0
"""How long somebody who was sent elsewhere is waited for."""

OUTBOX_LIMIT = 500
"""Events kept for a participant's stream; beyond it they are dropped and the stream begins anew."""


def new_uuid() -> str:
    """A new random name, as a node gives to participants."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


class Role(StrEnum):
    """Who may do what; spelled as in tokens (participants are shown as `chair` and `guest`)."""

    HOST = "HOST"
    GUEST = "GUEST"


class Place(StrEnum):
    """Where a participant is; spelled as Pexip's `service_type`."""

    WAITING = "waiting_room"
    INSIDE = "conference"


class DirectMedia(StrEnum):
    """Whether the media of two may go past the node; `always` is for conferences of two alone."""

    NEVER = "never"
    BEST_EFFORT = "best_effort"
    ALWAYS = "always"


class Target(StrEnum):
    """Where a participant is sent; spelled as in the event `refer`."""

    DIRECT = "direct"
    TRANSCODED = "transcoded"


class Kind(StrEnum):
    """What a conference may carry; spelled as Pexip's `call_type`."""

    SLIDES = "video"
    PICTURES = "video-only"
    SOUND = "audio"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of media that are allowed."""
        return {
            Kind.SLIDES: ("audio", "video", "slides"),
            Kind.PICTURES: ("audio", "video"),
            Kind.SOUND: ("audio",),
        }[self]


class Service(Value):
    """A conference as policy allows it now.

    Shape: `limit` is the number of participants, never above four; a missing PIN is None. Units:
    `notice_s` is how long a screen about direct media is shown.
    """

    name: str
    tag: str = ""
    host_pin: Private | None = None
    guest_pin: Private | None = None
    allow_guests: bool = False
    locked: bool = False
    mute_guests: bool = False
    chat: bool = True
    guests_can_present: bool = True
    limit: int = 4
    direct_media: DirectMedia = DirectMedia.NEVER
    notice_s: int = 5
    kind: Kind = Kind.SLIDES


class Origin(Value):
    """Where somebody's requests come from; policy is told, the event sink is not."""

    address: str = ""
    port: int = 0
    vendor: str = ""


class Newcomer(Value):
    """Who asks to come in, after policy has had its say.

    Shape: `speaks_direct` says whether the client can send its media past the node; `earlier` is
    the participant that goes on as this one, empty when there was none. An empty `uuid` stands for
    a new one; `previous` is the name of the service they were transferred from, empty otherwise;
    `direct_chat` is whether their client can show a message that is for them alone.
    """

    role: Role
    name: Private
    tag: str = ""
    alias: str = ""
    may_pass_lock: bool = False
    speaks_direct: bool = False
    earlier: str = ""
    uuid: str = ""
    origin: Origin = Origin()
    previous: str = ""
    direct_chat: bool = False
    takes_slides: bool = True


class Told(Value):
    """One event of a participant's event stream. Shape: `data` is plain JSON values."""

    kind: str
    data: msgspec.Raw


class Report(Value):
    """One event for the event sink, without its envelope."""

    kind: str
    data: msgspec.Raw


@dataclass(eq=False, slots=True)
class Participant:
    """One who has a token. Times are monotonic seconds.

    `direct` says that the media goes past the node; `before` are the participants this one was
    until now, the oldest first, and `moving_since` is when it was asked to go on as another.

    `told_of_slides` is who presents as far as this one has been told: a uuid, "" for nobody,
    None when nothing was ever said.
    """

    uuid: str
    role: Role
    place: Place
    name: Private
    tag: str
    alias: str
    joined_at: float
    refreshed_at: float
    streamless_since: float | None
    overlay: str = ""
    protocol: str = "api"
    has_media: bool = False
    has_video: bool = False
    muted: bool = False
    client_muted: bool = False
    video_muted: bool = False
    hand_raised_at: float = 0.0
    spotlight_at: float = 0.0
    takes_slides: bool = True
    origin: Origin = field(default_factory=Origin)
    previous: str = ""
    direct_chat: bool = False
    speaks_direct: bool = False
    direct: bool = False
    before: tuple[str, ...] = ()
    moving_since: float | None = None
    presents: bool = False
    told_of_slides: str | None = None
    gone: str | None = None
    outbox: list[Told] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether the participant is in the lobby."""
        return self.place == Place.WAITING
