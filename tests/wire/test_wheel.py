"""One timer wakes many sleepers, none of them early."""

import asyncio

import pytest

from tests.wire.place import until
from waitingroom.wire import Wheel

STEP_S = 0.01


class Bed:
    """A sleeper that remembers when it was woken, and may do something then."""

    def __init__(self) -> None:
        self.rung: list[float] = []

    def ring(self, now: float) -> None:
        self.rung.append(now)


def now() -> float:
    return asyncio.get_running_loop().time()


async def test_everybody_is_woken_once_and_in_time() -> None:
    wheel, start = Wheel(STEP_S), now()
    beds = {start + at / 97: Bed() for at in range(40)}
    for at, bed in beds.items():
        wheel.set(bed, at)
    assert len(wheel) == 40
    await until(lambda: all(bed.rung for bed in beds.values()))
    for at, bed in beds.items():
        (rung,) = bed.rung
        assert rung >= at
    assert len(wheel) == 0


async def test_only_the_last_time_set_counts() -> None:
    wheel, moved, last = Wheel(STEP_S), Bed(), Bed()
    at = now() + 0.1
    wheel.set(moved, at - 0.08)
    wheel.set(moved, at + 60)
    wheel.set(moved, at)
    wheel.set(last, at + 0.05)
    await until(lambda: bool(last.rung))
    (rung,) = moved.rung
    assert rung >= at


async def test_who_is_cleared_sleeps_on() -> None:
    wheel, cleared, last = Wheel(STEP_S), Bed(), Bed()
    wheel.set(cleared, now())
    wheel.set(last, now() + 0.05)
    wheel.clear(cleared)
    wheel.clear(cleared)
    await until(lambda: bool(last.rung))
    assert cleared.rung == []


class Restless(Bed):
    """Sets itself again to a time gone by, some times."""

    def __init__(self, wheel: Wheel) -> None:
        super().__init__()
        self._wheel = wheel

    def ring(self, now: float) -> None:
        super().ring(now)
        if len(self.rung) < 5:
            self._wheel.set(self, now - 1)


async def test_who_sets_itself_to_the_past_does_not_stop_time() -> None:
    wheel = Wheel(STEP_S)
    restless = Restless(wheel)
    wheel.set(restless, now() - 5)
    assert restless.rung == []
    await until(lambda: len(restless.rung) == 5)
    assert len(set(restless.rung)) == 5


class Jealous(Bed):
    """Clears its neighbour when it wakes."""

    def __init__(self, wheel: Wheel) -> None:
        super().__init__()
        self._wheel = wheel
        self.neighbour: Bed

    def ring(self, now: float) -> None:
        super().ring(now)
        self._wheel.clear(self.neighbour)


async def test_who_is_cleared_by_a_neighbour_of_the_same_moment_sleeps_on() -> None:
    wheel = Wheel(STEP_S)
    one, other = Jealous(wheel), Jealous(wheel)
    one.neighbour, other.neighbour = other, one
    at = now()
    wheel.set(one, at)
    wheel.set(other, at)
    await until(lambda: len(wheel) == 0)
    assert len(one.rung) + len(other.rung) == 1


class Broken(Bed):
    def ring(self, now: float) -> None:
        super().ring(now)
        raise RuntimeError("broken bed")


async def test_a_sleeper_that_fails_does_not_stop_the_time_of_the_others() -> None:
    wheel, broken, others = Wheel(STEP_S), Broken(), [Bed() for _ in range(5)]
    failures: list[dict[str, object]] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: failures.append(context))
    try:
        at = now()
        for each in (*others[:2], broken, *others[2:]):
            wheel.set(each, at)
        await until(lambda: bool(broken.rung) and all(each.rung for each in others))
    finally:
        loop.set_exception_handler(before)
    assert [type(each["exception"]) for each in failures] == [RuntimeError]


async def test_an_early_sleeper_comes_before_a_late_one_that_was_set_first() -> None:
    wheel, early, late = Wheel(STEP_S), Bed(), Bed()
    wheel.set(late, now() + 60)
    wheel.set(early, now() + 0.02)
    await until(lambda: bool(early.rung))
    assert late.rung == []
    assert len(wheel) == 1
    wheel.clear(late)


def test_a_wheel_needs_no_loop_before_somebody_sleeps() -> None:
    assert len(Wheel()) == 0
    with pytest.raises(RuntimeError, match="no running event loop"):
        Wheel().set(Bed(), 0)
