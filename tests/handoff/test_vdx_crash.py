"""Whatever dies between a booking and its answer: an admission never has two meetings."""

import asyncio
import types
from collections.abc import Coroutine, Generator
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.vdx.place import ADA, CLINIC, MEETINGS, SECRET, Place
from tests.fakes.vdx.server import TOKEN_PATH, Fault
from tests.fakes.vdx.world import READY, Client
from waitingroom.handoff import VendorFailed
from waitingroom.handoff.naming import Side


@types.coroutine
def killed(
    work: Coroutine[Any, Any, None], after: int, *, answered: bool
) -> Generator[Any, Any, bool]:
    """Run until the work waits for the nth time, and kill it there; whether it was killed.

    With `answered`, what it waits for still happens: the answer came, and nobody read it.
    """
    task, nth, error = asyncio.current_task(), 0, None
    assert task is not None
    while True:
        try:
            waits_for = work.send(None) if error is None else work.throw(error)
        except asyncio.CancelledError:
            return True
        except (StopIteration, VendorFailed):
            return nth > after
        error = None
        here, nth = nth == after, nth + 1
        if here and not answered:
            task.cancel()
        try:
            yield waits_for
        except asyncio.CancelledError as cancelled:
            task.uncancel()
            error = cancelled
        if here and answered:
            error = asyncio.CancelledError()


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("pooled", [2, 0])
async def test_killed_at_any_await_the_next_one_finds_what_was_booked(
    place: Place, answered: bool, pooled: int
) -> None:
    world, at = place.world, 0
    went_on = True
    while went_on:
        world.pool.clear()
        world.fill_pool(CLINIC, pooled)
        admitted, before = ADA.but(admission=at + 1), len(world.booked)
        went_on = await killed(place.rooms().prepare(admitted), at, answered=answered)
        await place.rooms().prepare(admitted)
        rooms = place.rooms()
        assert len(world.booked) == before + 1, at
        assert [each.room.status for each in world.open_meetings()] == [READY]
        guest = await rooms.join(admitted, Side.GUEST)
        assert guest.uri.reveal() == world.booked[-1].room.uri
        await rooms.close(admitted)
        world.advance(60)
        assert world.open_meetings() == []
        at += 1
    assert at > 10


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("ready_s", [3, 600])
async def test_killed_at_any_await_of_the_ending_the_next_one_ends_it(
    place: Place, answered: bool, ready_s: int
) -> None:
    world, at = place.world, 0
    went_on = True
    while went_on:
        world.pool.clear()
        world.starts_after = world.ready_after = timedelta(seconds=ready_s)
        world.breaking = 0
        admitted = ADA.but(admission=at + 1)
        try:
            await place.rooms().prepare(admitted)
        except VendorFailed as problem:
            assert problem.code == "not-yet"
        assert len(world.open_meetings()) == 1
        went_on = await killed(place.rooms().close(admitted), at, answered=answered)
        await place.rooms().close(admitted)
        world.advance(60)
        assert world.open_meetings() == [], at
        at += 1
    assert at > 8


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("how", [500, 503, "half", "garbage", "hang"])
@pytest.mark.parametrize("pooled", [2, 0])
async def test_a_booking_whose_answer_is_lost_is_looked_up_and_not_repeated_blindly(
    place: Place, done: bool, how: int | str, pooled: int
) -> None:
    del place.world.pool[pooled:]
    place.vdx.faults = [Fault("POST", MEETINGS, how, done=done)]
    patience_s = 0.3 if how == "hang" else 2.0
    try:
        await place.rooms(patience_s=patience_s).prepare(ADA)
    except VendorFailed as problem:
        assert problem.retry
        await place.rooms().prepare(ADA)
    assert len(place.world.booked) == 1
    assert len(place.world.open_meetings()) == 1


@pytest.mark.parametrize("uuid_first", [True, False])
async def test_a_booking_that_is_done_only_after_we_gave_it_up_is_found(
    place: Place, uuid_first: bool
) -> None:
    """We look, nothing is there, we book again, and the first booking was done in between."""
    place.world.uuid_is_looked_at_first = uuid_first
    rooms = place.rooms()
    await rooms.prepare(ADA)
    place.vdx.faults = [Fault("GET", MEETINGS, 404)]
    await rooms.prepare(ADA)
    assert len(place.booked()) == 2
    assert len(place.world.booked) == 1


@pytest.mark.parametrize("number", ["21", "24"])
async def test_a_name_that_is_taken_by_nobody_we_find_is_told(place: Place, number: str) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, number)]
    with pytest.raises(VendorFailed) as caught:
        await place.rooms().prepare(ADA)
    assert caught.value.code == {"21": "id-taken", "24": "id-clash"}[number]
    assert place.world.booked == []


@pytest.mark.parametrize("how", [500, "half", "hang"])
async def test_an_ending_whose_answer_is_lost_is_not_done_twice(
    place: Place, how: int | str
) -> None:
    rooms = place.rooms(patience_s=0.3)
    await rooms.prepare(ADA)
    place.world.advance(60)
    place.vdx.faults = [Fault("PATCH", MEETINGS, how, done=True)]
    with pytest.raises(VendorFailed) as caught:
        await rooms.close(ADA)
    assert caught.value.retry
    await rooms.close(ADA)
    assert len(place.vdx.of("PATCH", MEETINGS)) == 1
    assert place.world.open_meetings() == []


async def test_a_token_that_ends_midway_costs_one_more_question_and_no_booking(
    place: Place,
) -> None:
    place.world.pool.clear()
    place.vdx.token_lasts_s = 2
    await place.rooms().prepare(ADA)
    assert len(place.world.booked) == 1
    assert len(place.vdx.of("POST", TOKEN_PATH)) > 1


async def test_a_token_that_is_taken_back_before_the_booking_books_once(place: Place) -> None:
    rooms = place.rooms()
    await rooms.is_well()
    place.vdx.revoke_tokens()
    await rooms.prepare(ADA)
    place.vdx.faults = [Fault("POST", MEETINGS, 401)]
    await rooms.prepare(ADA.but(admission=2))
    assert len(place.world.booked) == 2


async def test_a_reservation_is_made_once_however_its_booking_goes(place: Place) -> None:
    place.world.clients["ventestuen"] = Client(SECRET, CLINIC, ("meeting-admin",))
    place.vdx.faults = [Fault("POST", MEETINGS, 500, done=True)]
    rooms = place.rooms(reserve=True)
    await rooms.prepare(ADA)
    await rooms.prepare(ADA)
    assert len([each for each in place.vdx.asked if each.path.endswith("-reserve")]) == 1
    assert len(place.world.booked) == 1
