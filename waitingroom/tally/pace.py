"""How fast somebody may go: a token bucket for every key, in memory, with a bound on the keys."""

from waitingroom.tally.port import Rate

_LOOKED_AT = 8
"""How many of the oldest keys are looked at to make room for a new one."""

_NOBODY = ""
"""The key that all share for whom there is no room."""


class Pace:
    """Lets each key go at one rate.

    It holds one number a key: the instant at which the bucket of that key is full again. A key
    whose bucket is full is as good as unknown and makes room for another. When there is no room,
    new keys share one bucket: a flood of addresses makes the limit stricter and never lifts it.

    Units: `now` is monotonic seconds; answers are seconds.
    """

    def __init__(self, rate: Rate, keys: int = 20_000) -> None:
        self._step = rate.per_s / rate.count
        self._burst = rate.per_s - self._step
        self._keys = keys
        self._full_at: dict[str, float] = {}

    def take(self, key: str, now: float) -> float:
        """Go once if that is allowed: 0.0 when it is, else how long to wait, and nothing is taken.

        Waiting is no debt: trying again too early does not make the wait longer.
        """
        wait = self.wait(key, now)
        if wait > 0:
            return wait
        key = self._room(key, now)
        # Put in anew, so that the keys stand in the order in which they were last used.
        full_at = max(self._full_at.pop(key, now), now)
        self._full_at[key] = full_at + self._step
        return 0.0

    def wait(self, key: str, now: float) -> float:
        """How long this key would have to wait, without going; 0.0 when it need not."""
        full_at = self._full_at.get(self._room(key, now), now)
        wait = full_at - self._burst - now
        return wait if wait > 1e-6 else 0.0

    def __len__(self) -> int:
        return len(self._full_at)

    def _room(self, key: str, now: float) -> str:
        """The key itself, or the shared one when there is no room for it."""
        if key in self._full_at or len(self._full_at) < self._keys:
            return key
        for old in [each for each, _ in zip(self._full_at, range(_LOOKED_AT), strict=False)]:
            if self._full_at[old] <= now and old != _NOBODY:
                del self._full_at[old]
        return key if len(self._full_at) < self._keys else _NOBODY
