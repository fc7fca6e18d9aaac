"""The tally of all nodes together, in Redis or Valkey, with each node's own behind it."""

import asyncio
import hmac
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from waitingroom.bus.redis import Line, Unheard
from waitingroom.bus.trouble import Trouble
from waitingroom.tally.own import OwnTally
from waitingroom.tally.port import Bucket

BUDGET_S = 0.05
"""How long anybody is kept waiting for Redis; then this node decides by itself."""

BREAK_S = 1.0
"""After one question that was not answered in time, Redis is not asked for so long."""

TAKE = """
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local full_at, wait = {}, 0
for i, key in ipairs(KEYS) do
  local step, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local at = math.max(tonumber(redis.call('GET', key)) or now, now)
  full_at[i] = math.min(at, now + burst + step)
  wait = math.max(wait, full_at[i] - burst - now)
end
if wait >= 1 or ARGV[1] == 'look' then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local at = full_at[i] + ARGV[2 * i]
  redis.call('SET', key, string.format('%.0f', at), 'PX', math.ceil((at - now) / 1000))
end
return 0
"""
"""Takes from all buckets or from none, in microseconds of Redis's own clock.

A bucket is one number, the instant at which it is full again, as in `Pace`; it expires when it is
full. A clock that was set back never makes anybody wait longer than for an empty bucket.
"""

_log = logging.getLogger(__name__)

T = TypeVar("T")


class SharedTally:
    """The `Tally` of all nodes.

    What this node alone refuses is refused without asking; what it allows is asked of Redis, and
    counted here as well. So when Redis is away this node goes on from what it has itself seen, and
    when Redis was emptied nobody gets back here what they have taken here.

    Shape: `key` is the installation's, the same on all nodes: addresses and logins reach Redis only
    as hashes under it.
    """

    def __init__(
        self,
        line: Line,
        own: OwnTally,
        key: bytes,
        *,
        budget_s: float = BUDGET_S,
        break_s: float = BREAK_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._own = own
        self._key = key
        self._budget_s = budget_s
        self._break_s = break_s
        self._monotonic = monotonic
        self._ask_at = monotonic()
        self._trouble = Trouble(_log, "Redis, where limits are counted,")

    async def take(self, *buckets: Bucket) -> float:
        """See `Tally.take`."""
        wait = self._own.left(*buckets) or await self._together("take", buckets)
        return wait or self._own.taken(*buckets)

    async def wait(self, *buckets: Bucket) -> float:
        """See `Tally.wait`."""
        return self._own.left(*buckets) or await self._together("look", buckets)

    async def once(self, kind: str, name: str, life_s: float) -> bool:
        """See `Tally.once`."""
        if not self._own.used(kind, name, life_s):
            return False
        marked = await self._answer(
            lambda: self._line.mark(self._name(kind, name), round(life_s * 1000))
        )
        return True if marked is None else marked

    async def _together(self, act: str, buckets: Sequence[Bucket]) -> float:
        """What all nodes have seen says; 0.0 when it can't be known now."""
        names = [self._name(each.kind, each.key) for each in buckets]
        words: list[str | int] = [act]
        for each in buckets:
            step, whole = each.rate.step_s * 1e6, each.rate.per_s * 1e6
            words += [round(step), round(whole - step)]
        wait = await self._answer(lambda: self._line.run(TAKE, names, words))
        return wait / 1e6 if isinstance(wait, int) else 0.0

    async def _answer(self, question: Callable[[], Coroutine[Any, Any, T]]) -> T | None:
        """The answer, if it comes within the budget; else Redis is left alone for a while."""
        if self._monotonic() < self._ask_at:
            return None
        try:
            async with asyncio.timeout(self._budget_s):
                answer = await question()
        except TimeoutError:
            self._rest("no answer in time")
            return None
        except Unheard as unheard:
            self._rest(str(unheard))
            return None
        self._trouble.went()
        return answer

    def _rest(self, why: str) -> None:
        self._ask_at = self._monotonic() + self._break_s
        self._trouble.came(why)

    def _name(self, kind: str, key: str) -> str:
        mark = hmac.digest(self._key, f"{kind}\n{key}".encode(), "sha256").hex()[:32]
        return f"waitingroom:tally:{mark}"
