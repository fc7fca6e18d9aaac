"""Clinicians who admit the same patient in the same moment, on real databases."""

import asyncio

import pytest

from tests.desk.people import ADA, QUEUE, asks, clinician, op_id, waits
from waitingroom.core.commands import Admit, PutBack
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk, Done

ROUNDS = 500
CLINICIANS = tuple(f"clinician{n}" for n in range(8))


@pytest.mark.timeout(240)
async def test_of_eight_who_admit_at_once_one_wins_and_the_others_read_who(
    desks: tuple[Desk, Desk],
) -> None:
    await waits(desks[0])
    for round_ in range(ROUNDS):
        await one_round(desks, round_)


async def one_round(desks: tuple[Desk, Desk], round_: int) -> None:
    visit = (await desks[round_ % 2].queue(QUEUE)).visits[ADA.visit]
    admit = Admit(visit=visit.id, seen=visit.revision)
    replies = await asyncio.gather(
        *(
            desks[nth % 2].ask(QUEUE, op_id(), admit, clinician(name))
            for nth, name in enumerate(CLINICIANS)
        )
    )
    winners = [
        name for name, reply in zip(CLINICIANS, replies, strict=True) if isinstance(reply, Done)
    ]
    assert len(winners) == 1
    for reply in replies:
        if isinstance(reply, Refused):
            assert (reply.code, reply.by) == (Code.ALREADY_ADMITTED, winners[0])
    await everybody_knows(desks)
    back = await asks(desks[round_ % 2], clinician(winners[0]), PutBack(visit=visit.id))
    assert isinstance(back, Done)
    await everybody_knows(desks)


async def everybody_knows(desks: tuple[Desk, Desk]) -> None:
    for desk in desks:
        await desk.catch_up()
