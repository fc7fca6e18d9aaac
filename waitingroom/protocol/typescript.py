"""Writes the messages as TypeScript: what the pages compile against."""

import re
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, NewType, Union, get_args, get_origin

from waitingroom.core.value import Value
from waitingroom.protocol import limits
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.shapes import UNIONS, Hint, fields, parts, saying, shapes, tag

HEAD = """\
// Generated from the server's types by `python -m waitingroom.protocol.schema`; do not edit.
"""

CONSTANTS = (
    "SUBPROTOCOL",
    "PROTOCOL",
    "HELLO_S",
    "PING_S",
    "DEAD_S",
    "MAX_BYTES",
    "MAX_ID",
    "MAX_SEARCH",
    "MAX_WINDOW",
)

PLAIN: dict[Hint, str] = {str: "string", int: "number", bool: "boolean", datetime: "Instant"}


def typescript() -> str:
    """The whole of `wire.gen.ts`."""
    found = shapes()
    return "\n".join(
        [
            HEAD,
            *(f"export const {each} = {_literal(getattr(limits, each))};" for each in CONSTANTS),
            "",
            *_closing(),
            _jsdoc("An instant in ISO 8601, UTC, such as 2026-03-29T00:59:59.250Z."),
            "export type Instant = string;",
            *(f"export type {each.__name__} = {ts(each.__supertype__)};" for each in found.ids),
            *(_words(each) for each in found.words),
            *(_interface(each) for each in found.records),
            *(_union(name, union) for name, union in UNIONS.items()),
            "",
        ]
    )


def ts(hint: Hint) -> str:
    """A type of a field as TypeScript spells it."""
    if hint in PLAIN:
        return PLAIN[hint]
    for name, union in UNIONS.items():
        if hint == union:
            return name
    return _compound(hint)


def _compound(hint: Hint) -> str:
    origin: Hint = get_origin(hint)
    if origin is Annotated:
        return ts(hint.__origin__)
    if origin in (UnionType, Union):
        return _options(hint)
    if origin is tuple:
        return f"readonly {ts(parts(hint)[0])}[]"
    if isinstance(hint, (NewType, type)):
        return hint.__name__
    raise TypeError(f"no TypeScript for {hint!r}")


def _options(hint: Hint) -> str:
    return " | ".join("null" if each is NoneType else ts(each) for each in get_args(hint))


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _jsdoc(text: str, indent: str = "") -> str:
    lines = text.replace("*/", "* /").splitlines()
    if len(lines) == 1:
        return f"{indent}/** {text} */"
    body = [f"{indent} * {line}".rstrip() for line in lines]
    return "\n".join([f"{indent}/**", *body, f"{indent} */"])


def _closing() -> list[str]:
    back = ", ".join(str(each.value) for each in CloseCode if each.comes_back)
    return [
        _jsdoc("Why a connection was closed; the numbers are WebSocket close codes."),
        "export const CLOSE = {",
        *(f"{_jsdoc(each.meaning, '  ')}\n  {each.name}: {each.value}," for each in CloseCode),
        "} as const;",
        "export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];",
        _jsdoc("The close codes after which the page comes back by itself, with its back-off."),
        f"export const COMES_BACK: readonly number[] = [{back}];",
        "",
    ]


def _words(words: type[Enum]) -> str:
    constant = re.sub(r"(?<!^)(?=[A-Z])", "_", words.__name__).upper() + "_VALUES"
    values = ", ".join(_literal(each.value) for each in words)
    return "\n".join(
        [
            "",
            f"export const {constant} = [{values}] as const;",
            _jsdoc(saying(words)),
            f"export type {words.__name__} = (typeof {constant})[number];",
        ]
    )


def _interface(record: type[Value]) -> str:
    named = tag(record)
    return "\n".join(
        [
            "",
            _jsdoc(saying(record)),
            f"export interface {record.__name__} {{",
            *([f'  readonly type: "{named}";'] if named else []),
            *(
                f"  readonly {each.name}{'?' if each.optional else ''}: {ts(each.hint)};"
                for each in fields(record)
            ),
            "}",
        ]
    )


def _union(name: str, union: Hint) -> str:
    return f"\nexport type {name} = {_options(union)};"
