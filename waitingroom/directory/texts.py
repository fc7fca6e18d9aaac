"""Which texts the directory takes: their lengths, their shapes and the characters in them."""

import re
import unicodedata
from zoneinfo import ZoneInfo

NAME_LENGTH = 80
NOTE_LENGTH = 500
REASON_LENGTH = 200
NOTICE_LENGTH = 500
SLUG_LENGTH = 40

_PHONE = re.compile(r"\+?[0-9]{5,15}")
_PHONE_MARKS = str.maketrans("", "", " -.()/\u00a0")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Marks that turn the direction of what follows can make a name on the board read as another's,
# so they are refused. The joiners (U+200C, U+200D) stay: Persian and Hindi names need them.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class InvalidText(ValueError):
    """A text has not the shape it must have, and nothing was written.

    Shape: `field` is the name of the field; neither it nor the message holds what was entered.
    """

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} has not the shape it must have")
        self.field = field


def line(field: str, text: str, longest: int, shortest: int = 1) -> str:
    """One line of text in composed characters, with single spaces."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    return _plain(field, tidy, longest, shortest, breaks="")


def lines(field: str, text: str, longest: int, shortest: int = 0) -> str:
    """A trimmed text that may run over several lines."""
    tidy = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    return _plain(field, tidy, longest, shortest, breaks="\n\t")


def _plain(field: str, text: str, longest: int, shortest: int, breaks: str) -> str:
    if not shortest <= len(text) <= longest:
        raise InvalidText(field)
    if any(_unfit(each) for each in text if each not in breaks):
        raise InvalidText(field)
    return text


def _unfit(character: str) -> bool:
    # Cc: control characters (a NUL ends a PostgreSQL write); Cs: half a character, which no
    # encoding takes; Zl, Zp: line ends that only some programs see.
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING


def phone(field: str, text: str) -> str:
    """A telephone number without its spaces and marks, or "" when there is none."""
    tidy = text.translate(_PHONE_MARKS)
    if tidy and not _PHONE.fullmatch(tidy):
        raise InvalidText(field)
    return tidy


def language(field: str, text: str) -> str:
    """A BCP 47 tag such as "da" or "zh-Hant"."""
    if not _LANGUAGE.fullmatch(text):
        raise InvalidText(field)
    return text


def slug(field: str, text: str) -> str:
    """A part of an address: lower-case letters, digits and single hyphens between them."""
    if len(text) > SLUG_LENGTH or not _SLUG.fullmatch(text):
        raise InvalidText(field)
    return text


def time_zone(field: str, text: str) -> str:
    """The name of a time zone such as "Europe/Copenhagen"."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        known = False
    else:
        known = True
    if not known:  # raised out here, so that no cause with the text in it hangs on to it
        raise InvalidText(field)
    return text
