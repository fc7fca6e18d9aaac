"""Small messages of one channel, counted as they arrive: loss and jitter of each direction.

Pure. The page's message is its number and its clock, padded; the answer is the same and what is
counted here, so that the page can tell what was lost on the way here from what was lost on the way
back. Numbers are little-endian.
"""

from struct import Struct

_ASKED = Struct("<Id")
_COUNTED = Struct("<IId")
_HEAD = _ASKED.size
_ABSURD_MS = 10_000.0
LONGEST_BYTES = 1200
PER_S, BURST = 100.0, 200.0
"""More than this is no measurement, and is not answered."""


class Allowance:
    """How many messages of one channel are answered: so many a second, and some at once."""

    def __init__(self) -> None:
        self._spare = BURST
        self._at: float | None = None

    def take(self, now: float) -> bool:
        """Whether one more is answered now."""
        waited = 0.0 if self._at is None else now - self._at
        self._spare, self._at = min(BURST, self._spare + PER_S * waited), now
        if self._spare < 1:
            return False
        self._spare -= 1
        return True


class Tally:
    """One channel. Units: times in seconds unless a name says otherwise."""

    def __init__(self) -> None:
        self.arrived = 0
        self.answered = 0
        self._allowance = Allowance()
        self._before: tuple[float, float] | None = None
        self._steps = 0
        self._moved_ms = 0.0

    def answer(self, message: bytes, now: float) -> bytes | None:
        """The answer to a message; None when there is none.

        Shape: `u32 number, f64 ms` comes; `u32 number, f64 ms, u32 arrived, u32 answered, f64 ms`
        goes, the last being our clock.
        """
        if not _HEAD <= len(message) <= LONGEST_BYTES or not self._allowance.take(now):
            return None
        _, sent_ms = _ASKED.unpack_from(message)
        self.arrived += 1
        self._step(sent_ms, now * 1000)
        self.answered += 1
        return message[:_HEAD] + _COUNTED.pack(self.arrived, self.answered, now * 1000)

    def jitter_ms(self) -> float | None:
        """The mean difference between the gaps of sending and arriving; None before there is one.

        Gaps need no agreement of clocks.
        """
        return self._moved_ms / self._steps if self._steps else None

    def _step(self, sent_ms: float, at_ms: float) -> None:
        """Compare with the one that came before, whatever their numbers (RFC 3550, 6.4.1)."""
        if self._before is not None:
            sent_before_ms, before_ms = self._before
            moved = abs((at_ms - before_ms) - (sent_ms - sent_before_ms))
            # A clock that a page made up says nothing about the line.
            if moved < _ABSURD_MS:
                self._steps, self._moved_ms = self._steps + 1, self._moved_ms + moved
        self._before = (sent_ms, at_ms)
