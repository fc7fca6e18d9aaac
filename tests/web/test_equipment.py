"""What staff see of equipment: their own unit's, counts without people, and a device removed."""

from datetime import timedelta

import pytest

from tests.web.town import ACUTE, FOREIGN, NORTH, SOUTH, Town
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.ids import GuestId, UnitId, VisitId
from waitingroom.core.refusals import Refused
from waitingroom.core.value import Private
from waitingroom.precheck.measured import Browser, System
from waitingroom.precheck.telling import Told
from waitingroom.precheck.tickets import Audience, Subject
from waitingroom.web import NodeLogin

EQUIPMENT = f"/api/staff/queues/{ACUTE}/equipment"


def seen(check: str, audience: Audience, unit: UnitId = NORTH, device: str = "") -> Told:
    return Told(
        check=check,
        audience=audience,
        outcome=Outcome.USABLE,
        causes=(Cause.BROWSER_OLD,),
        browser=Browser.FIREFOX,
        major=91,
        system=System.LINUX,
        unit=unit,
        visit=VisitId("visit-1"),
        guest=GuestId("guest-1"),
        device=device,
    )


async def test_the_equipment_of_the_unit_is_shown_without_anybody(town: Town) -> None:
    book, at = town.rooms.equipment, town.clock.now()
    await book.seen(seen("1", Audience.STAFF, device="Stue 3"), at)
    await book.seen(seen("2", Audience.STAFF, SOUTH, "Deres"), at)
    await book.seen(seen("3", Audience.GUEST), at - timedelta(days=1))
    answer = await (await town.signed_in()).get(EQUIPMENT)
    assert answer.status_code == 200
    assert answer.json() == {
        "devices": [
            {
                "name": "Stue 3",
                "outcome": "usable",
                "causes": ["browser-old"],
                "browser": "firefox",
                "major": 91,
                "system": "linux",
                "seen_at": "2026-03-02T11:00:00Z",
            }
        ],
        "browsers": [{"browser": "firefox", "system": "linux", "outcome": "usable", "count": None}],
        "causes": [{"cause": "browser-old", "count": 2}],
        "days": 28,
        "fewest": 5,
        "checks": False,
    }


async def test_a_device_is_removed_and_one_of_another_unit_is_not(town: Town) -> None:
    book, at = town.rooms.equipment, town.clock.now()
    await book.seen(seen("1", Audience.STAFF, device="Stue 3"), at)
    await book.seen(seen("2", Audience.STAFF, SOUTH, "Stue 3"), at)
    colleague = await town.signed_in()
    for _ in range(2):
        answer = await colleague.post(f"{EQUIPMENT}/remove", {"name": "Stue 3"})
        assert answer.status_code == 200
    assert (await book.of(NORTH, at)).devices == ()
    assert len((await book.of(SOUTH, at)).devices) == 1


class Tickets:
    """Checks that only write tickets, and what they were asked for."""

    def __init__(self) -> None:
        self.login = NodeLogin(login="probe", password=Private("not a secret"), networks=())
        self.place = ("127.0.0.1", 9)
        self.subjects: list[Subject] = []

    def ticket(self, subject: Subject) -> str:
        self.subjects.append(subject)
        return "ticket"

    async def told(self, told: Told) -> Refused | None:
        raise AssertionError("nothing is told here")


async def test_a_device_is_tested_under_a_name_that_can_be_written_down(town: Town) -> None:
    tickets = Tickets()
    colleague = await town.rebuilt(checks=tickets).signed_in()
    address = f"/api/staff/queues/{ACUTE}/check"
    answer = await colleague.post(address, {"device": "Stue\x00 3"})
    assert (answer.status_code, answer.json()["field"]) == (400, "device")
    assert (await colleague.post(address, {"device": " Stue   3 "})).status_code == 200
    assert [each.device for each in tickets.subjects] == ["Stue 3"]


async def test_a_device_is_called_something_else_but_not_like_another(town: Town) -> None:
    book, at = town.rooms.equipment, town.clock.now()
    await book.seen(seen("1", Audience.STAFF, device="Stue 3"), at)
    await book.seen(seen("2", Audience.STAFF, device="Stue 4"), at)
    colleague = await town.signed_in()
    taken = await colleague.post(f"{EQUIPMENT}/rename", {"device": "Stue 3", "name": "Stue 4"})
    assert (taken.status_code, taken.json()["field"]) == (409, "name")
    form = {"device": "Stue 3", "name": " Modtagelsen,  pc "}
    assert (await colleague.post(f"{EQUIPMENT}/rename", form)).status_code == 200
    assert (await colleague.post(f"{EQUIPMENT}/rename", form)).status_code == 404
    names = [each.name for each in (await book.of(NORTH, at)).devices]
    assert names == ["Modtagelsen, pc", "Stue 4"]


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "Stue\x00 3", "Stue \u202e3", "Stue\n3\x07"])
async def test_a_name_that_cannot_be_written_down_is_not_taken(town: Town, name: str) -> None:
    await town.rooms.equipment.seen(seen("1", Audience.STAFF, device="Stue 3"), town.clock.now())
    colleague = await town.signed_in()
    answer = await colleague.post(f"{EQUIPMENT}/rename", {"device": "Stue 3", "name": name})
    assert (answer.status_code, answer.json()) == (400, {"code": "malformed", "field": "name"})


async def test_equipment_of_another_unit_is_not_found(town: Town) -> None:
    colleague = await town.signed_in()
    foreign = f"/api/staff/queues/{FOREIGN}/equipment"
    assert (await colleague.get(foreign)).status_code == 404
    assert (await colleague.post(f"{foreign}/remove", {"name": "x"})).status_code == 404


async def test_a_device_without_a_name_is_no_device(town: Town) -> None:
    colleague = await town.signed_in()
    assert (await colleague.post(f"{EQUIPMENT}/remove", {"name": ""})).status_code == 400
