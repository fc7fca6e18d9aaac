"""The sound of a conference of three or four: everybody hears everybody but themselves."""

from collections.abc import Collection
from typing import NamedTuple

from waitingroom.conference.media.hearing import Hearing
from waitingroom.rtc import sound
from waitingroom.rtc.opus import Decoder, Encoder

FRAME_S = sound.FRAME / sound.RATE_HZ
LATE_FRAMES = 5


class Frame(NamedTuple):
    """20 ms: how loud each was, and the packet for each who listens."""

    loudness: dict[str, float]
    packets: dict[str, bytes]


class _Seat:
    """One who takes part: what they say is decoded, what they hear is encoded."""

    def __init__(self) -> None:
        self.hearing = Hearing(Decoder().decode)
        self.encoder = Encoder()


class Mixing:
    """Mixes a frame every 20 ms; `due` is the time of the next."""

    def __init__(self, now: float) -> None:
        self.due = now
        self._seats: dict[str, _Seat] = {}

    def seat(self, names: Collection[str]) -> None:
        """Exactly these take part from now on."""
        for gone in self._seats.keys() - set(names):
            del self._seats[gone]
        for name in names:
            self._seats.setdefault(name, _Seat())

    def take(self, name: str, timestamp: int, payload: bytes) -> None:
        """What somebody says."""
        self._seats[name].hearing.add(timestamp, payload)

    def skips(self, now: float) -> bool:
        """Leave out what is far too late after the process has stood still; whether any was."""
        if now - self.due < LATE_FRAMES * FRAME_S:
            return False
        self.due = now
        return True

    def frame(self, listeners: Collection[str]) -> Frame:
        """The next 20 ms, encoded for these."""
        self.due += FRAME_S
        found = {name: seat.hearing.next() for name, seat in self._seats.items()}
        voices = {name: voice for name, voice in found.items() if voice is not None}
        total = sound.together(voices.values())
        return Frame(
            {name: sound.loudness(voice) for name, voice in voices.items()},
            {
                name: seat.encoder.encode(sound.without(total, voices.get(name)))
                for name, seat in self._seats.items()
                if name in listeners
            },
        )
