"""The tally of one process, in its memory."""

import time
from collections.abc import Callable

from waitingroom.tally.pace import Pace
from waitingroom.tally.port import Bucket


class OwnTally:
    """The `Tally` of one process alone. Shape: `keys` bounds how many keys of a kind are kept."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, keys: int = 20_000) -> None:
        self._monotonic = monotonic
        self._keys = keys
        self._paces: dict[str, Pace] = {}
        self._used: dict[tuple[str, str], float] = {}

    async def take(self, *buckets: Bucket) -> float:
        """See `Tally.take`."""
        return self.taken(*buckets)

    async def wait(self, *buckets: Bucket) -> float:
        """See `Tally.wait`."""
        return self.left(*buckets)

    async def once(self, kind: str, name: str, life_s: float) -> bool:
        """See `Tally.once`."""
        return self.used(kind, name, life_s)

    def taken(self, *buckets: Bucket) -> float:
        """The same as `take`, for whoever need not wait."""
        now = self._monotonic()
        wait = self._left(buckets, now)
        if not wait:
            for each in buckets:
                self._pace(each).take(each.key, now)
        return wait

    def left(self, *buckets: Bucket) -> float:
        """The same as `wait`, for whoever need not wait."""
        return self._left(buckets, self._monotonic())

    def used(self, kind: str, name: str, life_s: float) -> bool:
        """The same as `once`, for whoever need not wait."""
        now = self._monotonic()
        self._used = {each: until for each, until in self._used.items() if now < until}
        if (kind, name) in self._used:
            return False
        self._used[kind, name] = now + life_s
        return True

    def _left(self, buckets: tuple[Bucket, ...], now: float) -> float:
        return max((self._pace(each).wait(each.key, now) for each in buckets), default=0.0)

    def _pace(self, bucket: Bucket) -> Pace:
        pace = self._paces.get(bucket.kind)
        if pace is None:
            pace = self._paces[bucket.kind] = Pace(bucket.rate, self._keys)
        return pace
