"""The house as it is opened: what is in it, what it refuses, what it does by itself."""

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from waitingroom import app, demo
from waitingroom.app import house
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Join, Leave, Remove, Transfer
from waitingroom.core.ids import OpId, QueueId, StaffId, Version
from waitingroom.core.model import RemoveReason
from waitingroom.core.value import Private
from waitingroom.desk import Done
from waitingroom.effects import Kind
from waitingroom.ledger import Append, Busy, Effect, Entry, NotMigrated
from waitingroom.settings import Settings


async def test_an_empty_folder_becomes_a_small_clinic_and_stays_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    async with house(settings) as opened:
        await demo.fill(opened)
        (unit,) = opened.directory.units()
        (queue,) = opened.directory.queues_of(unit.id)
        expected = len((await opened.desk.queue(queue.id)).visits)
    ways = demo.read(settings)
    assert ways is not None
    assert expected == len(demo.VISITS)
    assert all(each.link.startswith(settings.origin + "/l#") for each in ways.guests)
    async with house(settings) as opened:
        assert len((await opened.desk.queue(queue.id)).visits) == expected
        who = ways.staff[0]
        assert await opened.accounts.verify(who.login, Private(who.password), opened.clock.now())


async def test_people_are_kept_from_the_end_of_their_visit(tmp_path: Path) -> None:
    async with house(Settings(data=tmp_path)) as opened:
        await demo.fill(opened)
        (unit,) = opened.directory.units()
        (queue,) = opened.directory.queues_of(unit.id)
        visit = next(iter((await opened.desk.queue(queue.id)).visits.values()))
        guest = visit.guests[0].id
        actor = GuestActor(guest=guest, visit=visit.id)
        await opened.desk.ask(queue.id, OpId("join"), Join(), actor)
        assert isinstance(await opened.desk.ask(queue.id, OpId("leave"), Leave(), actor), Done)
        ended = opened.clock.now()
        # The demo keeps its people a month from now; the end of the visit is what counts instead.
        later = ended + timedelta(days=1)
        async with asyncio.timeout(10):
            while opened.directory.person(guest) is not None:
                await opened.directory.erase_people(later)


async def test_who_is_transferred_is_kept_for_the_appointment_that_is_to_come(
    tmp_path: Path,
) -> None:
    async with house(Settings(data=tmp_path)) as opened:
        await demo.fill(opened)
        (unit,) = opened.directory.units()
        (queue,) = opened.directory.queues_of(unit.id)
        moved, left = list((await opened.desk.queue(queue.id)).visits.values())[:2]
        staff = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)
        commands: tuple[Transfer | Remove, ...] = (
            Transfer(visit=moved.id, to=QueueId("other")),
            Remove(visit=left.id, reason=RemoveReason.OTHER),
        )
        for nth, command in enumerate(commands):
            assert isinstance(
                await opened.desk.ask(queue.id, OpId(f"op-{nth}"), command, staff), Done
            )
        later = opened.clock.now() + timedelta(days=1)
        async with asyncio.timeout(10):
            while opened.directory.person(left.guests[0].id) is not None:
                await opened.directory.erase_people(later)
        assert opened.directory.person(moved.guests[0].id) is not None


async def test_a_house_that_can_not_write_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(Settings(data=tmp_path)) as opened, httpx2.AsyncClient() as client:
        node = app.handoff(opened, "http://127.0.0.1:9", client)
        found = await app.ready(opened, node)()
        assert (found.ready, found.parts) == (
            True,
            {"ledger": True, "lease": True, "conference": False, "log": True},
        )

        async def full(*_: object) -> None:
            raise Busy

        monkeypatch.setattr(opened.ledger, "keep", full)
        assert (await app.ready(opened, node)()).ready is False


async def test_a_database_that_can_not_be_reached_is_refused_with_a_sentence(
    tmp_path: Path,
) -> None:
    nowhere = "postgresql+asyncpg://nobody:secret@/nowhere?host=/nowhere"
    with pytest.raises(NotMigrated, match="can't be reached") as refused:
        async with house(Settings(data=tmp_path, database=nowhere)):
            raise AssertionError("opened")
    assert "secret" not in str(refused.value)


async def test_a_conference_that_a_dead_process_was_preparing_is_prepared_at_once(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path)
    effect = Effect(version=Version(1), kind=Kind.PREPARE_CONFERENCE, body=b"{}")
    async with house(settings) as dying:
        now = dying.clock.now()
        entry = Entry(version=Version(1), at=now, actor="node:n", kind="QueueOpened", body=b"{}")
        await dying.ledger.append(
            Append(
                queue=QueueId("q"),
                expected=Version(0),
                batch="b",
                entries=(entry,),
                effects=(effect,),
            )
        )
        assert len(await dying.ledger.claim("dying", dying.clock.now(), 1)) == 1
    async with house(settings) as living:
        (claimed,) = await living.ledger.claim("living", living.clock.now(), 1)
        assert claimed.tries == 2
