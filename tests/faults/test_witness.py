"""The witness in the database tells who wrote without a lease, and of nobody else."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from tests.engines import Databases
from tests.faults.checks import opened
from tests.faults.witness import Witness
from waitingroom.core.ids import NodeId, QueueId, Version
from waitingroom.ledger import Append, Entry, Fence, SqlLedger

pytestmark = pytest.mark.fault

NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    made = Databases(tmp_path_factory.mktemp("witness"))
    yield made
    made.stop()


@pytest.fixture
def url(databases: Databases) -> str:
    databases.postgresql.say("DROP ROLE IF EXISTS node2", "CREATE ROLE node2 LOGIN SUPERUSER")
    return databases.migrated("postgresql")


@pytest.fixture
def witness(databases: Databases, url: str) -> Witness:
    return Witness(databases.postgresql, urlsplit(url).path.strip("/"))


@pytest.fixture
async def ledger(url: str, witness: Witness) -> AsyncIterator[SqlLedger]:
    async with opened(url) as first:
        yield first


def append(version: int, fence: Fence | None) -> Append:
    entry = Entry(
        version=Version(version), at=NINE, actor="guest:g", kind="VisitArrived", body=b"{}"
    )
    return Append(
        queue=QueueId("q"),
        expected=Version(version - 1),
        batch=f"batch{version}",
        entries=(entry,),
        fence=fence,
    )


async def test_who_writes_under_their_lease_is_not_named(
    ledger: SqlLedger, witness: Witness
) -> None:
    lease = await ledger.open_lease(NodeId("a"))
    await ledger.append(append(1, lease.fence))
    assert witness.leases("postgres") == [lease.fence]
    assert witness.stale() == []


async def test_who_writes_when_their_lease_was_taken_is_named_though_others_have_one(
    ledger: SqlLedger, witness: Witness, url: str
) -> None:
    lease = await ledger.open_lease(NodeId("a"))
    async with opened(url.replace("postgres@", "node2@")) as other:
        theirs = await other.open_lease(NodeId("b"))
        await ledger.give_back(lease)
        assert await other.take_over(theirs, lease.fence)
    assert (witness.leases("postgres"), witness.leases("node2")) == ([], [theirs.fence])
    await ledger.append(append(1, None))
    assert witness.stale() == ["postgres wrote VisitArrived at version 1 and had no lease"]
