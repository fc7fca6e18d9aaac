"""The public door: who may come in, and that one person has one place."""

from datetime import timedelta

from tests.web.town import ACUTE, ANNA, BOOKED, FOREIGN, Browser, Town
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import ClaimVisit, Join, Leave
from waitingroom.core.ids import GuestId
from waitingroom.identity import GuestSignIn

DOOR = "/api/door/nordklinikken"
FORM = {"queue": ACUTE, "name": "Prøve Pedersen", "reason": "Feber", "language": "en"}


def signed_in(town: Town, cookies: object) -> GuestSignIn:
    found = town.rooms.seals.open_guest(dict(cookies)["__Host-guest"], town.clock.now())  # type: ignore[call-overload]
    assert isinstance(found, GuestSignIn)
    return found


async def test_the_door_shows_the_queues_that_are_open_now(town: Town) -> None:
    town.open(ACUTE)
    town.open(BOOKED)
    answer = await town.browser().get(DOOR)
    assert answer.json() == {
        "unit": {"name": "Nordklinikken", "phone": "12345678"},
        "open": True,
        "queues": [{"id": ACUTE, "name": "Kø akut"}],
        "asks_reason": True,
        "languages": ["da", "en"],
    }


async def test_a_closed_door_still_tells_whom_to_call(town: Town) -> None:
    answer = (await town.browser().get(DOOR)).json()
    assert (answer["open"], answer["queues"]) == (False, [])
    assert answer["unit"]["phone"] == "12345678"


async def test_a_door_nobody_has_is_not_there(town: Town) -> None:
    for answer in (
        await town.browser().get("/api/door/nowhere"),
        await town.browser().post("/api/door/nowhere", FORM),
    ):
        assert (answer.status_code, answer.json()) == (404, {"code": "not-found"})


async def test_somebody_walks_in_and_their_place_begins_only_with_join(town: Town) -> None:
    town.open(ACUTE)
    asked = list(town.desk.asked)
    visitor = town.browser()
    answer = await visitor.post(DOOR, FORM)
    assert answer.status_code == 200
    assert town.desk.asked == asked
    sign_in = signed_in(town, visitor.http.cookies)
    assert sign_in.walk_in
    assert sign_in.link is None
    person = town.rooms.directory.person(sign_in.guest)
    assert person is not None
    assert (person.name, person.note, person.language) == ("Prøve Pedersen", "Feber", "en")
    me = (await visitor.get("/api/guest/me")).json()
    assert (me["name"], me["queue"]["id"]) == ("Prøve Pedersen", ACUTE)


async def test_a_queue_that_is_closed_foreign_not_public_or_not_there_is_refused_alike(
    town: Town,
) -> None:
    town.open(BOOKED)
    town.open(FOREIGN)
    answers = [
        await town.browser(f"192.0.2.{place}").post(DOOR, {**FORM, "queue": queue})
        for place, queue in enumerate((ACUTE, BOOKED, FOREIGN, "q-nowhere"))
    ]
    assert {each.status_code for each in answers} == {409}
    assert {each.content for each in answers} == {b'{"code":"queue-closed"}'}
    assert all("set-cookie" not in each.headers for each in answers)


async def test_the_same_person_pressing_twice_or_coming_back_has_one_place(town: Town) -> None:
    town.open(ACUTE)
    visitor = town.browser()
    await visitor.post(DOOR, FORM)
    first = signed_in(town, visitor.http.cookies)
    town.desk.do(ACUTE, Join(), actor_of(first))
    await visitor.post(DOOR, {**FORM, "reason": "Feber og hoste"})
    again = signed_in(town, visitor.http.cookies)
    assert (again.guest, again.visit) == (first.guest, first.visit)
    assert (again.queue, again.visit) in town.hub.changed
    person = town.rooms.directory.person(first.guest)
    assert person is not None
    assert person.note == "Feber og hoste"


async def test_another_person_at_the_same_tablet_does_not_get_the_first_ones_place(
    town: Town,
) -> None:
    town.open(ACUTE)
    tablet = town.browser()
    await tablet.post(DOOR, FORM)
    first = signed_in(town, tablet.http.cookies)
    await tablet.post(DOOR, {**FORM, "name": "Anna Test"})
    second = signed_in(town, tablet.http.cookies)
    assert second.guest != first.guest
    assert second.visit != first.visit


async def test_who_has_left_gets_a_new_visit(town: Town) -> None:
    town.open(ACUTE)
    visitor = town.browser()
    await visitor.post(DOOR, FORM)
    first = signed_in(town, visitor.http.cookies)
    town.desk.do(ACUTE, Join(), actor_of(first))
    town.desk.do(ACUTE, Leave(), actor_of(first))
    await visitor.post(DOOR, FORM)
    assert signed_in(town, visitor.http.cookies).visit != first.visit


async def test_nobody_can_wear_the_sign_of_an_interpreter_or_a_colleague(town: Town) -> None:
    town.open(ACUTE)
    for role, status in (("relative", 200), ("interpreter", 400), ("colleague", 400)):
        answer = await town.browser(role).post(DOOR, {**FORM, "role": role})
        assert answer.status_code == status
    assert answer.json() == {"code": "malformed", "field": "role"}


async def test_a_name_that_does_not_fit_is_named_but_not_repeated(town: Town) -> None:
    town.open(ACUTE)
    for field, form in (
        ("name", {"name": "   "}),
        ("name", {"name": "Prøve\u202ePedersen"}),
        ("name", {"name": "Nul\u0000tegn"}),
        ("reason", {"reason": "x" * 201}),
        ("language", {"language": "dansk!"}),
    ):
        answer = await town.browser().post(DOOR, {**FORM, **form})
        assert (answer.status_code, answer.json()) == (400, {"code": "malformed", "field": field})
    for name in ("En", "To", "Tre", "Fire", "Fem"):  # a slip of the finger costs no try
        assert (await town.browser().post(DOOR, {**FORM, "name": name})).status_code == 200


async def test_a_flood_from_one_address_is_stopped_after_five_people(town: Town) -> None:
    town.open(ACUTE)
    codes = [
        (await town.browser("203.0.113.1").post(DOOR, {**FORM, "name": f"Nummer {each}"}))
        for each in range(6)
    ]
    assert [each.status_code for each in codes] == [200] * 5 + [429]
    assert codes[-1].json() == {"code": "too-many-tries"}
    assert int(codes[-1].headers["retry-after"]) > 60
    assert (await town.browser("203.0.113.2").post(DOOR, FORM)).status_code == 200
    town.clock.move(timedelta(minutes=13))
    again = await town.browser("203.0.113.1").post(DOOR, FORM)
    assert again.status_code == 200


async def test_a_flood_of_people_nobody_has_looked_at_ends_at_fifty_and_goes_on_when_seen(
    town: Town,
) -> None:
    town.open(ACUTE)
    doors = [town.browser(f"203.0.113.{each}") for each in range(52)]
    came = [await door.post(DOOR, {**FORM, "name": f"N {each}"}) for each, door in enumerate(doors)]
    assert [each.status_code for each in came] == [200] * 50 + [409] * 2
    assert came[-1].json() == {"code": "queue-full"}
    # Who is in already presses again, and is in.
    assert (await doors[0].post(DOOR, {**FORM, "name": "N 0"})).status_code == 200
    # Half of them never join; the others stand in line.
    for door in doors[:25]:
        joins(town, door)
    town.clock.move(timedelta(seconds=61))
    again = [
        await town.browser(f"198.51.100.{each}").post(DOOR, {**FORM, "name": f"M {each}"})
        for each in range(26)
    ]
    assert [each.status_code for each in again] == [200] * 25 + [409]
    seen = next(iter(town.desk.queues[ACUTE].visits))
    town.desk.do(ACUTE, ClaimVisit(visit=seen), StaffActor(staff=ANNA, role=StaffRole.CLINICIAN))
    assert (await town.browser("192.0.2.99").post(DOOR, FORM)).status_code == 200


def joins(town: Town, browser: Browser) -> None:
    sign_in = signed_in(town, browser.http.cookies)
    actor = GuestActor(guest=sign_in.guest, visit=sign_in.visit, walk_in=True)
    town.desk.do(ACUTE, Join(), actor)


async def test_one_household_with_many_addresses_is_one(town: Town) -> None:
    town.open(ACUTE)
    codes = [
        (
            await town.browser(f"2001:db8:1:2::{each}").post(DOOR, {**FORM, "name": f"N {each}"})
        ).status_code
        for each in range(1, 7)
    ]
    assert codes == [200] * 5 + [429]


def actor_of(sign_in: GuestSignIn) -> GuestActor:
    return GuestActor(
        guest=GuestId(sign_in.guest), visit=sign_in.visit, role=sign_in.role, walk_in=True
    )
