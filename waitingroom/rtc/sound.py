"""Arithmetic of sound: what several say at once, what each of them hears, how loud it is.

Pure. Shape: samples are signed 16-bit, one channel, 48,000 a second.
"""

from array import array
from collections.abc import Collection, Sequence
from math import sqrt
from operator import add, mul, sub
from typing import TypeAlias

RATE_HZ = 48_000
FRAME = 960
"""Samples in 20 ms, the length in which sound is mixed and sent."""
_LEAST, _MOST = -32_768, 32_767
_EVERY = 4

Samples: TypeAlias = "array[int]"


def silence() -> Samples:
    """A frame in which nothing is heard."""
    return array("h", bytes(2 * FRAME))


def together(voices: Collection[Samples]) -> list[int]:
    """All voices at once; the numbers may be larger than a sample can be."""
    total = [0] * FRAME
    for voice in voices:
        total = list(map(add, total, voice))
    return total


def without(total: Sequence[int], own: "Samples | None") -> Samples:
    """What is left of all voices for one of them: nobody hears themselves."""
    heard = total if own is None else list(map(sub, total, own))
    try:
        return array("h", heard)
    except OverflowError:
        return array("h", [min(_MOST, max(_LEAST, value)) for value in heard])


def loudness(samples: Samples) -> float:
    """The root of the mean square, 0 to 32,768; every fourth sample tells enough."""
    some = samples[::_EVERY]
    return sqrt(sum(map(mul, some, some)) / len(some)) if some else 0.0


def faded(samples: Samples) -> Samples:
    """These samples backwards and ever softer: what may stand in for a frame that is missing.

    Backwards it begins where the sound broke off, so that no click is heard.
    """
    length = len(samples)
    return array("h", [s * (length - n) // length for n, s in enumerate(reversed(samples))])
