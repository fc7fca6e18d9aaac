"""The way into a VDX room: learnt with it, kept while it is open, asked anew after a start."""

import asyncio

import pytest

from tests.fakes.vdx.place import ADA, MEETINGS, Place
from tests.fakes.vdx.server import Fault
from tests.web.serving import until
from waitingroom.core.ids import GuestId, QueueId, StaffId
from waitingroom.handoff import Admitted, VendorFailed, Who
from waitingroom.handoff.port import Door, Handoff
from waitingroom.handoff.vdx import VdxWay

GUEST, STAFF = Who.guest(GuestId("ada")), Who.staff(StaffId("anna"))
NODES = ("https://vdx.example",)


class Open:
    """Which admissions are open; all of them until somebody closes one."""

    def __init__(self) -> None:
        self.closed: set[Admitted] = set()

    def __call__(self, admitted: Admitted) -> bool:
        return admitted not in self.closed


def way_of(place: Place, is_open: Open | None = None) -> VdxWay:
    """A way that knows nothing but its settings, as after a start."""
    rooms = place.rooms(nodes=NODES)
    return VdxWay(lambda queue: rooms if queue == ADA.queue else None, is_open or Open())


def asked(place: Place) -> int:
    return len(place.vdx.asked)


async def test_a_prepared_room_can_be_entered_at_once_and_by_each_side_with_its_own_code(
    place: Place,
) -> None:
    way = way_of(place)
    handoff, door = _both(way)
    await handoff.prepare(ADA)
    before = asked(place)
    guest, staff = door.way_in(ADA, GUEST, "Prøve"), door.way_in(ADA, STAFF, "Anna")
    room = place.world.booked[0].room
    assert guest is not None
    assert staff is not None
    assert (guest.pin.reveal(), staff.pin.reveal()) == (str(room.guest_pin), str(room.host_pin))
    assert guest.alias == staff.alias
    assert (guest.node, guest.tag, guest.link.reveal()) == (NODES[0], "", "")
    assert asked(place) == before, "entering asked VDX again"


def _both(way: VdxWay) -> tuple[Handoff, Door]:
    """It is one and the other."""
    return way, way


async def test_after_a_start_it_is_asked_for_once_while_people_ask_again(place: Place) -> None:
    await way_of(place).prepare(ADA)
    again = way_of(place)
    assert [again.way_in(ADA, who, "") for who in (GUEST, STAFF, GUEST)] == [None] * 3
    looked = len(place.vdx.of("GET", MEETINGS))
    await until(lambda: again.way_in(ADA, GUEST, "") is not None)
    found = again.way_in(ADA, GUEST, "")
    assert found is not None
    assert found.pin.reveal() == str(place.world.booked[0].room.guest_pin)
    # Each side looks for the meeting, and for one after it; nobody else has asked.
    assert len(place.vdx.of("GET", MEETINGS)) == looked + 4
    assert len(place.world.booked) == 1


async def test_while_vdx_does_not_answer_nobody_hears_more_than_not_yet(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    await way_of(place).prepare(ADA)
    again = way_of(place)
    place.vdx.faults = [Fault("GET", MEETINGS, 503, times=2)]
    assert again.way_in(ADA, GUEST, "") is None
    await until(lambda: "could not be had" in caplog.text)
    await until(lambda: again.way_in(ADA, GUEST, "") is not None)
    room = place.world.booked[0].room
    assert str(room.guest_pin) not in caplog.text
    assert str(room.host_pin) not in caplog.text


async def test_what_was_known_of_a_closed_admission_is_forgotten(place: Place) -> None:
    is_open = Open()
    way = way_of(place, is_open)
    await way.prepare(ADA)
    is_open.closed.add(ADA)
    await way.close(ADA)
    assert way.way_in(ADA, GUEST, "") is None
    await way.end()
    assert place.world.open_meetings() == []


async def test_a_room_that_was_closed_on_another_node_is_forgotten_with_the_next(
    place: Place,
) -> None:
    is_open = Open()
    way = way_of(place, is_open)
    await way.prepare(ADA)
    is_open.closed.add(ADA)
    await way.prepare(ADA.but(admission=2))
    assert way.way_in(ADA, GUEST, "") is None
    await way.end()


async def test_a_queue_of_an_organisation_without_an_account_gets_no_room(place: Place) -> None:
    other = ADA.but(queue=QueueId("other"))
    for work in (way_of(place).prepare(other), way_of(place).close(other)):
        with pytest.raises(VendorFailed) as caught:
            await work
        assert (caught.value.code, caught.value.retry) == ("no-account", False)
    assert place.booked() == []


async def test_a_room_that_is_being_made_is_waited_for_longer_than_anything_else(
    place: Place,
) -> None:
    place.world.pool.clear()
    rooms = place.rooms(nodes=NODES, try_s=1.0)
    way = VdxWay(lambda _: rooms, Open())
    with pytest.raises(VendorFailed) as caught:
        await way.prepare(ADA)
    patience, account = caught.value.patience, place.account()
    assert caught.value.code == "not-yet"
    assert patience.tries * (account.try_s + patience.pause_s) >= 300
    assert patience.pause_s == 1.0
    async with asyncio.timeout(10):
        while way.way_in(ADA, GUEST, "") is None:
            place.world.advance(1.0)
            try:
                await way.prepare(ADA)
            except VendorFailed as failed:
                assert failed.code == "not-yet"
