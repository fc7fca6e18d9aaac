"""A busy afternoon: patients who come, clinicians who let in and put back, until the lights go out.

Everybody throws dice of their own, so one seed gives the same people with the same habits.
"""

import asyncio
from contextlib import suppress
from random import Random
from typing import Protocol

from tests.crash.book import Answered, Asked, Book
from waitingroom.core.actors import Actor, GuestActor, StaffActor
from waitingroom.core.commands import (
    Admit,
    Command,
    End,
    Join,
    Leave,
    MoveBack,
    MoveUp,
    PutBack,
    Ready,
)
from waitingroom.core.ids import Version, VisitId
from waitingroom.core.model import MoveReason
from waitingroom.core.value import Value


class Gone(Exception):
    """The process is dead: nobody knows what became of what was asked last."""


class Front(Value):
    """What a clinician sees: who waits, with the revision of the visit, and who is let in."""

    waiting: tuple[tuple[VisitId, Version], ...]
    admitted: tuple[VisitId, ...]


class Premises(Protocol):
    """Where the afternoon takes place. Errors: each of these raises `Gone`."""

    @property
    def clinicians(self) -> tuple[StaffActor, ...]:
        """Who works there."""

    async def arrive(self) -> GuestActor:
        """Somebody new is at the door."""

    async def look(self, actor: StaffActor) -> Front:
        """What this clinician sees now."""

    async def send(self, asked: Asked) -> Answered:
        """Send an intent and wait for its answer."""


async def work(premises: Premises, book: Book, patients: int, dice: str) -> None:
    """All of them at once, until the premises are gone."""
    coming = [_come(premises, book, Random(f"{dice} patient {n}")) for n in range(patients)]  # noqa: S311
    letting_in = [
        _let_in(premises, book, actor, Random(f"{dice} {actor.staff}"))  # noqa: S311
        for actor in premises.clinicians
    ]
    await asyncio.gather(*coming, *letting_in)


async def ask(premises: Premises, book: Book, actor: Actor, command: Command) -> None:
    """One new intent, written down before and after."""
    await again(premises, book, book.ask(actor, command))


async def again(premises: Premises, book: Book, asked: Asked) -> None:
    """Send what is written down already, and note the answer."""
    book.note(asked, await premises.send(asked))


async def _come(premises: Premises, book: Book, dice: Random) -> None:
    with suppress(Gone):
        while True:
            patient = await premises.arrive()
            await ask(premises, book, patient, Join())
            if dice.random() < 0.3:
                await ask(premises, book, patient, Ready(ready=True))
            if dice.random() < 0.15:
                await ask(premises, book, patient, Leave())
            if dice.random() < 0.2:
                await again(premises, book, dice.choice(list(book.asked.values())))


async def _let_in(premises: Premises, book: Book, actor: StaffActor, dice: Random) -> None:
    with suppress(Gone):
        while True:
            command = _choice(await premises.look(actor), dice)
            if command is not None:
                await ask(premises, book, actor, command)


def _choice(front: Front, dice: Random) -> Command | None:
    """What a clinician does next; all of them look at the same few, so they often meet."""
    if front.admitted and dice.random() < 0.5:
        visit = dice.choice(front.admitted)
        return PutBack(visit=visit) if dice.random() < 0.7 else End(visit=visit)
    if not front.waiting:
        return None
    visit, seen = dice.choice(front.waiting)
    if dice.random() < 0.85:
        return Admit(visit=visit, seen=seen)
    move_up = MoveUp(visit=visit, reason=MoveReason.URGENT)
    return move_up if dice.random() < 0.5 else MoveBack(visit=visit)
