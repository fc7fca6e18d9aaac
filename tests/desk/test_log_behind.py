"""A log that is shorter than a replica of it: nothing is decided until a new life is begun."""

from sqlalchemy import text

from tests.desk.conftest import now
from tests.desk.people import ADA, QUEUE, admits, asks, clinician, waits
from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import CloseQueue, Tick
from waitingroom.core.ids import NodeId
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk, Done
from waitingroom.ledger import SqlLedger, open_engine

BEHIND = Refused(code=Code.LOG_BEHIND)


async def put_back(url: str, version: int) -> None:
    """What a restore of an older copy does to a queue, as far as a desk can see."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        for statement in (
            "DELETE FROM ledger_event WHERE version > :version",
            "UPDATE ledger_queue SET version = :version",
            "DELETE FROM ledger_answer WHERE version > :version",
        ):
            await connection.execute(text(statement), {"version": version})
    await engine.dispose()


async def test_a_replica_ahead_of_its_log_decides_nothing_on_any_node(
    desks: tuple[Desk, Desk], database_url: str
) -> None:
    one, two = desks
    await waits(one)
    await one.look()
    await two.queue(QUEUE)
    await put_back(database_url, 1)
    await one.catch_up()
    await two.catch_up()
    assert await admits(one, "anna") == BEHIND
    assert await admits(two, "bo") == BEHIND
    # Our own asking goes on until it is mended: an effect is not given up for that.
    tick = await one.ask(QUEUE, None, Tick(), SystemActor(node=NodeId("n")))
    assert tick == Refused(code=Code.BUSY)


async def test_it_is_noticed_at_the_next_decision_too_and_not_remembered(
    desks: tuple[Desk, Desk], database_url: str, ledgers: tuple[SqlLedger, SqlLedger]
) -> None:
    one, _ = desks
    visit = await waits(one)
    await put_back(database_url, 1)
    assert await admits(one, "anna") == BEHIND
    assert (await one.queue(QUEUE)).visits[ADA.visit] == visit
    assert await ledgers[0].versions([QUEUE]) == {QUEUE: 1}


async def test_a_new_life_drops_what_was_known_and_goes_on(
    desks: tuple[Desk, Desk], database_url: str, ledgers: tuple[SqlLedger, SqlLedger]
) -> None:
    one, two = desks
    await waits(one)
    await two.queue(QUEUE)
    for desk in desks:
        await desk.look()
    await put_back(database_url, 1)
    await one.catch_up()
    heard: list[str] = []
    two.follow(lambda life: heard.append(life.epoch))
    await ledgers[0].begin_life(now(), dropped=(), tried=())
    for desk in desks:
        await desk.catch_up()
        assert ADA.visit not in (await desk.queue(QUEUE)).visits
        assert not desk.is_behind(QUEUE)
    assert heard == [await ledgers[0].epoch()]
    assert isinstance(await asks(two, clinician("anna"), CloseQueue()), Done)


async def test_a_version_that_somebody_can_prove_is_looked_for_before_it_is_believed(
    desks: tuple[Desk, Desk], ledgers: tuple[SqlLedger, SqlLedger]
) -> None:
    one, two = desks
    await two.queue(QUEUE)
    await waits(one)
    version = (await one.queue(QUEUE)).version
    await two.was_at(QUEUE, version)
    assert not two.is_behind(QUEUE)
    await two.was_at(QUEUE, type(version)(version + 1))
    assert two.is_behind(QUEUE)
    assert (await ledgers[0].life()).behind == {QUEUE}


async def test_a_doubt_outlives_the_process(
    desks: tuple[Desk, Desk], ledgers: tuple[SqlLedger, SqlLedger]
) -> None:
    one, two = desks
    version = (await waits(one)).revision
    await one.was_at(QUEUE, type(version)(version + 9))
    await two.look()
    assert await admits(two, "bo") == BEHIND
