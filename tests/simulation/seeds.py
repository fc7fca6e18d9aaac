"""Runs seeds, in as many processes as there are cores, and says how to replay one that fails."""

import gc
import logging
import os
import traceback
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.loop import JumpingLoop
from tests.simulation.world import World

SLICE = 250


def failing(first: int, count: int) -> str:
    """What went wrong in the first seed that fails, and how to replay it; "" if nothing."""
    # The desk warns of nudges it could not follow, of which this world is full.
    logging.disable(logging.WARNING)
    loop = JumpingLoop()
    # Worlds are many and short: looking for garbage between them is enough.
    gc.disable()
    try:
        for seed in range(first, first + count):
            if seed % 50 == 0:
                gc.collect()
            try:
                loop.end(World(seed).run())
            except Exception:
                return f"seed {seed}: python -m tests.simulation {seed}\n{traceback.format_exc()}"
    finally:
        loop.close()
        gc.enable()
        logging.disable(logging.NOTSET)
    return ""


def failing_of_many(first: int, count: int) -> str:
    """The same over all cores."""
    starts = range(first, first + count, SLICE)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(failing, starts, [SLICE] * len(starts))
        return next((each for each in found if each), "")
