"""As an afternoon, with the whole house: its real process, real sign-ins and real sockets."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from random import Random

import httpx2

from tests.crash.afternoon import everything_again, until_killed
from tests.crash.book import Book
from tests.crash.promises import Log, kept
from tests.crash.visitors import Visitors
from tests.journeys.clinic import Clinic
from waitingroom.core.board import Window
from waitingroom.core.evolve import replay
from waitingroom.core.model import Queue
from waitingroom.desk.replica import happened


async def house_afternoon(seed: int, rounds: int, folder: Path) -> None:
    """Kill as often as asked, and find every promise kept each time; prints how to do it again."""
    sys.stdout.write(f"again: python -m tests.crash {seed} {rounds} house\n")
    clinic = Clinic(folder, log_level="WARNING")
    await asyncio.to_thread(clinic.start)
    try:
        async with httpx2.AsyncClient(trust_env=False) as client:
            visitors = Visitors(clinic, client)
            await visitors.staff_come()
            await _rounds(visitors, rounds, seed)
            await visitors.leave()
    finally:
        code = await asyncio.to_thread(clinic.stop)
    assert code == 0, clinic.output
    assert "Traceback" not in clinic.output, clinic.output


async def _rounds(visitors: Visitors, rounds: int, seed: int) -> None:
    clinic, book, log = visitors.clinic, Book(), Log()
    dice = Random(seed)  # noqa: S311 - it must be repeatable

    async def kill() -> None:
        os.kill(clinic.pid, signal.SIGKILL)
        code = await asyncio.to_thread(clinic.stop, signal.SIGKILL)
        assert code == -signal.SIGKILL, f"it ended by itself: {code}\n{clinic.output}"

    for nth in range(rounds):
        await until_killed(visitors, book, dice, f"{seed} {nth}", kill)
        await asyncio.to_thread(clinic.start)
        await everything_again(visitors, book, dice)
        log = await kept(clinic.folder / "waitingroom.db", visitors.queue, book, log)
        line = replay(Queue(id=visitors.queue), map(happened, log)).line
        shown = list(line)[: Window().size]
        assert await visitors.board() == shown, "the board shows another line than the log"
