"""A personal link: what it is good for, and how it is changed for a cookie."""

from datetime import timedelta

import pytest

from tests.web.town import (
    ACUTE,
    ANNA,
    BOOKED,
    NOON,
    PATIENT,
    RELATIVE,
    Browser,
    Town,
    expected,
    token_of,
)
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.commands import Handed, Join, Leave, Receive, Remove, Transfer
from waitingroom.core.ids import GuestId, NodeId, VisitId
from waitingroom.core.model import Kind, Presence, RemoveReason, Role
from waitingroom.core.value import Private

CLINICIAN = StaffActor(staff=ANNA, role=StaffRole.CLINICIAN)
CLINIC = {"name": "Nordklinikken", "phone": "12345678"}
NOBODY = {"state": "unknown", "unit": None, "due_at": None, "role": None}


async def test_a_link_is_changed_for_a_cookie_that_scripts_and_other_sites_cannot_use(
    town: Town,
) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser("198.51.100.7")
    answer = await phone.post("/api/guest/enter", {"token": token, "locale": "da"})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-guest=")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=lax", "Secure"}
    me = await phone.get("/api/guest/me")
    assert me.json() == {
        "unit": CLINIC,
        "queue": {"id": ACUTE, "name": "Kø akut"},
        "role": "patient",
        "name": "Prøve Pedersen",
        "language": "da",
    }
    assert answer.json() == me.json()


async def test_a_link_can_be_used_again_and_makes_no_place_by_itself(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    asked = list(town.desk.asked)
    for _ in range(3):
        answer = await town.browser().post("/api/guest/enter", {"token": token})
        assert answer.status_code == 200
    assert town.desk.asked == asked


async def test_peeking_tells_what_an_open_link_is(town: Town) -> None:
    due_at = NOON + timedelta(minutes=20)
    answer = await expected(await town.signed_in(), PATIENT, RELATIVE, due_at=due_at)
    peeked = await town.browser().post("/api/guest/peek", {"token": token_of(answer, 1)})
    assert peeked.json() == {
        "state": "open",
        "unit": CLINIC,
        "due_at": "2026-03-02T11:20:00Z",
        "role": "relative",
    }
    assert "set-cookie" not in peeked.headers


async def test_a_link_that_nobody_has_tells_nothing(town: Town) -> None:
    for token in ("", "x", "A" * 32, "æøå", "../../etc/passwd"):
        peeked = await town.browser().post("/api/guest/peek", {"token": token})
        assert peeked.json() == NOBODY
        entered = await town.browser("192.0.2.77").post("/api/guest/enter", {"token": token})
        assert (entered.status_code, entered.json()) == (404, {"code": "link-unknown"})


async def test_an_early_link_says_when_to_come(town: Town) -> None:
    due_at = NOON + timedelta(days=1)
    token = token_of(await expected(await town.signed_in(), due_at=due_at))
    visitor = town.browser()
    peeked = (await visitor.post("/api/guest/peek", {"token": token})).json()
    assert (peeked["state"], peeked["due_at"]) == ("early", "2026-03-03T11:00:00Z")
    entered = await visitor.post("/api/guest/enter", {"token": token})
    assert (entered.status_code, entered.json()) == (409, {"code": "link-early"})
    assert "set-cookie" not in entered.headers
    town.clock.move(timedelta(hours=23, minutes=30))
    assert (await visitor.post("/api/guest/enter", {"token": token})).status_code == 200


async def test_an_old_link_in_a_strangers_hands_tells_the_clinics_number_alone(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    town.clock.move(timedelta(hours=12))
    peeked = await town.browser().post("/api/guest/peek", {"token": token})
    assert peeked.json() == {"state": "late", "unit": CLINIC, "due_at": None, "role": None}
    entered = await town.browser().post("/api/guest/enter", {"token": token})
    assert (entered.status_code, entered.json()) == (410, {"code": "link-late"})


async def test_the_link_of_a_visit_that_is_over_says_so(town: Town) -> None:
    answer = await expected(await town.signed_in())
    visit = VisitId(answer.json()["visit"])
    actor = GuestActor(guest=GuestId(answer.json()["guests"][0]["guest"]), visit=visit)
    town.desk.do(ACUTE, Join(), actor)
    town.desk.do(ACUTE, Leave(), actor)
    peeked = await town.browser().post("/api/guest/peek", {"token": token_of(answer)})
    assert peeked.json() == {"state": "ended", "unit": CLINIC, "due_at": None, "role": None}
    entered = await town.browser().post("/api/guest/enter", {"token": token_of(answer)})
    assert (entered.status_code, entered.json()) == (410, {"code": "ended"})


async def test_a_cancelled_appointment_is_over_although_its_link_is_not_open_yet(
    town: Town,
) -> None:
    answer = await expected(await town.signed_in(), due_at=NOON + timedelta(days=3))
    command = Remove(visit=answer.json()["visit"], reason=RemoveReason.OTHER)
    town.desk.do(ACUTE, command, StaffActor(staff=ANNA, role=StaffRole.CLINICIAN))
    peeked = await town.browser().post("/api/guest/peek", {"token": token_of(answer)})
    assert peeked.json()["state"] == "ended"


async def test_a_revoked_link_lets_nobody_in_and_its_cookie_neither(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    assert (await phone.post("/api/guest/enter", {"token": token})).status_code == 200
    link = await town.rooms.links.find(Private(token))
    assert link is not None
    await town.rooms.links.revoke(link.id, town.clock.now())
    assert (await phone.get("/api/guest/me")).status_code == 401
    entered = await phone.post("/api/guest/enter", {"token": token})
    assert (entered.status_code, entered.json()) == (410, {"code": "link-revoked"})


async def test_who_guesses_links_is_stopped_also_when_the_next_guess_is_right(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    guesser = town.browser("203.0.113.5")
    for guess in range(10):
        answer = await guesser.post("/api/guest/peek", {"token": f"{guess:032}"})
        assert answer.status_code == 200
    for path in ("/api/guest/peek", "/api/guest/enter"):
        answer = await guesser.post(path, {"token": token})
        assert (answer.status_code, answer.json()) == (429, {"code": "too-many-tries"})
        assert int(answer.headers["retry-after"]) >= 1
    assert (await town.browser().post("/api/guest/enter", {"token": token})).status_code == 200
    town.clock.move(timedelta(seconds=7))
    assert (await guesser.post("/api/guest/enter", {"token": token})).status_code == 200


async def test_one_link_can_be_used_only_so_often_a_minute(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    codes = [
        (await town.browser(f"192.0.2.{each}").post("/api/guest/enter", {"token": token}))
        for each in range(11)
    ]
    assert [each.status_code for each in codes] == [200] * 10 + [429]


async def test_signing_out_leaves_nothing_on_a_shared_tablet(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    tablet = town.browser()
    await tablet.post("/api/guest/enter", {"token": token})
    answer = await tablet.post("/api/guest/sign-out")
    assert answer.status_code == 200
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert '__Host-guest=""; HttpOnly; Max-Age=0; Path=/' in answer.headers["set-cookie"]
    assert (await tablet.get("/api/guest/me")).status_code == 401
    assert (await tablet.post("/api/guest/enter", {"token": token})).status_code == 200


async def test_a_guest_who_leaves_does_not_throw_the_colleague_in_the_next_window_out(
    town: Town,
) -> None:
    one_browser = await town.signed_in()
    token = token_of(await expected(one_browser))
    await one_browser.post("/api/guest/enter", {"token": token})
    answer = await one_browser.post("/api/guest/sign-out")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert (await one_browser.get("/api/guest/me")).status_code == 401
    assert (await one_browser.get("/api/staff/me")).status_code == 200


async def test_a_sign_in_ends_with_its_links_window(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token})
    town.clock.move(timedelta(hours=11, minutes=59))
    assert (await phone.get("/api/guest/me")).status_code == 200
    town.clock.move(timedelta(minutes=1))
    assert (await phone.get("/api/guest/me")).status_code == 401


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_link_scanner_changes_nothing_and_learns_nothing(town: Town, method: str) -> None:
    token = token_of(await expected(await town.signed_in()))
    asked = list(town.desk.asked)
    scanner = town.browser("203.0.113.9")
    answers = [
        await scanner.http.request(method, path)
        for path in (f"/l#{token}", f"/l?token={token}", "/l#wrong", "/l", "/d/nowhere", "/wait")
        for _ in range(10)
    ]
    bodies = {_without_nonce(each.text) for each in answers}
    assert {each.status_code for each in answers} == {200}
    assert len(bodies) == 1
    assert all("set-cookie" not in each.headers for each in answers)
    assert town.desk.asked == asked
    entered = await town.browser().post("/api/guest/enter", {"token": token})
    assert entered.status_code == 200


async def test_a_scanner_that_presses_the_button_makes_a_sign_in_and_no_phantom(
    town: Town,
) -> None:
    answer = await expected(await town.signed_in())
    asked = list(town.desk.asked)
    scanner = town.browser("203.0.113.9")
    for path in ("/l", "/wait"):
        assert (await scanner.post(path)).status_code == 405
    await scanner.post("/api/guest/peek", {"token": token_of(answer)})
    entered = await scanner.post("/api/guest/enter", {"token": token_of(answer), "locale": "en"})
    assert entered.status_code == 200
    visit = town.desk.queues[ACUTE].visits[answer.json()["visit"]]
    assert town.desk.asked == asked
    assert (visit.stage, visit.number) == ("expected", 0)
    person = town.rooms.directory.person(answer.json()["guests"][0]["guest"])
    assert person is not None
    assert person.language == "da"


def _without_nonce(page: str) -> str:
    nonce = page.partition('nonce="')[2].partition('"')[0]
    return page.replace(nonce, "") if nonce else page


async def test_a_sign_in_outlives_a_link_that_closes_while_somebody_waits(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    town.clock.move(timedelta(hours=11, minutes=59))
    assert (await phone.post("/api/guest/enter", {"token": token})).status_code == 200
    town.clock.move(timedelta(hours=11))
    assert (await phone.get("/api/guest/me")).status_code == 200
    town.clock.move(timedelta(hours=1))
    assert (await phone.get("/api/guest/me")).status_code == 401


# --- going on on another device


async def waiting(town: Town, person: int = 0) -> tuple[Browser, VisitId, GuestId]:
    """Somebody with a link who is signed in and waits; their browser, visit and guest."""
    answer = await expected(await town.signed_in(), PATIENT, RELATIVE)
    browser = town.browser("198.51.100.7")
    await browser.post("/api/guest/enter", {"token": token_of(answer, person)})
    visit = VisitId(answer.json()["visit"])
    guest = GuestId(answer.json()["guests"][person]["guest"])
    town.desk.do(ACUTE, Join(), GuestActor(guest=guest, visit=visit))
    return browser, visit, guest


async def test_another_device_goes_on_as_the_same_guest_and_the_first_is_told(town: Town) -> None:
    tablet, visit, guest = await waiting(town, 1)
    answer = await tablet.post("/api/guest/elsewhere")
    assert answer.status_code == 200
    link = answer.json()["link"]
    assert link.startswith("https://vent.example/l?here#")
    assert answer.json()["qr"].startswith("data:image/svg+xml")
    assert answer.json()["until"] == "2026-03-02T11:10:00Z"
    assert town.hub.taken_over == []
    phone = town.browser("203.0.113.9")
    entered = await phone.post("/api/guest/enter", {"token": link.partition("#")[2], "here": True})
    assert entered.json() == (await tablet.get("/api/guest/me")).json()
    assert entered.json()["role"] == "relative"
    assert town.hub.taken_over == [(visit, guest)]
    await phone.get("/api/guest/me")
    town.clock.move(timedelta(hours=2))
    assert (await phone.get("/api/guest/me")).status_code == 200


async def test_the_way_to_another_device_is_short_lived(town: Town) -> None:
    tablet, _, _ = await waiting(town)
    token = (await tablet.post("/api/guest/elsewhere")).json()["link"].partition("#")[2]
    town.clock.move(timedelta(minutes=10))
    entered = await town.browser().post("/api/guest/enter", {"token": token, "here": True})
    assert (entered.status_code, entered.json()) == (410, {"code": "link-late"})
    assert town.hub.taken_over == []


async def test_only_a_guest_whose_place_lives_gets_a_way_to_another_device(town: Town) -> None:
    assert (await town.browser().post("/api/guest/elsewhere")).status_code == 401
    colleague = await town.signed_in()
    assert (await colleague.post("/api/guest/elsewhere")).status_code == 401
    tablet, visit, guest = await waiting(town)
    town.desk.do(ACUTE, Leave(), GuestActor(guest=guest, visit=visit))
    town.desk.do(ACUTE, Remove(visit=visit, reason=RemoveReason.OTHER), CLINICIAN)
    answer = await tablet.post("/api/guest/elsewhere")
    assert (answer.status_code, answer.json()) == (410, {"code": "ended"})


async def test_ways_to_other_devices_are_made_only_so_often_a_minute(town: Town) -> None:
    tablet, _, _ = await waiting(town)
    codes = [(await tablet.post("/api/guest/elsewhere")).status_code for _ in range(10)]
    assert codes == [200] * 9 + [429]


async def test_a_link_used_without_that_wish_closes_nobodys_page(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    assert (await town.browser().post("/api/guest/enter", {"token": token})).status_code == 200
    assert town.hub.taken_over == []


# --- a visit that was transferred


async def test_who_was_transferred_reads_where_they_wait_now_and_their_link_leads_there(
    town: Town,
) -> None:
    answer = await expected(await town.signed_in())
    phone = town.browser()
    token = token_of(answer)
    await phone.post("/api/guest/enter", {"token": token})
    visit = VisitId(answer.json()["visit"])
    guest = GuestId(answer.json()["guests"][0]["guest"])
    town.desk.do(ACUTE, Transfer(visit=visit, to=BOOKED), CLINICIAN)
    handed = (Handed(guest=guest, role=Role.PATIENT, presence=Presence.AWAY),)
    receive = Receive(visit=visit, origin=ACUTE, kind=Kind.BOOKED, guests=handed)
    town.desk.do(BOOKED, receive, SystemActor(node=NodeId("n")))
    assert (await phone.get("/api/guest/me")).json()["queue"] == {
        "id": BOOKED,
        "name": "Kø aftaler",
    }
    peeked = await town.browser().post("/api/guest/peek", {"token": token})
    assert peeked.json()["state"] == "open"
    entered = await town.browser().post("/api/guest/enter", {"token": token})
    assert entered.json()["queue"]["id"] == BOOKED
    elsewhere = await phone.post("/api/guest/elsewhere")
    assert elsewhere.status_code == 200


async def test_a_visit_on_its_way_to_another_queue_is_not_over(town: Town) -> None:
    answer = await expected(await town.signed_in())
    phone, token = town.browser(), token_of(answer)
    visit = VisitId(answer.json()["visit"])
    town.desk.do(ACUTE, Transfer(visit=visit, to=BOOKED), CLINICIAN)
    peeked = await phone.post("/api/guest/peek", {"token": token})
    assert peeked.json()["state"] == "open"
    assert (await phone.post("/api/guest/enter", {"token": token})).status_code == 200
    assert (await phone.post("/api/guest/elsewhere")).status_code == 200


async def test_a_place_ticket_is_a_cookie_that_no_script_can_read_and_is_given_to_the_page(
    town: Town,
) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token})
    none = await phone.post("/api/guest/place", {})
    assert (none.status_code, none.json()["code"]) == (409, "not-waiting")
    town.hub.tickets[ACUTE] = "eyJh.eyJp.c2ln"
    answer = await phone.post("/api/guest/place", {})
    assert answer.json() == {"ticket": "eyJh.eyJp.c2ln"}
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-place=eyJh.eyJp.c2ln; ")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=strict", "Secure"}


async def test_place_tickets_have_a_pace_of_their_guest(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token})
    town.hub.tickets[ACUTE] = "eyJh.eyJp.c2ln"
    answers = [(await phone.post("/api/guest/place", {})).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


async def test_who_signs_out_leaves_no_place_ticket_behind(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token})
    town.hub.tickets[ACUTE] = "eyJh.eyJp.c2ln"
    await phone.post("/api/guest/place", {})
    gone = (await phone.post("/api/guest/sign-out", {})).headers.get_list("set-cookie")
    assert [each.split("=")[0] for each in gone if "Max-Age=0" in each] == [
        "__Host-guest",
        "__Host-place",
    ]
