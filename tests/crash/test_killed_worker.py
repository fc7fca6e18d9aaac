"""The worker is killed fifty times between the admission and the news of the room: one right room.

The places where it dies: just admitted; the node asked and nothing made; the room made and nobody
told of it; the answer on its way; the conference ready and the page not there to hear of it.
"""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from tests.crash import worker_process as w
from tests.crash.nursery import nursery
from tests.crash.promises import opened
from waitingroom import clinic
from waitingroom.app import house
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.ids import QueueId
from waitingroom.core.value import Private
from waitingroom.desk.replica import happened
from waitingroom.handoff import Admitted, Naming
from waitingroom.ledger import own

PATIENCE_S = 60.0
LIVES = 50
PLACES = ("admitted", "asked", "made", "answered", "ready")

Said = TypeVar("Said", bound=w.ToParent)

_decoder: msgspec.json.Decoder[w.ToParent] = msgspec.json.Decoder(w.ToParent)


class Life:
    """One life of the process, from birth to the kill."""

    def __init__(self, folder: Path, queue: QueueId, rooms: list[Admitted]) -> None:
        self._folder = folder
        self._queue = queue
        self._rooms = rooms

    async def __aenter__(self) -> "Life":
        ours, theirs = socket.socketpair()
        self._process = nursery().Process(
            target=w.live, args=(theirs, self._folder, self._queue), daemon=True
        )
        self._process.start()
        theirs.close()
        self._reader, self._writer = await asyncio.open_connection(sock=ours)
        await self.hears(w.Listening)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.kill()
        await asyncio.to_thread(self._process.join)
        self._writer.close()

    def says(self, what: w.FromParent) -> None:
        self._writer.write(msgspec.json.encode(what) + b"\n")

    async def hears(
        self, kind: type[Said], is_it: Callable[[Said], bool] = lambda said: True
    ) -> Said:
        """The next line of that kind; what comes before it is passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                said = _decoder.decode(await self._reader.readline())
                if isinstance(said, kind) and is_it(said):
                    return said

    async def admits(self, patient: str) -> None:
        """The patient comes, waits and is let in."""
        self.says(w.Come(patient=patient))
        await self.hears(w.Waits)
        self.says(w.LetIn(patient=patient))

    async def dies_at(self, place: str, patient: str) -> None:
        """Live until there."""
        if place == "admitted":
            await self.hears(w.IsIn)
            return
        visit = w.visit_of(patient)
        asked = await self.hears(w.Prepare, lambda said: said.admitted.visit == visit)
        if place == "asked":
            return
        self._rooms.append(asked.admitted)
        if place == "made":
            return
        self.says(w.Made())
        if place == "ready":
            await self.hears(w.WasTold)

    async def tells(self, patient: str) -> w.WasTold:
        """The patient's page comes back, whatever was left undone is done, and they are told."""
        self.says(w.Come(patient=patient))
        waiting = asyncio.create_task(self.hears(w.WasTold, lambda said: said.patient == patient))
        while not waiting.done():
            # Whether the room is still to be made depends on where the life before ended.
            self.says(w.Made())
            await asyncio.wait([waiting], timeout=0.02)
        return await waiting


@pytest.mark.fault
async def test_every_patient_is_told_exactly_one_right_room(tmp_path: Path) -> None:
    queue, naming = await founded(tmp_path)
    rooms: list[Admitted] = []
    for nth in range(LIVES + 1):
        async with Life(tmp_path, queue, rooms) as life:
            if nth > 0:
                told = await life.tells(f"p{nth - 1}")
                right = Admitted(queue=queue, visit=w.visit_of(f"p{nth - 1}"), admission=1)
                assert (told.alias, told.is_let_in) == (naming.alias(right), True)
            if nth < LIVES:
                await life.admits(f"p{nth}")
                await life.dies_at(PLACES[nth % len(PLACES)], f"p{nth}")
    assert {each.admission for each in rooms} == {1}
    await stands_once(tmp_path / "waitingroom.db", queue)


async def founded(folder: Path) -> tuple[QueueId, Naming]:
    """A clinic with one open queue, and the names its conferences will have."""
    with own(folder / "waitingroom.db"):
        async with house(w.settings(folder)) as opened_house:
            await clinic.begin(opened_house, "admin", Private("a long and plain passphrase"))
            unit = opened_house.directory.units()[0]
            queue = opened_house.directory.queues_of(unit.id)[0].id
            await opened_house.desk.ask(queue, None, c.OpenQueue(), w.ANNA)
            return queue, opened_house.naming


async def stands_once(file: Path, queue: QueueId) -> None:
    """Each visit was let in once, its conference became ready once, no receipt is there twice."""
    async with opened(file) as ledger:
        assert await ledger.verify(queue) is None
        log = [each.event for each in map(happened, await ledger.log(queue))]
    everybody = sorted(w.visit_of(f"p{nth}") for nth in range(LIVES))
    for kind in (e.VisitAdmitted, e.ConferenceReady):
        assert sorted(each.visit for each in log if isinstance(each, kind)) == everybody, kind
    # A receipt that was on its way when the process was killed is lost, and the next page gives it.
    for receipt in (e.GuestTold, e.GuestSaw):
        visits = [each.visit for each in log if isinstance(each, receipt)]
        assert len(set(visits)) == len(visits), receipt
    assert not [each for each in log if isinstance(each, e.ConferenceFailed | e.VisitPutBack)]
