"""Notices that a node which holds calls has said nothing for too long: pure, time is an argument.

A node whose events could not be delivered for half an hour stops sending them for good. Nobody
hears of it unless somebody listens for the silence.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

LIMIT = timedelta(seconds=120)
"""How long a node may be silent while it holds a call; it has something to say every minute."""

SOME_NODE = ""
"""The node of a call of which no node has said anything yet."""


class Silence:
    """When each node spoke last."""

    def __init__(self, limit: timedelta = LIMIT) -> None:
        self._limit = limit
        self._spoke: dict[str, datetime] = {}

    def heard(self, node: str, at: datetime) -> None:
        """The node has said something."""
        self._spoke[node] = max(at, self._spoke.get(node, at))

    def since(self, node: str) -> datetime | None:
        """When this node spoke last; for `SOME_NODE`, when any did."""
        if node == SOME_NODE:
            return max(self._spoke.values(), default=None)
        return self._spoke.get(node)

    def silent(self, calls: Mapping[str, datetime], now: datetime) -> tuple[str, ...]:
        """The nodes that are silent too long, of those in `calls`: since when each holds one."""
        return tuple(
            node
            for node, began in sorted(calls.items())
            if now - max(began, self.since(node) or began) > self._limit
        )
