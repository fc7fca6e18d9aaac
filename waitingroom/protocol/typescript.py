"""Writes what is said over a line as TypeScript: what the pages compile against."""

import re
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, NewType, Union, get_args, get_origin, get_type_hints

from waitingroom.core.value import Value
from waitingroom.protocol.shapes import Hint, Spoken, fields, parts, saying, shapes, tag

HEAD = """\
// Generated from the server's types by `python -m waitingroom.generated`; do not edit.
"""

PLAIN: dict[Hint, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    datetime: "Instant",
}


INSTANT = "An instant in ISO 8601, UTC, such as 2026-03-29T00:59:59.250Z."


def typescript(spoken: Spoken, *constants: str) -> str:
    """The whole of a generated file: what it opens with, then every type of the line."""
    found = shapes(spoken)
    return "\n".join(
        [
            HEAD,
            *constants,
            *_instant(found.records),
            *(
                f"export type {each.__name__} = {ts(each.__supertype__, spoken)};"
                for each in found.ids
            ),
            *(_words(each) for each in found.words),
            *(_interface(each, spoken) for each in found.records),
            *(_union(name, spoken) for name in spoken.named),
            "",
        ]
    )


def ts(hint: Hint, spoken: Spoken) -> str:
    """A type of a field as TypeScript spells it."""
    if hint in PLAIN:
        return PLAIN[hint]
    for name, union in spoken.named.items():
        if hint == union:
            return name
    return _compound(hint, spoken)


def _compound(hint: Hint, spoken: Spoken) -> str:
    origin: Hint = get_origin(hint)
    if origin is Annotated:
        return ts(hint.__origin__, spoken)
    if origin in (UnionType, Union):
        return _options(hint, spoken)
    if origin is tuple:
        return f"readonly {ts(parts(hint)[0], spoken)}[]"
    if isinstance(hint, (NewType, type)):
        return hint.__name__
    raise TypeError(f"no TypeScript for {hint!r}")


def _options(hint: Hint, spoken: Spoken) -> str:
    return " | ".join("null" if each is NoneType else ts(each, spoken) for each in get_args(hint))


def _instant(records: list[type[Value]]) -> list[str]:
    hints = [hint for each in records for hint in get_type_hints(each).values()]
    if not any(datetime in (hint, *parts(hint)) for hint in hints):
        return []
    return [jsdoc(INSTANT), "export type Instant = string;"]


def literal(value: object) -> str:
    """A word or a number as TypeScript spells it."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def jsdoc(text: str, indent: str = "") -> str:
    """A text as a comment on what follows it."""
    lines = text.replace("*/", "* /").splitlines()
    if len(lines) == 1:
        return f"{indent}/** {text} */"
    body = [f"{indent} * {line}".rstrip() for line in lines]
    return "\n".join([f"{indent}/**", *body, f"{indent} */"])


def _words(words: type[Enum]) -> str:
    constant = re.sub(r"(?<!^)(?=[A-Z])", "_", words.__name__).upper() + "_VALUES"
    values = ", ".join(literal(each.value) for each in words)
    return "\n".join(
        [
            "",
            f"export const {constant} = [{values}] as const;",
            jsdoc(saying(words)),
            f"export type {words.__name__} = (typeof {constant})[number];",
        ]
    )


def _interface(record: type[Value], spoken: Spoken) -> str:
    named = tag(record)
    return "\n".join(
        [
            "",
            jsdoc(saying(record)),
            f"export interface {record.__name__} {{",
            *([f'  readonly type: "{named}";'] if named else []),
            *(
                f"  readonly {each.name}{'?' if each.optional else ''}: {ts(each.hint, spoken)};"
                for each in fields(record, spoken)
            ),
            "}",
        ]
    )


def _union(name: str, spoken: Spoken) -> str:
    return f"\nexport type {name} = {_options(spoken.named[name], spoken)};"
