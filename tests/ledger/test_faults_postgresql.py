"""PostgreSQL that is cut off, frozen, gone, or without its standby: what the ledger then says."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import Databases, PostgreSQL
from tests.ledger.makes import QUEUE, append
from tests.ledger.proxy import Fault, Proxy
from waitingroom.ledger import Busy, OutcomeUnknown, SqlLedger, open_engine

pytestmark = [pytest.mark.fault, pytest.mark.parametrize("kind", ["postgresql"])]


@pytest.fixture
async def proxy(databases: Databases) -> AsyncIterator[Proxy]:
    async with Proxy(databases.postgresql.folder) as listening:
        yield listening


@pytest.fixture
async def far(proxy: Proxy, database_url: str) -> AsyncIterator[SqlLedger]:
    """A ledger on the other side of the proxy, with one entry written."""
    engine = open_engine(database_url.split("?")[0] + f"?host={proxy.folder}")
    ledger = SqlLedger(engine)
    await ledger.append(append(0))
    yield ledger
    await ledger.end()
    await engine.dispose()


async def test_a_commit_whose_answer_is_lost_is_unknown_and_settles_as_done(
    far: SqlLedger, proxy: Proxy
) -> None:
    lost = append(1)
    proxy.commit_meets(Fault.ANSWER_LOST)
    with pytest.raises(OutcomeUnknown):
        await far.append(lost)
    assert await far.settled(QUEUE, lost.batch)
    assert (await far.read(QUEUE)).version == 2


async def test_a_commit_that_never_arrived_is_unknown_and_settles_as_not_done(
    far: SqlLedger, proxy: Proxy
) -> None:
    lost = append(1)
    proxy.commit_meets(Fault.CUT_BEFORE)
    with pytest.raises(OutcomeUnknown):
        await far.append(lost)
    assert not await far.settled(QUEUE, lost.batch)
    assert (await far.read(QUEUE)).version == 1
    await far.append(append(1))
    assert (await far.read(QUEUE)).version == 2


async def test_settling_waits_for_a_commit_that_is_on_its_way(
    far: SqlLedger, proxy: Proxy, databases: Databases
) -> None:
    late = append(1)
    proxy.commit_meets(Fault.HELD_BACK)
    writing = asyncio.create_task(far.append(late))
    async with asyncio.timeout(5):
        await proxy.held.wait()
    settling = asyncio.create_task(far.settled(QUEUE, late.batch))
    await _until(databases.postgresql, WAITS_FOR_LOCK)
    assert not settling.done()
    proxy.release.set()
    await writing
    assert await settling


async def test_a_commit_that_arrives_after_it_was_settled_as_not_done_changes_nothing(
    far: SqlLedger, proxy: Proxy
) -> None:
    late = append(1)
    proxy.commit_meets(Fault.HELD_BACK)
    with pytest.raises(OutcomeUnknown):
        await far.append(late)
    assert not await far.settled(QUEUE, late.batch)
    proxy.release.set()
    await far.append(append(1))
    assert not await far.settled(QUEUE, late.batch)
    tail = await far.read(QUEUE)
    assert [each.version for each in tail.entries] == [1, 2]


async def test_of_50_lost_answers_none_is_doubled_or_guessed(far: SqlLedger, proxy: Proxy) -> None:
    version = 1
    for each in range(50):
        lost = append(version)
        proxy.commit_meets(Fault.ANSWER_LOST if each % 2 else Fault.CUT_BEFORE)
        with pytest.raises(OutcomeUnknown):
            await far.append(lost)
        version += await far.settled(QUEUE, lost.batch)
        assert (await far.read(QUEUE)).version == version
    assert version == 26
    assert await far.verify(QUEUE) is None


async def test_a_connection_that_is_ended_before_the_commit_changes_nothing(
    far: SqlLedger, engine: AsyncEngine, databases: Databases
) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("SELECT * FROM ledger_queue FOR UPDATE"))
        waiting = asyncio.create_task(far.append(append(1)))
        await _until(databases.postgresql, WAITS_FOR_LOCK)
        databases.postgresql.say(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        )
        with pytest.raises(Busy):
            await waiting
    assert (await far.read(QUEUE)).version == 1
    await far.append(append(1))


async def test_a_queue_that_another_holds_is_busy_after_about_a_second(
    far: SqlLedger, engine: AsyncEngine
) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("SELECT * FROM ledger_queue FOR UPDATE"))
        started = time.monotonic()
        with pytest.raises(Busy):
            await far.append(append(1))
        assert 0.8 < time.monotonic() - started < 3.5


async def test_a_writer_that_stops_inside_its_transaction_holds_a_queue_for_two_seconds_at_most(
    far: SqlLedger, engine: AsyncEngine
) -> None:
    connection = await engine.writer.connect().start()  # type: ignore[attr-defined]
    await connection.execute(text("SELECT * FROM ledger_queue FOR UPDATE"))
    async with asyncio.timeout(5):
        while (await far.read(QUEUE)).version < 2:
            try:
                await far.append(append(1))
            except Busy:
                continue
    with pytest.raises(DBAPIError):
        await connection.execute(text("SELECT 1"))
    await connection.close()


async def test_a_server_that_says_nothing_is_busy_within_two_seconds_and_goes_on_by_itself(
    far: SqlLedger, proxy: Proxy
) -> None:
    proxy.freeze()
    started = time.monotonic()
    verbs = (far.append(append(1)), far.read(QUEUE), far.versions([QUEUE]))
    told = await asyncio.gather(*verbs, return_exceptions=True)
    assert [type(each) for each in told] == [Busy, Busy, Busy]
    assert time.monotonic() - started < 3.5
    proxy.thaw()
    await _goes_on(far)
    assert (await far.read(QUEUE)).version == 2


async def test_a_server_that_is_gone_is_busy_at_once_and_goes_on_by_itself(
    far: SqlLedger, proxy: Proxy
) -> None:
    await proxy.stop()
    started = time.monotonic()
    for _ in range(3):
        with pytest.raises(Busy):
            await far.append(append(1))
    assert time.monotonic() - started < 2.0
    await proxy.listen()
    await _goes_on(far)
    assert (await far.read(QUEUE)).version == 2


async def _goes_on(ledger: SqlLedger) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                await ledger.append(append(1))
            except Busy:
                await asyncio.sleep(0.05)
            else:
                return


async def test_a_commit_that_was_not_copied_to_the_standby_is_unknown(
    ledger: SqlLedger, databases: Databases
) -> None:
    server = databases.postgresql
    await ledger.append(append(0))
    try:
        server.say(
            "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()"
        )
        await _until(server, "SHOW synchronous_standby_names", "nobody")
        lost = append(1)
        waiting = asyncio.create_task(ledger.append(lost))
        await _until(server, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
        server.say("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event='SyncRep'")
        with pytest.raises(OutcomeUnknown, match="01000"):
            await waiting
    finally:
        server.say("ALTER SYSTEM RESET ALL", "SELECT pg_reload_conf()")
    await _until(server, "SHOW synchronous_standby_names", "")
    assert await ledger.settled(QUEUE, lost.batch)
    await ledger.append(append(2))


async def test_an_error_never_quotes_the_row_it_is_about(engine: AsyncEngine) -> None:
    secret = "Prøve Pedersen"
    with pytest.raises(DBAPIError) as caught:
        async with engine.begin() as connection:
            await connection.execute(
                text("INSERT INTO ledger_event (queue, version, actor) VALUES ('q', 1, :name)"),
                {"name": secret},
            )
    told: list[str] = []
    error: BaseException | None = caught.value
    while error is not None:
        told.append(f"{error} {error!r}")
        error = error.__cause__
    assert len(told) == 3
    assert not [each for each in told if secret in each]


WAITS_FOR_LOCK = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


async def _until(server: PostgreSQL, question: str, answer: str = "1") -> None:
    async with asyncio.timeout(10):
        while True:
            if await asyncio.to_thread(server.say, question) == answer:
                return
            await asyncio.sleep(0.02)
