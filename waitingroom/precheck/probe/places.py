"""Who may check now, who waits, and who was here too often. Pure: time is an argument."""

from collections import Counter, deque
from math import ceil

from waitingroom.core.value import Value
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.talk import Refused, Why

HOUR_S = 3600.0
BUSY_S = 10
"""Seconds after which it makes sense to ask again."""

TYPICAL_S = 20.0
"""How long a check mostly takes, to say when a waiting one's turn comes."""


class Check(Value):
    """One check that wants a place.

    Shape: `who` has one at a time; `address` is the network it comes from; `again` goes behind all
    who check for the first time.
    """

    who: str
    address: str
    again: bool
    number: int


class Places:
    """The places of one probe, and the line before them."""

    def __init__(self, slots: int, limits: Limits) -> None:
        self._slots = slots
        self._limits = limits
        self._running: list[Check] = []
        self._waiting: list[Check] = []
        self._began: dict[tuple[str, bool], deque[float]] = {}

    @property
    def taken(self) -> int:
        """How many check now."""
        return len(self._running)

    def ask(self, check: Check, now: float) -> Refused | None:
        """Let a check take a place or wait for one; why not, when it may do neither."""
        if self._is_full(check):
            return Refused(why=Why.BUSY, retry_s=BUSY_S)
        retry_s = self._too_often(check, now)
        if retry_s:
            return Refused(why=Why.TOO_OFTEN, retry_s=retry_s)
        self._began[check.who, check.again].append(now)
        self._waiting.append(check)
        self._waiting.sort(key=lambda each: (each.again, each.number))
        self._advance()
        return None

    def position(self, check: Check) -> int:
        """The place in the line, from 1; 0 for who may begin."""
        return 0 if check in self._running else self._waiting.index(check) + 1

    def eta_s(self, check: Check) -> int:
        """In how many seconds its turn comes, as far as one can tell."""
        return ceil(self.position(check) * TYPICAL_S / self._slots)

    def leave(self, check: Check) -> None:
        """It is over, or gave up; harmless when repeated."""
        for held in (self._running, self._waiting):
            if check in held:
                held.remove(check)
        self._advance()

    def _is_full(self, check: Check) -> bool:
        here = [*self._running, *self._waiting]
        addresses = Counter(each.address for each in here)
        return (
            len(self._waiting) >= self._limits.waiting
            or any(each.who == check.who for each in here)
            or addresses[check.address] >= self._limits.per_address
        )

    def _too_often(self, check: Check, now: float) -> int:
        """Seconds until it may again; 0 when it may now."""
        self._forget(now)
        limits = self._limits
        most = limits.again_per_hour if check.again else limits.full_per_hour
        times = self._began.setdefault((check.who, check.again), deque())
        return 0 if len(times) < most else ceil(times[0] + HOUR_S - now)

    def _forget(self, now: float) -> None:
        for key, times in list(self._began.items()):
            while times and times[0] <= now - HOUR_S:
                times.popleft()
            if not times:
                del self._began[key]

    def _advance(self) -> None:
        while self._waiting and len(self._running) < self._slots:
            self._running.append(self._waiting.pop(0))
