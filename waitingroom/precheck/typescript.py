"""Writes the table of thresholds as TypeScript: the pages judge a call by the same numbers."""

from waitingroom.core.value import Value
from waitingroom.precheck import thresholds
from waitingroom.precheck.thresholds import LIMITS, SIGNS, Limits, Sign
from waitingroom.protocol.typescript import HEAD, literal

CONSTANTS = ("ENOUGH", "SURE", "SLOW_START_MS")


def thresholds_table() -> str:
    """The whole of `thresholds.gen.ts`."""
    return "\n".join(
        [
            HEAD,
            *(f"export const {each} = {literal(getattr(thresholds, each))};" for each in CONSTANTS),
            "",
            "/** How far a number may go, limit included; null where nothing is worse. */",
            "export const LIMITS = {",
            *(f"  {metric}: {_limits(limits)}," for metric, limits in LIMITS.items()),
            "} as const;",
            "",
            "/** One limit beyond which something is found of a device. */",
            "export const SIGNS = {",
            *(f'  "{cause}": {_sign(sign)},' for cause, sign in SIGNS.items()),
            "} as const;",
            "",
        ]
    )


def _limits(limits: Limits) -> str:
    return _record(limits, "worse", "good", "usable", "sound_only")


def _sign(sign: Sign) -> str:
    return _record(sign, "worse", "limit", "outcome")


def _record(value: Value, *names: str) -> str:
    spelled = ", ".join(f"{name}: {_spelled(getattr(value, name))}" for name in names)
    return f"{{ {spelled} }}"


def _spelled(value: object) -> str:
    return "null" if value is None else literal(value)
