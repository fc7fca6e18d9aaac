"""The line: visits in order, their rank, and the bands in which a rank is shown.

A Line is a sorted tuple of keys, cut into chunks of at most 512. Inserting and removing copy one
chunk and the short tuple of chunks; a rank is a bisection and a sum over the chunks before. For
10,000 visits that is some 20 chunks: in CPython far cheaper than any tree written in Python, and
nothing of the line before is lost, so a decision that is thrown away costs nothing.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, cycle, repeat, takewhile

from waitingroom.core.ids import VisitId
from waitingroom.core.value import Value

CHUNK = 512

Key = tuple[float, float, VisitId]
"""What orders a visit: a class or time, a number, and the visit itself to tell equals apart."""


class Line(Value):
    """Keys in rising order.

    Shape: `chunks` are sorted, none is empty, and each ends before the next begins.
    """

    chunks: tuple[tuple[Key, ...], ...] = ()

    def __len__(self) -> int:
        return sum(len(chunk) for chunk in self.chunks)

    def __iter__(self) -> Iterator[VisitId]:
        return (key[2] for chunk in self.chunks for key in chunk)

    @property
    def first(self) -> Key | None:
        """The smallest key, None when the line is empty."""
        return self.chunks[0][0] if self.chunks else None

    def insert(self, key: Key) -> "Line":
        """The line with this key in its place; a key that stands there already changes nothing."""
        at = self._chunk(key)
        if at == len(self.chunks):
            return self._append(key)
        chunk = self.chunks[at]
        spot = bisect_left(chunk, key)
        if chunk[spot] == key:
            return self
        return self._replace(at, (*chunk[:spot], key, *chunk[spot:]))

    def remove(self, key: Key) -> "Line":
        """The line without this key; a key that is not there changes nothing."""
        at = self._chunk(key)
        if at == len(self.chunks):
            return self
        chunk = self.chunks[at]
        spot = bisect_left(chunk, key)
        if chunk[spot] != key:
            return self
        return self._replace(at, (*chunk[:spot], *chunk[spot + 1 :]))

    def rank(self, key: Key) -> int:
        """How many stand before this key, whether or not it is in the line."""
        at = self._chunk(key)
        before = sum(len(chunk) for chunk in self.chunks[:at])
        return before if at == len(self.chunks) else before + bisect_left(self.chunks[at], key)

    def at(self, rank: int) -> VisitId | None:
        """Who stands at this rank, 0 being next; None past the end."""
        return next(self.slice(rank, 1), None)

    def slice(self, first: int, size: int) -> Iterator[VisitId]:
        """Up to `size` visits from rank `first`; whole chunks before it are skipped unread."""
        for chunk in self.chunks:
            if first >= len(chunk):
                first -= len(chunk)
                continue
            for key in chunk[first : first + size]:
                yield key[2]
            size -= min(size, len(chunk) - first)
            first = 0
            if not size:
                return

    def _chunk(self, key: Key) -> int:
        return bisect_left(self.chunks, key, key=lambda chunk: chunk[-1])

    def _append(self, key: Key) -> "Line":
        if self.chunks and len(self.chunks[-1]) < CHUNK:
            return Line(chunks=(*self.chunks[:-1], (*self.chunks[-1], key)))
        return Line(chunks=(*self.chunks, (key,)))

    def _replace(self, at: int, chunk: tuple[Key, ...]) -> "Line":
        return Line(chunks=(*self.chunks[:at], *_fit(chunk), *self.chunks[at + 1 :]))


def _fit(chunk: tuple[Key, ...]) -> tuple[tuple[Key, ...], ...]:
    if len(chunk) <= CHUNK:
        return (chunk,) if chunk else ()
    half = len(chunk) // 2
    return (chunk[:half], chunk[half:])


def shown(rank: int) -> int:
    """The rank as it is shown: exact near the front, farther back the lower edge of its band.

    Shape: exact up to 13, then bands of 7 to 14 % that begin at numbers one would say aloud
    (16, 40, 120, 450 …). Never more than the true rank. One admit therefore changes what is shown
    only for those who stand on an edge: 60 edges at 1,000 waiting, 85 at 10,000.
    """
    step = _step(rank)
    return rank // step * step


def exact(rank: int) -> bool:
    """Whether the shown rank is the true one; changes only where the shown rank does."""
    return _step(rank) == 1


def edges(limit: int) -> tuple[int, ...]:
    """The ranks from 1 up to `limit` at which the shown rank changes, rising."""
    return tuple(takewhile(lambda edge: edge <= limit, accumulate(repeat(1), _next_edge)))


def _next_edge(edge: int, _: int) -> int:
    return shown(edge + _step(edge))


def _step(rank: int) -> int:
    """The width of the band around a rank: 1, 2, 5, 10, 20, 50 … and at most a seventh of it."""
    factors = cycle((2, 2.5, 2))
    step, wider = 1, int(next(factors))
    while rank >= 7 * wider:
        step, wider = wider, int(wider * next(factors))
    return step
