"""What a conference is made of: the service policy describes, participants, what they are told."""

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from waitingroom.core.value import Private, Value

OUTBOX_LIMIT = 500
"""Events kept for a participant's stream; beyond it they are dropped and the stream begins anew."""


class Role(StrEnum):
    """Who may do what; spelled as in tokens (participants are shown as `chair` and `guest`)."""

    HOST = "HOST"
    GUEST = "GUEST"


class Place(StrEnum):
    """Where a participant is; spelled as Pexip's `service_type`."""

    WAITING = "waiting_room"
    INSIDE = "conference"


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

    Shape: `limit` is the number of participants, never above four; a missing PIN is None.
    """

    name: str
    tag: str = ""
    host_pin: Private | None = None
    guest_pin: Private | None = None
    allow_guests: bool = False
    locked: bool = False
    mute_guests: bool = False
    chat: bool = True
    limit: int = 4
    kind: Kind = Kind.SLIDES
    guests_can_present: bool = True

    def lets_present(self, role: Role) -> bool:
        """Whether somebody of that role may show slides."""
        return self.kind is Kind.SLIDES and (role is Role.HOST or self.guests_can_present)


class Newcomer(Value):
    """Who asks to come in, after policy has had its say."""

    role: Role
    name: Private
    tag: str = ""
    alias: str = ""
    may_pass_lock: bool = False
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

    Shape: `told_of_slides` is who presents as far as this one has been told: a uuid, "" for nobody,
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
    presents: bool = False
    told_of_slides: str | None = None
    gone: str | None = None
    outbox: list[Told] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether the participant is in the lobby."""
        return self.place == Place.WAITING
