"""Whether what people were told can be told as one story, one thing after another.

After J. Wing and C. Gong, "Testing and Verifying Concurrent Objects" (1993): each call takes
effect at one moment between being sent and being answered. All orders are tried, each state that
they lead to once. A call without an answer has taken effect at any moment after it was sent, or
never.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from tests.faults.history import Call
from waitingroom.core import commands as c
from waitingroom.core.actors import StaffActor
from waitingroom.core.ids import StaffId
from waitingroom.core.refusals import Code


class Stage(StrEnum):
    """Where a visit is, as far as anybody can be told of it."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    ADMITTED = "admitted"
    ENDED = "ended"


@dataclass(frozen=True)
class State:
    """One visit at one moment; `by` is who let it in."""

    stage: Stage = Stage.UNKNOWN
    by: StaffId | None = None


WAITING, ENDED = State(Stage.WAITING), State(Stage.ENDED)

HINDERS_ADMISSION = (Code.CHANGED, Code.NOBODY_HERE, Code.CALL_FULL)
"""What may be said of a visit that waits; whether it is so, the model does not know."""


def after(state: State, call: Call) -> State | None:
    """The visit after this call was answered as it was; None when it cannot have been then."""
    if call.code is not None:
        return state if _is_refused(state, call) else None
    match call.command:
        case c.Join():
            return _joined(state)
        case c.Admit():
            assert isinstance(call.actor, StaffActor)
            return State(Stage.ADMITTED, call.actor.staff) if state == WAITING else None
        case c.PutBack():
            return WAITING if state.stage is Stage.ADMITTED else None
        case c.End():
            return ENDED if state.stage is Stage.ADMITTED else None
        case c.Leave():
            return ENDED if state.stage in (Stage.WAITING, Stage.ADMITTED) else None
        case c.Remove():
            return ENDED if state == WAITING else None
        case _:
            return state


def _is_refused(state: State, call: Call) -> bool:
    """Whether this no is true of the visit as it is."""
    match call.code:
        case Code.ALREADY_ADMITTED:
            return state.stage is Stage.ADMITTED and call.by == state.by
        case Code.NOT_ADMITTED:
            return state == WAITING
        case Code.ENDED:
            return state.stage is Stage.ENDED
        case Code.NOT_FOUND | Code.NOT_WAITING | Code.QUEUE_CLOSED | Code.QUEUE_FULL:
            return state.stage is Stage.UNKNOWN
        case code:
            return code in HINDERS_ADMISSION and state == WAITING


def _joined(state: State) -> State | None:
    """Whoever has a place keeps it; an ended visit is not joined."""
    if state.stage is Stage.UNKNOWN:
        return WAITING
    return None if state == ENDED else state


def is_linear(calls: Iterable[Call], start: State = State()) -> bool:
    """Whether the calls about one visit have an order that explains every answer."""
    ordered = sorted(calls, key=lambda each: each.invoked_at)
    ends = [inf if each.answered_at is None else each.answered_at for each in ordered]
    owed = sum(1 << nth for nth, end in enumerate(ends) if end < inf)
    seen = {(0, start)}
    open_ = [(0, start)]
    while open_:
        told, state = open_.pop()
        if told & owed == owed:
            return True
        for nth in _next(ordered, ends, told):
            following = after(state, ordered[nth])
            step = (told | 1 << nth, following)
            if following is not None and step not in seen:
                seen.add((step[0], following))
                open_.append((step[0], following))
    return False


def _next(calls: Sequence[Call], ends: Sequence[float], told: int) -> list[int]:
    """Which calls may come next: those sent before any other that is left was answered."""
    first_end = inf
    found = []
    for nth in range(_first_left(told), len(calls)):
        if calls[nth].invoked_at > first_end:
            break
        if not told >> nth & 1:
            found.append(nth)
            first_end = min(first_end, ends[nth])
    return [nth for nth in found if calls[nth].invoked_at <= first_end]


def _first_left(told: int) -> int:
    """The number of calls at the beginning that are told already."""
    return (~told & (told + 1)).bit_length() - 1
