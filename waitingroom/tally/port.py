"""What a tally promises: how often something was done, and that something is done once."""

from typing import Protocol

from waitingroom.core.value import Value


class Rate(Value):
    """At most `count` at once, and then `count` in every `per_s` seconds, evenly."""

    count: int
    per_s: float

    @property
    def step_s(self) -> float:
        """How long a bucket needs to fill by one."""
        return self.per_s / self.count


class Bucket(Value):
    """A token bucket: how fast one may go.

    Shape: `kind` says what is counted and `key` for whom; a kind has one rate. A key may be an
    address or a login: it leaves this process only as a keyed hash.
    """

    kind: str
    key: str
    rate: Rate


class Tally(Protocol):
    """Counts for all nodes together as long as they can, and each node for itself when not.

    So a limit is never lifted, and nobody is ever refused or kept waiting because the nodes can't
    reach each other. What is counted may be forgotten at any time, and may be counted twice:
    whatever costs money is counted in the database.
    """

    async def take(self, *buckets: Bucket) -> float:
        """Go once if all these allow it: 0.0 when they do, else how many seconds to wait, and then
        nothing is taken from any of them.

        Waiting is no debt: trying again too early does not make the wait longer.
        """

    async def wait(self, *buckets: Bucket) -> float:
        """How many seconds one would have to wait, without going; 0.0 when one need not."""

    async def once(self, kind: str, name: str, life_s: float) -> bool:
        """Whether this is the first time that this is used; it is remembered for `life_s`."""
