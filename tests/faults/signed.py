"""The server as it is, which signs each SQL statement with the lines of ours that ask it.

`python -m tests.faults.signed WORDS` is `python -m waitingroom WORDS`; a proxy can then tell which
line of code a statement comes from.
"""

import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import Any

from greenlet import getcurrent  # type: ignore[import-untyped]
from sqlalchemy import event
from sqlalchemy.engine import Engine

import waitingroom
from waitingroom.__main__ import main
from waitingroom.ledger.patience import Attempt, Patience

ROOMS = ("ledger", "directory", "identity", "notify", "precheck")
SIGNATURE = re.compile(r"/\* (.*?) \*/")

_HOME = f"{Path(waitingroom.__file__).parent}/"
_asker: ContextVar[tuple[str, ...]] = ContextVar("asker", default=())


def places(text: str) -> tuple[str, ...]:
    """The lines that a statement was signed with, innermost first; none for what is not ours."""
    found = SIGNATURE.search(text)
    return tuple(found[1].split()) if found else ()


def sign() -> None:
    """From now on, every statement is signed."""
    ask = Patience.ask

    async def asked(self: Patience, work: Callable[[Attempt], Awaitable[Any]]) -> Any:
        # The work goes on in a task of its own, which no longer knows who wants it.
        before = _asker.set(tuple(_ours()))
        try:
            return await ask(self, work)
        finally:
            _asker.reset(before)

    Patience.ask = asked  # type: ignore[method-assign]
    event.listen(Engine, "before_cursor_execute", _signed, retval=True)


def _signed(
    connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool
) -> tuple[str, Any]:
    return f"/* {' '.join((*_ours(), *_asker.get()))} */ {statement}", values


def _ours() -> Iterator[str]:
    """Where we are, innermost first, as far as it is in a room that knows SQL."""
    for frame in _frames():
        file = frame.f_code.co_filename
        if file.startswith(tuple(f"{_HOME}{room}/" for room in ROOMS)):
            yield f"{file.removeprefix(_HOME)}:{frame.f_lineno}"


def _frames() -> Iterator[FrameType]:
    """All frames, also of those who wait for what is run in another greenlet."""
    frame: FrameType | None = sys._getframe(1)
    current = getcurrent()
    while True:
        while frame is not None:
            yield frame
            frame = frame.f_back
        if current.parent is None:
            return
        current = current.parent
        frame = current.gr_frame


if __name__ == "__main__":
    sign()
    sys.exit(main())
