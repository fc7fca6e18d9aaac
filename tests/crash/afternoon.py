"""One seed's afternoon: one data file through many lives of a process that is always killed."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

from tests.crash.book import Asked, Book
from tests.crash.desk_process import QUEUE, url
from tests.crash.life import PATIENCE_S, Life
from tests.crash.people import Premises, again, ask, work
from tests.crash.promises import Log, effects_are_owed, kept
from waitingroom.core.commands import OpenQueue
from waitingroom.core.evolve import replay
from waitingroom.core.model import Queue
from waitingroom.core.snapshot import freeze
from waitingroom.desk.replica import happened
from waitingroom.ledger import migrate

PATIENTS = 5
LONGEST_ROUND = 100
"""The most answers of one life."""

AT_ONCE = 32
TRIES = 20


async def afternoon(seed: int, rounds: int, folder: Path) -> None:
    """Kill as often as asked, and find every promise kept each time; prints how to do it again."""
    sys.stdout.write(f"again: python -m tests.crash {seed} {rounds}\n")
    dice = Random(seed)  # noqa: S311 - it must be repeatable
    file = folder / "waitingroom.db"
    await migrate(url(file))
    book, arrived, log = Book(), count(1), Log()
    life = await _born(Life(file, arrived))
    await ask(life, book, life.clinicians[0], OpenQueue())
    for nth in range(rounds):
        await until_killed(life, book, dice, f"{seed} {nth}", life.kill)
        life = await _next(file, arrived, dice)
        await everything_again(life, book, dice)
        log = await kept(file, QUEUE, book, log)
        effects_are_owed(file, QUEUE, log)
        whole = freeze(replay(Queue(id=QUEUE), map(happened, log)))
        assert await life.whole() == whole, "the process sees another queue than the log"
    await life.stop()


async def _born(life: Life) -> Life:
    await life.begin()
    await life.listens()
    return life


async def _next(file: Path, arrived: Iterator[int], dice: Random) -> Life:
    """The next life; now and then the one before it does not even get to listen."""
    while dice.random() < 0.2:
        unlucky = Life(file, arrived)
        await unlucky.begin()
        await asyncio.sleep(dice.uniform(0, 0.1))
        await unlucky.kill()
    return await _born(Life(file, arrived))


async def until_killed(
    premises: Premises, book: Book, dice: Random, name: str, kill: Callable[[], Awaitable[None]]
) -> None:
    """People come and go until the process is killed, in the midst of whatever it does."""
    working = asyncio.create_task(work(premises, book, PATIENTS, name))
    async with asyncio.timeout(PATIENCE_S):
        await book.after(dice.randint(1, LONGEST_ROUND)).wait()
        # Not only right after an answer: anywhere between two of them.
        await asyncio.sleep(dice.uniform(0, 0.004))
        await kill()
        await working


async def everything_again(premises: Premises, book: Book, dice: Random) -> None:
    """Send every intent once more, in any order; afterwards each has the one answer it had."""
    everything = list(book.asked.values())
    dice.shuffle(everything)
    known = [each for each in everything if each.answer is not None]
    unknown = [each for each in everything if each.answer is None]
    answers = book.answers
    await _send(premises, book, known)
    assert book.answers == answers
    for _ in range(TRIES):
        await _send(premises, book, unknown)
        if all(each.answer is not None for each in unknown):
            return
    raise AssertionError("some intent gets no answer")


async def _send(premises: Premises, book: Book, intents: list[Asked]) -> None:
    for first in range(0, len(intents), AT_ONCE):
        await asyncio.gather(
            *(again(premises, book, each) for each in intents[first : first + AT_ONCE])
        )
