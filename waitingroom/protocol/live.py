"""The live line: all that is said over it, and the types of it that the pages compile against."""

from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.protocol import limits
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.messages import FromGuest, FromStaff, ToGuest, ToStaff
from waitingroom.protocol.shapes import Spoken
from waitingroom.protocol.typescript import jsdoc, literal, typescript

LIVE = Spoken(
    named={
        "FromGuest": FromGuest,
        "FromStaff": FromStaff,
        "ToGuest": ToGuest,
        "ToStaff": ToStaff,
        "GuestCommand": GuestCommand,
        "BoardCommand": BoardCommand,
    },
    from_pages=(FromGuest, FromStaff),
    to_pages=(ToGuest, ToStaff),
)

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


def live_types() -> str:
    """The whole of `wire.gen.ts`."""
    told = (f"export const {each} = {literal(getattr(limits, each))};" for each in CONSTANTS)
    return typescript(LIVE, *told, "", *_closing())


def _closing() -> list[str]:
    back = ", ".join(str(each.value) for each in CloseCode if each.comes_back)
    return [
        jsdoc("Why a connection was closed; the numbers are WebSocket close codes."),
        "export const CLOSE = {",
        *(f"{jsdoc(each.meaning, '  ')}\n  {each.name}: {each.value}," for each in CloseCode),
        "} as const;",
        "export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];",
        jsdoc("The close codes after which the page comes back by itself, with its back-off."),
        f"export const COMES_BACK: readonly number[] = [{back}];",
        "",
    ]
