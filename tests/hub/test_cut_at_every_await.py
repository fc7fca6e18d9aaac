"""A page is cut, or its task cancelled, at every await of a command: it is complete or absent."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

import pytest
from msgspec import to_builtins

from tests.hub.hall import ANNA, QUEUE, Hall, Page, colleague, op_id
from tests.hub.stepping import Steps
from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, GuestActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.value import Value
from waitingroom.desk import Done

Blow = Callable[[Page, Steps], None]

FEWEST = 5
"""A command that is written to a disk stands still oftener than that."""


def cut(page: Page, steps: Steps) -> None:
    """The line breaks."""
    page.leaves(1006)


def cancelled(page: Page, steps: Steps) -> None:
    """The line breaks, and whoever handles the question is told to stop."""
    page.leaves(1006)
    assert steps.first is not None
    steps.first.cancel()


class Act(Value):
    """One command. Shape: `kind` is the event that it is about; `ready` makes page and command."""

    kind: str
    actor: Callable[[Hall, str], Actor]
    ready: Callable[[Hall, str], Awaitable[tuple[Page, c.Command]]]


def _guest(hall: Hall, name: str) -> Actor:
    return GuestActor(guest=GuestId(name), visit=VisitId(f"v{name}"), walk_in=True)


def _anna(hall: Hall, name: str) -> Actor:
    return colleague(ANNA)


async def _join(hall: Hall, name: str) -> tuple[Page, c.Command]:
    return await hall.greeted(await hall.guest(name)), c.Join()


async def _admit(hall: Hall, name: str) -> tuple[Page, c.Command]:
    await hall.waits(name)
    visit = hall.visit(f"v{name}")
    return await hall.board(), c.Admit(visit=visit.id, seen=visit.revision)


async def _put_back(hall: Hall, name: str) -> tuple[Page, c.Command]:
    await hall.waits(name)
    await hall.admits(name)
    return await hall.board(), c.PutBack(visit=VisitId(f"v{name}"))


ACTS = (
    Act(kind="VisitArrived", actor=_guest, ready=_join),
    Act(kind="VisitAdmitted", actor=_anna, ready=_admit),
    Act(kind="VisitPutBack", actor=_anna, ready=_put_back),
)


@pytest.mark.parametrize("blow", [cut, cancelled])
@pytest.mark.parametrize("act", ACTS, ids=[act.kind for act in ACTS])
async def test_a_command_is_complete_or_absent_wherever_its_page_is_cut(
    hall: Hall, act: Act, blow: Blow
) -> None:
    await hall.quiet()
    for number in count(1):
        steps = await _struck(hall, act, blow, number)
        if not steps.struck:
            break
    assert number > FEWEST


async def _struck(hall: Hall, act: Act, blow: Blow, number: int) -> Steps:
    """One visit of its own, and its command struck at the await of that number."""
    name = f"{act.kind.lower()}{number}"
    page, command = await act.ready(hall, name)
    await hall.quiet()
    asked, steps = op_id(), Steps()
    before = await _times(hall, act)
    with steps.strikes(number, lambda steps: blow(page, steps)):
        page.says("Ask", ref=1, op_id=asked, command=to_builtins(command))
        assert steps.first is not None
        await asyncio.wait({steps.first})
    await hall.quiet()
    written = await _times(hall, act) - before
    assert written in (0, 1)
    assert len(await hall.ledger.answers(QUEUE, [asked])) == written, "it was half done"
    actor = act.actor(hall, name)
    first = await hall.desk.ask(QUEUE, asked, command, actor)
    assert isinstance(first, Done)
    assert await hall.desk.ask(QUEUE, asked, command, actor) == first
    assert await _times(hall, act) - before == 1
    return steps


async def _times(hall: Hall, act: Act) -> int:
    return (await hall.kinds()).count(act.kind)
