"""One timer for many sleepers: cheap to set and to clear, a little late, never early."""

import asyncio
from math import ceil, floor
from typing import Protocol


class Sleeper(Protocol):
    """Whoever wants to be woken; it must be hashable."""

    def ring(self, now: float) -> None:
        """The time has come; it may set itself again."""


class Wheel:
    """Wakes each sleeper once, at the time it was last set to, up to one step late.

    Units: seconds of the event loop's clock. Setting and clearing cost the same however many
    sleep; a thousand sleepers are one timer of the loop.
    """

    __slots__ = ("_armed", "_handle", "_slots", "_step_s", "_where")

    def __init__(self, step_s: float = 0.25) -> None:
        self._step_s = step_s
        self._slots: dict[int, set[Sleeper]] = {}
        self._where: dict[Sleeper, int] = {}
        self._handle: asyncio.TimerHandle | None = None
        self._armed = 0

    def __len__(self) -> int:
        """How many sleep."""
        return len(self._where)

    def set(self, sleeper: Sleeper, at: float) -> None:
        """Wakes the sleeper at this time and at no other; a time gone by means very soon."""
        self.clear(sleeper)
        # Never into a slot whose turn has come: one who always sets itself to now would stop time.
        now = asyncio.get_running_loop().time()
        slot = max(ceil(at / self._step_s), floor(now / self._step_s) + 1)
        self._slots.setdefault(slot, set()).add(sleeper)
        self._where[sleeper] = slot
        self._arm(slot)

    def clear(self, sleeper: Sleeper) -> None:
        """Lets the sleeper sleep for ever."""
        slot = self._where.pop(sleeper, None)
        if slot is not None:
            self._slots[slot].remove(sleeper)
            if not self._slots[slot]:
                del self._slots[slot]

    def _arm(self, slot: int) -> None:
        if self._handle is not None:
            if self._armed <= slot:
                return
            self._handle.cancel()
        self._armed = slot
        loop = asyncio.get_running_loop()
        self._handle = loop.call_at(slot * self._step_s, self._turn)

    def _turn(self) -> None:
        self._handle = None
        now = asyncio.get_running_loop().time()
        try:
            for slot in sorted(each for each in self._slots if each * self._step_s <= now):
                self._wake(slot, now)
        finally:
            # Also when a sleeper failed: the others' time must not stop with it.
            if self._slots:
                self._arm(min(self._slots))

    def _wake(self, slot: int, now: float) -> None:
        while sleepers := self._slots.get(slot):
            sleeper = next(iter(sleepers))
            self.clear(sleeper)
            sleeper.ring(now)
