"""Telephone numbers: one spelling for all ways of writing them, and which may be called from here.

Source: E.164; the barred ranges are the numbering plans' own for premium and satellite services.
"""

import re

from waitingroom.core.value import Value

HOME = "+45"
"""The country of a number that names none."""

HOME_DIGITS = 8

BARRED = (
    "+4590",
    "+46900",
    "+46939",
    "+46944",
    "+47820",
    "+47829",
    "+358600",
    "+358700",
    "+449",
    "+49900",
    "+808",
    "+870",
    "+878",
    "+881",
    "+882",
    "+883",
    "+888",
    "+979",
)
"""What costs whoever calls it a fortune, however wide an installation opens its list."""

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PREFIX = re.compile(r"\+[1-9][0-9]{0,6}")
_MARKS = str.maketrans("", "", " -.()/\u00a0")


def e164(text: str) -> str:
    """The number with its country and without marks, "" when it is none.

    Shape: also what a telephone exchange writes, as in `sip:+4500000001@example`. A pause, a letter
    or a star makes it none, so that nobody dials on once the call is answered.
    """
    bare = re.sub(r"^(?:sips?|tel|h323):", "", text.strip(), flags=re.IGNORECASE)
    digits = bare.partition("@")[0].partition(";")[0].translate(_MARKS)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif len(digits) == HOME_DIGITS and not digits.startswith("+"):
        digits = HOME + digits
    if not _E164.fullmatch(digits) or not digits.isascii():
        return ""
    at_home = digits.startswith(HOME)
    return "" if at_home and len(digits) != len(HOME) + HOME_DIGITS else digits


def is_prefix(text: str) -> bool:
    """Whether this is the beginning of numbers, such as "+45"."""
    return _PREFIX.fullmatch(text) is not None


class Allowed(Value):
    """Which numbers an installation may call: those that begin like this, and nobody by default."""

    prefixes: tuple[str, ...] = ()

    def number(self, text: str) -> str:
        """The number in its one spelling, "" when it is none or may not be called."""
        number = e164(text)
        is_allowed = number.startswith(self.prefixes) if self.prefixes else False
        return number if is_allowed and not number.startswith(BARRED) else ""
