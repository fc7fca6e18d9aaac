"""Who has the floor: whose picture is shown to the others. Pure; time is an argument."""

from collections.abc import Mapping
from dataclasses import dataclass

AUDIBLE = 250.0
"""Softer than this (about -42 dB of full scale) is breath and rooms, not speech."""
CLAIM_S = 0.4
LAPSED_S = 0.2
MOST_S = 0.6
HOLD_S = 2.0
LOUDER = 1.5
STEP_S = 0.02
_SMOOTH = 0.1


@dataclass(slots=True)
class _Voice:
    """How long one has spoken of late, in seconds, and how loudly."""

    spoken_s: float = 0.0
    loudness: float = 0.0

    def take(self, loudness: float) -> None:
        self.loudness += _SMOOTH * (loudness - self.loudness)
        # Silence counts half: there are pauses between words.
        step = STEP_S if loudness >= AUDIBLE else -STEP_S / 2
        self.spoken_s = min(MOST_S, max(0.0, self.spoken_s + step))


class Floor:
    """Participants, the one who has the floor first, then those who had it before.

    Whoever wants it must have spoken for a while, and louder than a holder who still speaks; it is
    not taken from anybody within two seconds. A cough takes it from nobody.
    """

    def __init__(self) -> None:
        self._voices: dict[str, _Voice] = {}
        self._order: list[str] = []
        self._taken_at: float | None = None

    def order(self) -> tuple[str, ...]:
        """All, by how lately they had the floor; who never had it, as they came."""
        return tuple(self._order)

    def join(self, name: str) -> None:
        """Somebody comes, and is last."""
        if name not in self._voices:
            self._voices[name] = _Voice()
            self._order.append(name)

    def part(self, name: str) -> None:
        """Somebody goes; who had the floor before has it again."""
        if self._voices.pop(name, None) is not None:
            self._order.remove(name)

    def hear(self, loudness: Mapping[str, float], now: float) -> None:
        """Take 20 ms of everybody's loudness; whoever is not named was silent."""
        for name, voice in self._voices.items():
            voice.take(loudness.get(name, 0.0))
        if self._taken_at is not None and now - self._taken_at < HOLD_S:
            return
        taker = self._taker()
        if taker is not None:
            self._order.remove(taker)
            self._order.insert(0, taker)
            self._taken_at = now

    def _taker(self) -> str | None:
        claims = [n for n in self._order[1:] if self._voices[n].spoken_s >= CLAIM_S]
        if not claims:
            return None
        loudest = max(claims, key=lambda name: self._voices[name].loudness)
        holder = self._voices[self._order[0]]
        silent = holder.spoken_s < LAPSED_S
        louder = self._voices[loudest].loudness > LOUDER * holder.loudness
        return loudest if silent or louder else None
