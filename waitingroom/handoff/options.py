"""How the conferences of a queue look and what may be done in them: typed, and never unsound.

A Pexip node throws a whole reply away for one wrong value in it, and then nobody comes in. So a
wrong value can't be made: whoever tries hears which option it was.
Source: Pexip's external policy API; layouts are those that all sources of it agree on.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from waitingroom.core.value import Value
from waitingroom.handoff.calling import Called

NAME_LENGTH = 250
"""Characters a node takes in a text."""

RATE_BPS = range(128_000, 8_192_001)
"""The caps on a participant's bandwidth that a node takes."""


class View(StrEnum):
    """How participants are laid out in the picture."""

    ONE = "one_main_zero_pips"
    ONE_AND_SEVEN = "one_main_seven_pips"
    ONE_AND_TWENTY_ONE = "one_main_twentyone_pips"
    ONE_AND_THIRTY_THREE = "one_main_thirtythree_pips"
    TWO_AND_TWENTY_ONE = "two_mains_twentyone_pips"
    FOUR = "four_mains_zero_pips"
    NINE = "nine_mains_zero_pips"
    SIXTEEN = "sixteen_mains_zero_pips"
    TWENTY_FIVE = "twentyfive_mains_zero_pips"
    ADAPTIVE = "five_mains_seven_pips"


class Encryption(StrEnum):
    """Whether media in the clear is ever taken; a browser never sends any."""

    REQUIRED = "on"
    WHERE_POSSIBLE = "besteffort"


class Quality(StrEnum):
    """The sharpest picture that is sent."""

    SD = "sd"
    HD = "hd"
    FULL_HD = "fullhd"


class DirectMedia(StrEnum):
    """Whether two browsers may talk to each other past the node."""

    NEVER = "never"
    BEST_EFFORT = "best_effort"


class BadOption(ValueError):
    """An option that a node would not take. Shape: `option` is a name of ours."""

    def __init__(self, option: str) -> None:
        super().__init__(f"{option} can't be used")
        self.option = option


class Options(Value):
    """What a queue's conferences are like; every default is the careful one.

    Shape: an empty `theme` or `location`, and no cap, leave the choice to the node. Units: caps in
    bits per second. Errors: `BadOption`.
    """

    view: View = View.ONE_AND_SEVEN
    shows_names: bool = False
    guests_may_present: bool = False
    has_chat: bool = False
    encryption: Encryption = Encryption.REQUIRED
    quality: Quality | None = None
    most_bps_in: int | None = None
    most_bps_out: int | None = None
    direct_media: DirectMedia = DirectMedia.NEVER
    theme: str = ""
    location: str = ""
    overflow: tuple[str, ...] = ()
    called: Called = Called.FULL_NAME

    def __post_init__(self) -> None:
        """Also after `but` and when read from outside."""
        for option, is_sound in SOUND.items():
            if not is_sound(getattr(self, option)):
                raise BadOption(option)
        if self.overflow and not self.location:
            raise BadOption("overflow")

    def among(self, themes: Collection[str], locations: Collection[str]) -> "Options":
        """The same with only names that exist on the node; one that does not voids its replies."""
        location = self.location if self.location in locations else ""
        overflow = tuple(each for each in self.overflow if each in locations)
        return self.but(
            theme=self.theme if self.theme in themes else "",
            location=location,
            overflow=overflow if location else (),
        )

    def reply(self, *, only_two: bool) -> dict[str, Any]:
        """The part of a service configuration that comes of these options."""
        direct = self.direct_media if only_two else DirectMedia.NEVER
        chosen = {
            "max_pixels_per_second": self.quality and self.quality.value,
            "max_callrate_in": self.most_bps_in,
            "max_callrate_out": self.most_bps_out,
            "ivr_theme_name": self.theme or None,
        }
        return {
            "view": self.view.value,
            "enable_overlay_text": self.shows_names,
            "guests_can_present": self.guests_may_present,
            "enable_chat": "yes" if self.has_chat else "no",
            "crypto_mode": self.encryption.value,
            "direct_media": direct.value,
        } | {name: value for name, value in chosen.items() if value is not None}


def read(given: Mapping[str, object]) -> Options:
    """Options from outside, as a form or a file has them.

    Errors: `BadOption`; one that we do not know is called `unknown`.
    """
    if set(given) - set(SOUND):
        raise BadOption("unknown")
    for option, value in given.items():
        # The overflow alone is never whole; it is judged with its location below.
        if option != "overflow":
            _converted({option: value}, option)
    return _converted(given, "overflow")


def _converted(given: Mapping[str, object], option: str) -> Options:
    try:
        return msgspec.convert(given, Options)
    except msgspec.ValidationError as error:
        raise BadOption(option) from error


def is_name(text: object) -> bool:
    """Whether a node takes this as the name of something; an empty one is no name."""
    return isinstance(text, str) and 0 < len(text) <= NAME_LENGTH and text.isprintable()


def _is_rate(rate: object) -> bool:
    return rate is None or (type(rate) is int and rate in RATE_BPS)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_names(names: object) -> bool:
    return isinstance(names, tuple) and all(map(is_name, names))


SOUND: Mapping[str, Callable[[Any], bool]] = {
    "view": lambda it: isinstance(it, View),
    "shows_names": _is_flag,
    "guests_may_present": _is_flag,
    "has_chat": _is_flag,
    "encryption": lambda it: isinstance(it, Encryption),
    "quality": lambda it: it is None or isinstance(it, Quality),
    "most_bps_in": _is_rate,
    "most_bps_out": _is_rate,
    "direct_media": lambda it: isinstance(it, DirectMedia),
    "theme": lambda it: it == "" or is_name(it),
    "location": lambda it: it == "" or is_name(it),
    "overflow": _are_names,
    "called": lambda it: isinstance(it, Called),
}
"""What each option must be; all of them stand here."""
