"""Writes the protocol as a page for people: every message, the limits and the close codes."""

from collections.abc import Iterable
from enum import Enum

from waitingroom.core.value import Value
from waitingroom.protocol import limits
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.live import LIVE
from waitingroom.protocol.messages import FromGuest, FromStaff, ToGuest, ToStaff
from waitingroom.protocol.shapes import Hint, fields, parts, saying, shapes, tag
from waitingroom.protocol.typescript import ts

INTRODUCTION = f"""\
# The protocol of the live line

This page is written from the server's types by `python -m waitingroom.generated`. Change the
docstrings and types in `waitingroom/protocol/` and `waitingroom/core/`, not this page. The same
types are in `frontend/src/wire.gen.ts` for the pages and in `docs/asyncapi.json` for machines.

## A conversation

1. The page has signed in over HTTP and holds a sealed cookie. It opens a WebSocket to `/wire/guest`
   or `/wire/staff/{{queue}}` with the subprotocol `{limits.SUBPROTOCOL}`. The server takes only the
   exact Origin of its own pages. Nothing secret stands in the address. There is no compression.
2. The page says `Hello` within {limits.HELLO_S} seconds. The server answers `Welcome`, and at once
   the whole view: `Seat` to a guest, `Board` to staff.
3. After that the server speaks whenever what is shown has changed. A guest gets the whole `Seat`
   each time. Staff get a `BoardChange`, which is put on top of the board before, or a whole `Board`
   again. There is no replay: who was away gets the whole view as it is now.
4. The page asks with `Ask` or `Enter` and a `ref` that grows. The server answers each of them once,
   with `Done`, `Pass` or `Refused` and the same `ref`, in any order. The `op_id` names what a
   person wanted: after a lost connection the same `op_id` is sent again, has one effect and gets
   the same answer.
5. Each side says something at least every {limits.PING_S} seconds: the page `Ping`, the server
   `Pong` or a view. Who hears nothing for {limits.DEAD_S} seconds takes the line for dead. The page
   says `Ping` also at once after it has drawn something that must be known.
6. The server says `Bye` before it closes; the close code says whether the page comes back by
   itself, and `after_ms` how long after the `Bye` at least. After `Bye` with the reason `restart`
   the line goes on until then: the page stays, and opens another line when its moment comes.

A message is one JSON object in a text frame. Its field `type` names it. The server refuses a
message from a page that has an unknown field, the same key twice, a number that is not whole or is
larger than {limits.MAX_NUMBER}, or a text that is not a word of letters, digits, `.`, `_`, `:` and
`-`; only a search text may be anything but control characters. A page must pass over fields it
does not know. Instants are UTC in ISO 8601.

A guest's messages are read by another decoder than those of staff: it has no command of theirs.
"""


def page() -> str:
    """The whole of `protocol.md`."""
    found = shapes(LIVE)
    commands = [*parts(LIVE.named["GuestCommand"]), *parts(LIVE.named["BoardCommand"])]
    named = {*_messages(FromGuest, FromStaff), *_messages(ToGuest, ToStaff), *commands}
    inner = [each for each in found.records if each not in named]
    return "\n".join(
        [
            INTRODUCTION,
            "## What a page says\n",
            *_section(FromGuest, FromStaff),
            "## What may be asked\n",
            *_section(LIVE.named["GuestCommand"], LIVE.named["BoardCommand"]),
            "## What the server says\n",
            *_section(ToGuest, ToStaff),
            "## What messages hold\n",
            *(_record(each) for each in inner),
            "## Words\n",
            *(_words(each) for each in found.words),
            "## Limits\n",
            _table(("limit", "value"), _limits()),
            "## Close codes\n",
            _table(("code", "word", "meaning", "the page comes back by itself"), _codes()),
        ]
    )


def _messages(*unions: Hint) -> list[type[Value]]:
    return list(dict.fromkeys(each for union in unions for each in parts(union)))


def _section(guest: Hint, staff: Hint) -> list[str]:
    return [
        _record(each, _audience(each in parts(guest), each in parts(staff)))
        for each in _messages(guest, staff)
    ]


def _audience(guest: bool, staff: bool) -> str:
    if guest and staff:
        return "For guests and staff."
    return "For guests only." if guest else "For staff only."


def _record(record: type[Value], audience: str = "") -> str:
    rows = [
        (f"`{each.name}`", _code(ts(each.hint, LIVE)), "may be left out" if each.optional else "")
        for each in fields(record, LIVE)
    ]
    table = [_table(("field", "type", ""), rows)] if rows else []
    about = [f'{audience} `"type": "{tag(record)}"`\n'] if audience else []
    return "\n".join([f"### {record.__name__}\n", f"{saying(record)}\n", *about, *table])


def _words(words: type[Enum]) -> str:
    values = ", ".join(f"`{each.value}`" for each in words)
    return f"**{words.__name__}**: {values}. {saying(words)}\n"


def _code(type_text: str) -> str:
    return "`" + type_text.replace("|", "\\|") + "`"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join([*("| " + " | ".join(each) + " |" for each in lines), ""])


def _limits() -> list[tuple[str, str]]:
    return [
        ("a message from a page", f"{limits.MAX_BYTES} bytes"),
        ("a place ticket from a page", f"{limits.MAX_PLACE} characters"),
        ("an id, `op_id`, `tab`, `locale` or `epoch` from a page", f"{limits.MAX_ID} characters"),
        ("a search text", f"{limits.MAX_SEARCH} characters"),
        ("cards of the line in a window", f"{limits.MAX_WINDOW}"),
        ("until Hello", f"{limits.HELLO_S} s"),
        ("lines of one address before Hello", f"{limits.SILENT_PER_ADDRESS}"),
        ("new lines of one server", f"{limits.HANDSHAKES_PER_S} a second"),
        ("between two messages of either side", f"{limits.PING_S} s"),
        ("silence until the line counts as dead", f"{limits.DEAD_S} s"),
        ("messages of a guest's page, Ping not counted", f"{limits.PACE_GUEST} a minute"),
        ("messages of a page of staff, Ping not counted", f"{limits.PACE_STAFF} a minute"),
        ("pings", f"{limits.PACE_PING} a minute"),
        ("at once, on top of each pace", f"{limits.BURST}"),
        ("answers kept for a guest's page that does not read", _kib(limits.KEPT_GUEST)),
        ("answers kept for a page of staff that does not read", _kib(limits.KEPT_STAFF)),
        ("a reader that takes nothing is cut after", f"{limits.STALL_S} s"),
    ]


def _kib(size: int) -> str:
    return f"{size // 1024} KiB"


def _codes() -> list[tuple[str, ...]]:
    return [
        (str(each.value), each.word, each.meaning, "yes" if each.comes_back else "no")
        for each in CloseCode
    ]
