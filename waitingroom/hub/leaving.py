"""A node that stops sends its pages elsewhere, spread out, and finishes what they asked before."""

import asyncio
import random
from collections.abc import Collection, Sequence

from waitingroom.hub.listener import Listener
from waitingroom.protocol import CloseCode, limits

LONGEST_S = 20.0
"""Over how long the pages are told to come back at most."""

FINISH_S = 5.0
"""How long what was asked before may take, before the first line is closed."""

BATCH_S = 0.1
"""Who is due within so short a time is closed together."""

AT_ONCE = 256
"""How many pages are told in one turn of the event loop."""


def spread_s(lines: int) -> float:
    """Over how many seconds so many pages come back: no faster than one node lets them in."""
    return min(LONGEST_S, lines / limits.HANDSHAKES_PER_S)


async def close_at_once(listeners: Sequence[Listener], spread: float) -> None:
    """Close every page now, each told a moment of its own within `spread` seconds to come back at.

    For a node that was taken for dead: what its pages show has been going on without it.
    """
    for nth, listener in enumerate(listeners, 1):
        # Chance only spreads them; nothing secret hangs on it.
        listener.bye(CloseCode.RESTART, round(1000 * random.uniform(0, spread)))  # noqa: S311
        if nth % AT_ONCE == 0:
            await asyncio.sleep(0)


async def send_away(
    listeners: Sequence[Listener], begun: Collection[asyncio.Task[None]], spread: float
) -> None:
    """Tell every page a moment of its own within `spread` seconds, and close each at its moment.

    Shape: `begun` is what is being done for pages. A page that knows the moment has gone by itself
    when it comes; closing is for those that have not.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    # Chance only spreads them; nothing secret hangs on it.
    due = sorted(((random.uniform(0, spread), each) for each in listeners), key=_moment)  # noqa: S311
    for nth, (after_s, listener) in enumerate(due, 1):
        listener.farewell(round(1000 * after_s))
        if nth % AT_ONCE == 0:
            await asyncio.sleep(0)
    if begun:
        await asyncio.wait(list(begun), timeout=FINISH_S)
    for after_s, listener in due:
        early_s = began + after_s - loop.time()
        if early_s > 0:
            await asyncio.sleep(max(early_s, BATCH_S))
        listener.bye(CloseCode.RESTART)


def _moment(due: tuple[float, Listener]) -> float:
    return due[0]
