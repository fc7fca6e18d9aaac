"""The command for who put an older copy in place, and the house that opens after it."""

import asyncio
from pathlib import Path

import pytest

from tests.app.test_clinic import Operator
from tests.app.test_clinic import operator as operator
from tests.ledger.makes import NOON, QUEUE, append, effect
from waitingroom import app
from waitingroom.core.model import Queue
from waitingroom.effects import Kind
from waitingroom.ledger import Life, SqlLedger, migrate, open_engine, own
from waitingroom.restored import DROPPED, TRIED
from waitingroom.restoring import is_whole
from waitingroom.settings import Settings


async def prepared(settings: Settings) -> Life:
    """A ledger with a text message and a telephone that are still to be done."""
    await migrate(settings.database_url)
    engine = open_engine(settings.database_url)
    ledger = SqlLedger(engine)
    open_ = tuple(effect(1, kind) for kind in (*DROPPED, *TRIED, Kind.CLOSE_CONFERENCE))
    await ledger.append(append(0, effects=open_))
    life = await ledger.life()
    await ledger.doubt(QUEUE, append(0).expected, life.epoch)
    await ledger.end()
    await engine.dispose()
    return life


async def left(settings: Settings) -> tuple[Life, dict[str, int]]:
    engine = open_engine(settings.database_url)
    ledger = SqlLedger(engine)
    life = await ledger.life()
    claimed = await ledger.claim("worker", NOON.replace(year=2100), limit=9)
    await ledger.end()
    await engine.dispose()
    return life, {each.kind: each.tries for each in claimed}


def test_a_new_life_begins_and_nothing_that_may_have_been_done_is_done_again(
    operator: Operator, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path)
    before = asyncio.run(prepared(settings))
    code, said = operator.types("restored")
    assert code == 0
    assert "new epoch" in said
    assert "not sent again: 1" in said
    life, effects = asyncio.run(left(settings))
    assert life.epoch != before.epoch
    assert life.restored_at is not None
    assert life.behind == frozenset()
    assert effects == {Kind.RING_UP: 2, Kind.CLOSE_CONFERENCE: 1}


def test_it_wants_the_server_stopped(operator: Operator, tmp_path: Path) -> None:
    with own(tmp_path / "waitingroom.db"):
        code, said = operator.types("restored")
    assert code == 1
    assert "Stop it first" in said


@pytest.fixture
def clinic(operator: Operator) -> Operator:
    assert operator.types("add-unit", "Lægerne Prøve", "proeve")[0] == 0
    return operator


async def opened(settings: Settings, times: int = 1) -> list[Queue]:
    """All queues of a house that begins to serve."""
    async with app.house(settings) as house:
        for _ in range(times):
            await house.restoring.look(house.clock.now())
        return house.desk.loaded()


def test_every_queue_takes_people_back_from_the_moment_in_which_the_server_is_there(
    clinic: Operator, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path)
    (never,) = asyncio.run(opened(settings))
    assert never.restoration is None
    assert clinic.types("restored")[0] == 0
    # Another command opens the house too, and nobody can come back while it runs.
    assert clinic.types("set-rules", "proeve", "--places", "hidden")[0] == 0
    (begun,) = asyncio.run(opened(settings, times=2))
    assert begun.restoring is not None
    assert begun.at == begun.restoring.since
    (again,) = asyncio.run(opened(settings))
    assert again.version == begun.version


def test_a_process_that_is_not_ready_for_a_queue_says_so(clinic: Operator, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)

    async def parts() -> tuple[bool, bool]:
        async with app.house(settings) as house:
            (queue,) = house.desk.loaded()
            before = is_whole(house.desk)
            await house.desk.was_at(queue.id, type(queue.version)(queue.version + 1))
            await house.desk.look()
            return before, is_whole(house.desk)

    assert asyncio.run(parts()) == (True, False)
