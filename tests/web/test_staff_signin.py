"""How colleagues get in and out."""

from datetime import timedelta

import pytest

from tests.web.town import PASSWORD, Town
from waitingroom.core.actors import StaffRole
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId
from waitingroom.core.value import Private
from waitingroom.directory import QueueInfo, StaffInfo, Unit

ORGANISATION = OrganisationId("org-north")
SIGN_IN = "/api/staff/sign-in"


async def test_a_colleague_signs_in_and_sees_their_own_queues_alone(town: Town) -> None:
    browser = town.browser()
    answer = await browser.post(SIGN_IN, {"login": " Anna ", "password": PASSWORD})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-staff=")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=strict", "Secure"}
    assert answer.json() == (await browser.get("/api/staff/me")).json()
    assert answer.json()["staff"] == {
        "id": "staff-anna",
        "name": "Anna Test",
        "role": "clinician",
        "muted": False,
    }
    assert [unit["name"] for unit in answer.json()["units"]] == ["Nordklinikken"]
    queues = [queue["id"] for queue in answer.json()["units"][0]["queues"]]
    assert sorted(queues) == ["q-acute", "q-booked"]


async def test_a_visit_can_be_transferred_to_the_queues_of_the_organisation_and_no_others(
    town: Town,
) -> None:
    other = Unit(
        id=UnitId("unit-wound"), organisation=ORGANISATION, name="Sårklinikken", slug="saar"
    )
    await town.rooms.directory.add_unit(other)
    await town.rooms.directory.add_queue(
        QueueInfo(id=QueueId("q-wound"), unit=other.id, name="Kontrol", slug="kontrol")
    )
    answer = await (await town.signed_in()).get("/api/staff/queues")
    assert answer.status_code == 200
    found = {unit["name"]: sorted(q["id"] for q in unit["queues"]) for unit in answer.json()}
    assert found == {"Nordklinikken": ["q-acute", "q-booked"], "Sårklinikken": ["q-wound"]}
    assert (await town.browser().get("/api/staff/queues")).status_code == 401


async def test_a_wrong_login_and_a_wrong_password_are_answered_alike(town: Town) -> None:
    answers = [
        await town.browser().post(SIGN_IN, {"login": login, "password": password})
        for login, password in (
            ("anna", "forkert"),
            ("nobody", "forkert"),
            ("nobody", PASSWORD),
            ("", ""),
            ("anna", ""),
        )
    ]
    assert {each.status_code for each in answers} == {401}
    assert {each.content for each in answers} == {b'{"code":"wrong-sign-in"}'}
    assert all("set-cookie" not in each.headers for each in answers)


async def test_an_account_whose_member_of_staff_is_gone_lets_nobody_in(town: Town) -> None:
    await town.rooms.accounts.add(
        StaffId("gone"), "borte", Private("endnu et langt kodeord"), town.clock.now()
    )
    form = {"login": "borte", "password": "endnu et langt kodeord"}
    answer = await town.browser().post(SIGN_IN, form)
    assert (answer.status_code, answer.json()) == (401, {"code": "wrong-sign-in"})


async def test_a_guesser_is_stopped_and_the_colleague_elsewhere_is_not_locked_out(
    town: Town,
) -> None:
    guesser = town.browser("203.0.113.66")
    codes = [
        (await guesser.post(SIGN_IN, {"login": "anna", "password": f"gæt nummer {each}"}))
        for each in range(12)
    ]
    assert [each.status_code for each in codes] == [401] * 10 + [429] * 2
    assert codes[-1].json() == {"code": "too-many-tries"}
    right = await guesser.post(SIGN_IN, {"login": "ANNA", "password": PASSWORD})
    assert right.status_code == 429
    await town.signed_in("anna", "192.0.2.10")
    town.clock.move(timedelta(minutes=1))
    assert (await guesser.post(SIGN_IN, {"login": "anna", "password": PASSWORD})).status_code == 200


async def test_signing_out_ends_the_sign_in_everywhere(town: Town) -> None:
    browser = await town.signed_in()
    kept = dict(browser.http.cookies)
    ended: list[str] = []
    town.rooms.sign_ins.on_ended(ended.append)
    answer = await browser.post("/api/staff/sign-out")
    assert answer.status_code == 200
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert len(ended) == 1
    thief = town.browser()
    thief.http.cookies.update(kept)
    assert (await thief.get("/api/staff/me")).status_code == 401


async def test_signing_out_without_a_sign_in_is_harmless(town: Town) -> None:
    assert (await town.browser().post("/api/staff/sign-out")).status_code == 200


async def test_a_forgotten_sign_in_ends_by_itself(town: Town) -> None:
    browser = await town.signed_in()
    town.clock.move(timedelta(minutes=119))
    assert (await browser.get("/api/staff/me")).status_code == 200
    town.clock.move(timedelta(minutes=121))
    assert (await browser.get("/api/staff/me")).status_code == 401


@pytest.mark.parametrize("name", ["__Host-guest", "__Host-staff"])
async def test_a_cookie_we_did_not_seal_signs_nobody_in(town: Town, name: str) -> None:
    staff = (await town.signed_in()).http.cookies["__Host-staff"]
    sealed, _, mark = staff.rpartition(".")
    forged = (
        "",
        "x",
        "." * 50,
        "null",
        "{}",
        sealed,
        f"{sealed}.",
        f"{sealed}.{mark[:-2]}",
        f"{sealed}x.{mark}",
        f"{mark}.{sealed}",
        "a" * 5000,
        "%00",
        staff[::-1],
        staff.lower(),
    )
    path = "/api/guest/me" if name == "__Host-guest" else "/api/staff/me"
    for cookie in (*forged, *([staff] if name == "__Host-guest" else [])):
        answer = await town.browser().get(path, headers={"Cookie": f"{name}={cookie}"})
        assert (answer.status_code, answer.json()) == (401, {"code": "not-signed-in"}), cookie


async def test_who_has_no_unit_yet_can_sign_in_and_sees_that(town: Town) -> None:
    new = StaffInfo(
        id=StaffId("new"),
        organisation=OrganisationId("org-north"),
        name="Ny Test",
        role=StaffRole.SECRETARY,
    )
    await town.rooms.directory.add_staff(new)
    await town.rooms.accounts.add(new.id, "nyeste", Private(PASSWORD), town.clock.now())
    browser = await town.signed_in("nyeste")
    assert (await browser.get("/api/staff/me")).json()["units"] == []
