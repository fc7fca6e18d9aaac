"""What the tests of the keeper share: real databases, and a time that passes as a test says."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import databases as databases
from waitingroom.clock import Clock
from waitingroom.core.ids import NodeId
from waitingroom.lease import Keeper, Life
from waitingroom.ledger import Busy, Lease, SqlLedger, open_engine


class Passing(Clock):
    """A clock of one process whose seconds pass when the test says so."""

    def __init__(self) -> None:
        self.passed_s = 0.0
        super().__init__()

    def monotonic(self) -> float:
        return 1000.0 + self.passed_s


class Shut(SqlLedger):
    """The real ledger, which on request can't be reached."""

    is_shut = False

    async def renew(self, lease: Lease) -> Lease:
        if self.is_shut:
            raise Busy
        return await super().renew(lease)


@dataclass
class Process:
    """One process with its keeper, and what it did about a lost lease."""

    keeper: Keeper
    clock: Clock
    ledger: Shut
    done: list[str] = field(default_factory=list)

    async def ends(self) -> None:
        self.done.append("ends")

    async def begins(self) -> None:
        self.done.append("begins")

    async def leaves(self) -> None:
        self.done.append("leaves")


@dataclass
class World:
    """Processes on one database, and their time."""

    clock: Passing
    engine: AsyncEngine
    names: "count[int]" = field(default_factory=lambda: count(1))
    processes: list[Process] = field(default_factory=list)

    async def process(self) -> Process:
        """One more process, with a lease."""
        ledger = Shut(self.engine, clock=self.clock.now)
        keeper = Keeper(ledger, self.clock, lambda: NodeId(f"node-{next(self.names)}"))
        process = Process(keeper, self.clock, ledger)
        keeper.around(Life(process.ends, process.begins, process.leaves))
        await keeper.open()
        self.processes.append(process)
        return process

    async def passes(self, seconds: float, *frozen: Process) -> None:
        """Time in which everybody renews and looks around each second, but for the frozen."""
        for _ in range(int(seconds)):
            self.clock.passed_s += 1
            for each in self.processes:
                if each not in frozen:
                    await each.keeper.renew()
                    if each.keeper.acts:
                        await each.keeper.dead()

    def at(self) -> datetime:
        return self.clock.now()


@pytest.fixture
async def world(databases: object) -> AsyncIterator[World]:
    """A database of this test's own."""
    engine = open_engine(databases.migrated("sqlite"))  # type: ignore[attr-defined]
    made = World(Passing(), engine)
    yield made
    for each in made.processes:
        await each.ledger.end()
    await engine.dispose()
