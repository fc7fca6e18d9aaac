"""Sign-ins of staff: as long as a working day, not while nobody is there, ended everywhere."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.directory.held import Held
from waitingroom.core.ids import StaffId
from waitingroom.identity import SignInId, SignIns, StaffSignIn
from waitingroom.identity.signins import IDLE, LIFE
from waitingroom.ledger import Busy

NOW = datetime(2026, 3, 2, 7, 0, 0, 123456, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
ANNA = StaffId("staff-1")
BO = StaffId("staff-2")


async def test_a_member_of_staff_is_signed_in_from_now_for_a_working_day(
    sign_ins: SignIns,
) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    assert begun == StaffSignIn(id=begun.id, staff=ANNA, expires_at=NOW + timedelta(hours=12))
    assert len(begun.id) == 16
    assert sign_ins.current(begun.id, NOW) == begun


async def test_nobody_is_signed_in_by_an_unknown_id(sign_ins: SignIns) -> None:
    await sign_ins.begin(ANNA, NOW)
    assert sign_ins.current(SignInId("none"), NOW) is None
    assert not sign_ins.lasts(SignInId("none"), NOW)


async def test_a_day_of_work_ends_after_twelve_hours_however_busy(sign_ins: SignIns) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    for hour in range(12):
        assert sign_ins.current(begun.id, NOW + timedelta(hours=hour)) == begun
    assert sign_ins.current(begun.id, NOW + LIFE - INSTANT) == begun
    assert sign_ins.current(begun.id, NOW + LIFE) is None


async def test_a_sign_in_ends_after_two_hours_without_use(sign_ins: SignIns) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    assert sign_ins.current(begun.id, NOW + IDLE - INSTANT) == begun
    assert sign_ins.current(begun.id, NOW + 2 * IDLE - 2 * INSTANT) == begun
    assert sign_ins.current(begun.id, NOW + 3 * IDLE) is None


async def test_an_idle_sign_in_cannot_be_used_back_to_life(sign_ins: SignIns) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    assert sign_ins.current(begun.id, NOW + IDLE) is None
    assert sign_ins.current(begun.id, NOW + IDLE) is None
    assert not sign_ins.lasts(begun.id, NOW + IDLE)


async def test_what_a_page_does_by_itself_is_no_use(sign_ins: SignIns) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    for minutes in range(120):
        assert sign_ins.lasts(begun.id, NOW + minutes * MINUTE)
    assert not sign_ins.lasts(begun.id, NOW + IDLE)


async def test_use_that_is_reported_late_does_not_shorten_the_time(sign_ins: SignIns) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    sign_ins.current(begun.id, NOW + 60 * MINUTE)
    sign_ins.current(begun.id, NOW + 10 * MINUTE)
    assert sign_ins.lasts(begun.id, NOW + 179 * MINUTE)


async def test_an_ended_sign_in_is_over_at_once_and_after_a_restart(
    sign_ins: SignIns, other_engine: AsyncEngine
) -> None:
    ended, kept = await sign_ins.begin(ANNA, NOW), await sign_ins.begin(ANNA, NOW)
    await sign_ins.end(ended.id, NOW)
    await sign_ins.end(ended.id, NOW)
    again = SignIns(other_engine)
    await again.start(NOW)
    for node in (sign_ins, again):
        assert node.current(ended.id, NOW) is None
        assert node.current(kept.id, NOW) == kept


async def test_all_sign_ins_of_one_person_end_and_no_others(
    sign_ins: SignIns, other_sign_ins: SignIns
) -> None:
    phone, desk = await sign_ins.begin(ANNA, NOW), await other_sign_ins.begin(ANNA, NOW)
    bo = await sign_ins.begin(BO, NOW)
    await sign_ins.end_staff(ANNA, NOW)
    for node in (sign_ins, other_sign_ins):
        await node.refresh(NOW)
        assert node.current(phone.id, NOW) is None
        assert node.current(desk.id, NOW) is None
        assert node.current(bo.id, NOW) == bo


async def test_a_sign_in_survives_a_restart_with_its_use(
    sign_ins: SignIns, other_engine: AsyncEngine
) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    sign_ins.current(begun.id, NOW + 100 * MINUTE)
    await sign_ins.refresh(NOW + 100 * MINUTE)
    again = SignIns(other_engine)
    await again.start(NOW + 150 * MINUTE)
    assert again.current(begun.id, NOW + 150 * MINUTE) == begun


async def test_use_on_one_node_is_known_on_the_other(
    sign_ins: SignIns, other_sign_ins: SignIns
) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    await other_sign_ins.refresh(NOW)
    for minutes in range(0, 600, 50):
        at = NOW + minutes * MINUTE
        assert sign_ins.current(begun.id, at) == begun
        await sign_ins.refresh(at)
        await other_sign_ins.refresh(at)
        assert other_sign_ins.lasts(begun.id, at + 115 * MINUTE)
    # The later use counts, whichever node saw it and whichever wrote it down last.
    assert other_sign_ins.current(begun.id, NOW + 630 * MINUTE) == begun
    await other_sign_ins.refresh(NOW + 630 * MINUTE)
    await sign_ins.refresh(NOW + 630 * MINUTE)
    assert sign_ins.lasts(begun.id, NOW + 719 * MINUTE)


# --- who listens


@pytest.fixture
def heard(sign_ins: SignIns) -> list[SignInId]:
    """The sign-ins whose end the first node's listener was told of."""
    told: list[SignInId] = []
    sign_ins.on_ended(told.append)
    return told


async def test_who_listens_hears_of_each_end_once(sign_ins: SignIns, heard: list[SignInId]) -> None:
    one, two, three = [await sign_ins.begin(ANNA, NOW) for _ in range(3)]
    await sign_ins.end(two.id, NOW)
    assert heard == [two.id]
    await sign_ins.end_staff(ANNA, NOW)
    await sign_ins.end(one.id, NOW)
    await sign_ins.refresh(NOW)
    assert heard == [two.id, one.id, three.id]


async def test_who_stopped_listening_hears_nothing(sign_ins: SignIns) -> None:
    told: list[SignInId] = []
    stop = sign_ins.on_ended(told.append)
    stop()
    begun = await sign_ins.begin(ANNA, NOW)
    await sign_ins.end(begun.id, NOW)
    assert told == []


async def test_an_end_on_another_node_is_heard_at_the_next_look(
    sign_ins: SignIns, other_sign_ins: SignIns, heard: list[SignInId]
) -> None:
    begun = await sign_ins.begin(ANNA, NOW)
    await other_sign_ins.end(begun.id, NOW)
    await sign_ins.refresh(NOW + timedelta(seconds=5))
    assert heard == [begun.id]
    assert sign_ins.current(begun.id, NOW + timedelta(seconds=5)) is None


async def test_the_end_by_time_is_heard_at_the_next_look(
    sign_ins: SignIns, heard: list[SignInId]
) -> None:
    idle = await sign_ins.begin(ANNA, NOW)
    await sign_ins.refresh(NOW + IDLE - INSTANT)
    assert heard == []
    await sign_ins.refresh(NOW + IDLE)
    await sign_ins.refresh(NOW + IDLE + MINUTE)
    assert heard == [idle.id]


async def test_the_end_of_the_working_day_is_heard_at_the_next_look(
    sign_ins: SignIns, heard: list[SignInId]
) -> None:
    busy = await sign_ins.begin(ANNA, NOW)
    for hour in range(12):
        sign_ins.current(busy.id, NOW + timedelta(hours=hour))
        await sign_ins.refresh(NOW + timedelta(hours=hour))
    assert heard == []
    await sign_ins.refresh(NOW + LIFE)
    assert heard == [busy.id]


# --- what happens at the same time


async def test_who_signs_in_while_the_node_looks_stays_signed_in(engine: AsyncEngine) -> None:
    held = Held(engine)
    node = SignIns(held)
    heard: list[SignInId] = []
    node.on_ended(heard.append)
    looking = asyncio.create_task(node.refresh(NOW))
    await held.has_read()
    begun = await node.begin(ANNA, NOW)
    held.go_on()
    await looking
    assert node.current(begun.id, NOW) == begun
    assert heard == []


async def test_who_signs_out_while_the_node_looks_stays_signed_out(engine: AsyncEngine) -> None:
    held = Held(engine)
    node = SignIns(held)
    begun = await node.begin(ANNA, NOW)
    looking = asyncio.create_task(node.refresh(NOW))
    await held.has_read()
    ending = asyncio.create_task(node.end(begun.id, NOW))
    await held.meanwhile(ending)
    await looking
    assert node.current(begun.id, NOW) is None


async def test_old_sign_ins_are_forgotten(sign_ins: SignIns, engine: AsyncEngine) -> None:
    await sign_ins.begin(ANNA, NOW - timedelta(days=40))
    begun = await sign_ins.begin(ANNA, NOW)
    assert await sign_ins.forget(NOW - timedelta(days=30)) == 1
    async with engine.connect() as connection:
        left = (await connection.execute(text("SELECT id FROM sign_in"))).scalars().all()
    assert left == [begun.id]
    assert sign_ins.current(begun.id, NOW) == begun


async def test_a_database_that_fails_signs_nobody_in_or_out(
    sign_ins: SignIns, bare_engine: AsyncEngine
) -> None:
    broken = SignIns(bare_engine)
    heard: list[SignInId] = []
    broken.on_ended(heard.append)
    begun = await sign_ins.begin(ANNA, NOW)
    for attempt in (
        lambda: broken.begin(BO, NOW),
        lambda: broken.end(begun.id, NOW),
        lambda: broken.end_staff(ANNA, NOW),
        lambda: broken.refresh(NOW),
    ):
        with pytest.raises((Busy, RuntimeError)):
            await attempt()
    assert sign_ins.current(begun.id, NOW) == begun
    assert heard == []
