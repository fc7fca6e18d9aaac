"""Runs seeds, in as many processes as there are cores, and says how to replay one that fails."""

import gc
import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

from tests.simulation.loop import JumpingLoop
from tests.simulation.world import World
from waitingroom.desk import counter

SLICE = 250

SNAPSHOT_EVERY = 12
"""An afternoon is short; in a house there are many more events between two snapshots."""


@contextmanager
def _running() -> Iterator[JumpingLoop]:
    """A loop for worlds: many and short, and full of what a house would warn of."""
    logging.disable(logging.CRITICAL)
    # Looking for garbage between worlds is enough.
    gc.disable()
    loop = JumpingLoop()
    try:
        with patch.object(counter, "SNAPSHOT_EVERY", SNAPSHOT_EVERY):
            yield loop
    finally:
        loop.close()
        gc.enable()
        logging.disable(logging.NOTSET)


def first_failing(seeds: Iterable[int]) -> tuple[int, str] | None:
    """The first seed that fails and how it did, None when none does."""
    with _running() as loop:
        for nth, seed in enumerate(seeds):
            if nth % 100 == 99:
                gc.collect()
            try:
                loop.end(World(seed).run())
            except Exception:
                return seed, traceback.format_exc()
    return None


def trace(seed: int) -> str:
    """A digest of all that is written and told in this seed's world.

    Errors: whatever promise was broken.
    """
    with _running() as loop:
        return loop.end(World(seed).run())


def failing(first: int, count: int) -> str:
    """What went wrong in the first seed that fails, and how to replay it; "" if nothing."""
    found = first_failing(range(first, first + count))
    return f"seed {found[0]}: python -m tests.simulation {found[0]}\n{found[1]}" if found else ""


def failing_of_many(
    first: int, count: int, progress: Callable[[int], None] = lambda done: None
) -> str:
    """The same over all cores, in slices; `progress` is told how many seeds were run."""
    starts = range(first, first + count, SLICE)
    sizes = [min(SLICE, first + count - start) for start in starts]
    done = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for size, found in zip(sizes, pool.map(failing, starts, sizes), strict=True):
            if found:
                pool.shutdown(cancel_futures=True)
                return found
            done += size
            progress(done)
    return ""
