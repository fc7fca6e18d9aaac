"""One participant as the crossing of a conference sees them."""

from dataclasses import dataclass, field
from typing import NamedTuple

from waitingroom.conference.media.leg import Leg


class Rights(NamedTuple):
    """What the conference allows one participant, and how it favours them.

    Shape: `admitted` out of the lobby; `heard` and `seen` by the others; `takes_slides` of others;
    `presents` means that the floor for slides is theirs; `spotlight_at` is when they were put in
    the spotlight, 0 for never.
    """

    admitted: bool = False
    heard: bool = True
    seen: bool = True
    takes_slides: bool = True
    presents: bool = False
    spotlight_at: float = 0.0


@dataclass(eq=False, slots=True)
class Side:
    """One participant's leg and what the others may have of it.

    `shows` is whose picture this participant is sent now; None is the slate. `follows` is whose
    slides they are sent.
    """

    name: str
    leg: Leg
    may: Rights = field(default_factory=Rights)
    shows: "Side | None" = None
    follows: "Side | None" = None
    forwarded_at: float = 0.0
    slate_due: float = 0.0
    clock_offset: float | None = None
