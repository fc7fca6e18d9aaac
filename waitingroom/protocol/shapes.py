"""What the messages are made of, read from their types: for the writers of the generated files."""

import inspect
from collections.abc import Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, NewType, Union, get_args, get_origin, get_type_hints

import msgspec

from waitingroom.core.value import Value

Hint = Any
"""A type as a field declares it; Python has no common type for what may stand there."""


class Spoken(NamedTuple):
    """All that is said over one line. Shape: `named` are the unions with a name of their own."""

    named: dict[str, Hint]
    from_pages: tuple[Hint, ...]
    to_pages: tuple[Hint, ...]


class Field(NamedTuple):
    """One field of a record; an optional one may be left out by who sends it."""

    name: str
    hint: Hint
    optional: bool


class Shapes(NamedTuple):
    """All types on a line, each once, in the order in which the messages lead to them."""

    ids: list[NewType]
    words: list[type[Enum]]
    records: list[type[Value]]


def shapes(spoken: Spoken) -> Shapes:
    """All types that the messages of a line lead to."""
    unions = (*spoken.from_pages, *spoken.to_pages)
    found = dict.fromkeys(each for union in unions for each in _walk(union, set()))
    return Shapes(
        ids=[each for each in found if isinstance(each, NewType)],
        words=[each for each in found if isinstance(each, type) and issubclass(each, Enum)],
        records=[each for each in found if isinstance(each, type) and issubclass(each, Value)],
    )


def _walk(hint: Hint, seen: set[Hint]) -> Iterator[Hint]:
    if hint in seen:
        return
    seen.add(hint)
    if is_record(hint):
        yield hint
        for inner in get_type_hints(hint, include_extras=True).values():
            yield from _walk(inner, seen)
    elif is_words(hint) or isinstance(hint, NewType):
        yield hint
    else:
        for part in parts(hint):
            yield from _walk(part, seen)


def is_record(hint: Hint) -> bool:
    """Whether this is a record of fields."""
    return isinstance(hint, type) and issubclass(hint, Value)


def is_words(hint: Hint) -> bool:
    """Whether this is a closed list of words or numbers."""
    return isinstance(hint, type) and issubclass(hint, Enum)


def parts(hint: Hint) -> tuple[Hint, ...]:
    """The types inside a union, a tuple of one kind or an annotated type; none for a plain one."""
    origin: Hint = get_origin(hint)
    if origin is Annotated:
        return (hint.__origin__,)
    if origin in (UnionType, Union, tuple):
        return tuple(each for each in get_args(hint) if each not in (NoneType, Ellipsis))
    return ()


def fields(record: type[Value], spoken: Spoken) -> list[Field]:
    """The fields of a record, as declared; only pages may leave out what has a default."""
    hints = get_type_hints(record, include_extras=True)
    from_page = record in said_by_pages(spoken)
    return [
        Field(each.name, hints[each.name], from_page and not each.required)
        for each in msgspec.structs.fields(record)
    ]


def said_by_pages(spoken: Spoken) -> set[Hint]:
    """Everything that stands in a message from a page, the messages too."""
    return {each for union in spoken.from_pages for each in _walk(union, set())}


def tag(record: type[Value]) -> str | None:
    """The word in the field `type` that names this message or command."""
    return record.__struct_config__.tag if isinstance(record.__struct_config__.tag, str) else None


def saying(described: type) -> str:
    """The docstring of a type, without the indentation of its source."""
    return inspect.cleandoc(described.__doc__ or "")
