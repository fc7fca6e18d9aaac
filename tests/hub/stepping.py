"""Something that happens just when some task stands still for the n-th time."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any


class Stepped(Coroutine[Any, Any, Any]):
    """A coroutine that tells of each of its awaits that does not end at once."""

    def __init__(self, inner: Coroutine[Any, Any, Any], stands: Callable[[], None]) -> None:
        self._inner = inner
        self._stands = stands

    def send(self, value: Any) -> Any:
        """See `Coroutine`."""
        waits_for = self._inner.send(value)
        self._stands()
        return waits_for

    def throw(self, *error: Any) -> Any:
        """See `Coroutine`."""
        waits_for = self._inner.throw(*error)
        self._stands()
        return waits_for

    def close(self) -> None:
        """See `Coroutine`."""
        self._inner.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._inner.__await__()


class Steps:
    """Counts the awaits of all tasks that begin while it counts.

    Shape: `first` is the task that began first; `done` of them have happened; `struck` says whether
    the one that was waited for was among them.
    """

    def __init__(self) -> None:
        self.done = 0
        self.struck = False
        self.first: asyncio.Task[Any] | None = None

    @contextmanager
    def strikes(self, number: int, blow: Callable[["Steps"], None]) -> Iterator[None]:
        """At the await of that number, counted from 1, this happens."""
        loop = asyncio.get_running_loop()
        before = loop.get_task_factory()

        def stands() -> None:
            self.done += 1
            if self.done == number:
                self.struck = True
                blow(self)

        def begin(
            loop: asyncio.AbstractEventLoop,
            work: Any,
            context: Context | None = None,
        ) -> asyncio.Task[Any]:
            task = asyncio.Task(Stepped(work, stands), loop=loop, context=context)
            self.first = self.first or task
            return task

        loop.set_task_factory(begin)
        try:
            yield
        finally:
            loop.set_task_factory(before)
