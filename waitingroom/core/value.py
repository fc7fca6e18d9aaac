"""The frozen, keyword-only record that everything here is made of, and text that does not print."""

from typing import Any, Self, dataclass_transform

import msgspec


# Type checkers take the settings of a Struct from each class statement; this says once for all
# records below that they are frozen, which at run time they inherit, and named by keyword, which
# only the type checker holds them to.
@dataclass_transform(frozen_default=True, kw_only_default=True)
class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A record without identity: equal when its fields are equal, never changed in place."""

    def but(self, **changes: Any) -> Self:
        """This record with some fields replaced."""
        return msgspec.structs.replace(self, **changes)


class Private:
    """Text about a person, or a secret: it compares and travels, but it never prints itself.

    Errors: none. `repr`, `str` and formatting all give a mask, so a log line, an exception or a
    debugger shows nothing; only `reveal()` gives the text, and is easy to find in a review.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that has a right to show or store it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Private) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Private(…)"
