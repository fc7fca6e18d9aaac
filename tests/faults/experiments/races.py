"""Two to five clinicians let the same visit in at once, again and again."""

import asyncio
from time import monotonic

from tests.faults.clients import Colleague
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from waitingroom.core.actors import StaffActor
from waitingroom.core.ids import StaffId, VisitId
from waitingroom.core.model import Shelf
from waitingroom.core.refusals import Code
from waitingroom.protocol.messages import Done, NotDone

LOSER_MS = 300.0
SHOWN_S = 5.0


async def races(run: Run) -> None:
    """One is answered Done, and each of the others reads who was first, soon."""
    async with Cluster(Plan(nodes=3, database="postgresql", seed=run.seed)) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=5)
        await crowd.wait_in_line(20)
        told: list[float] = []
        try:
            for _ in range(run.choose(500, 25)):
                racers = run.dice.sample(crowd.staff, run.dice.randint(2, 5))
                await _race(run, racers, run.dice.choice(crowd.guests).visit, told)
        finally:
            await crowd.leave()
        run.measured("loser", told, LOSER_MS)
        await run.judge(crowd)


async def _race(run: Run, racers: list[Colleague], visit: VisitId, told: list[float]) -> None:
    for each in racers:
        await _sees(each, visit, Shelf.LINE)
    began = monotonic()

    async def one(racer: Colleague) -> Done | NotDone:
        answer = await racer.admit(racer.cards[visit])
        if isinstance(answer, NotDone):
            told.append(monotonic() - began)
        return answer

    answers = await asyncio.gather(*map(one, racers))
    run.counts["races"] += 1
    winners = [racer for racer, answer in zip(racers, answers, strict=True) if _won(answer)]
    run.expect(len(winners) == 1, f"{len(winners)} have let {visit} in at once")
    for answer in answers:
        if isinstance(answer, NotDone) and winners:
            _is_told(run, answer, _staff(winners[0]))
    if winners:
        await winners[0].put_back(visit)


def _is_told(run: Run, answer: NotDone, first: StaffId) -> None:
    run.expect(
        answer.code is Code.ALREADY_ADMITTED and answer.by == first and bool(answer.name),
        f"a loser was told {answer.code} by {answer.by}, and the first was {first}",
    )


def _won(answer: Done | NotDone) -> bool:
    return isinstance(answer, Done)


def _staff(colleague: Colleague) -> StaffId:
    assert isinstance(colleague.actor, StaffActor)
    return colleague.actor.staff


async def _sees(colleague: Colleague, visit: VisitId, shelf: Shelf) -> None:
    def shown() -> bool:
        card = colleague.cards.get(visit)
        return card is not None and card.shelf is shelf

    async with asyncio.timeout(SHOWN_S):
        await colleague.until(shown)
