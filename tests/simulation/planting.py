"""Plants a bug: a function goes on with other code, wherever it is called from, until it is healed.

The change is a piece of its source and what stands there instead, so it is read like a patch; where
the source has moved on, planting fails and says so.
"""

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from types import CodeType, FunctionType
from typing import NamedTuple


class Change(NamedTuple):
    """In the function `where`, written as `module:name`, `old` becomes `new`."""

    where: str
    old: str
    new: str


@contextmanager
def planted(changes: tuple[Change, ...]) -> Iterator[None]:
    """The program with these changes."""
    with ExitStack() as healing:
        for change in changes:
            function = _function(change.where)
            healing.callback(setattr, function, "__code__", function.__code__)
            function.__code__ = _changed(function, change)
        yield


def _function(where: str) -> FunctionType:
    module, _, path = where.partition(":")
    found: object = import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    if not isinstance(found, FunctionType):
        raise TypeError(f"{where} is no function")
    return found


def _changed(function: FunctionType, change: Change) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(change.old) != 1:
        raise ValueError(f"{change.where} does not hold this once: {change.old}")
    code = compile(source.replace(change.old, change.new), change.where, "exec")
    names = dict(function.__globals__)
    exec(code, names)  # noqa: S102 - it is our own source
    changed: FunctionType = names[function.__name__]
    return changed.__code__
