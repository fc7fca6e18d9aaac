"""The table: every address has a guard, each refuses a stranger, every answer is armoured."""

import re
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.web.town import ORIGIN, Browser, Town
from waitingroom.web.conference import NodeLine
from waitingroom.web.dispatch import AnyRow
from waitingroom.web.files import Files
from waitingroom.web.guard import guest, node, passed_on, probe, public, staff, staff_of_queue
from waitingroom.web.pages import Pages
from waitingroom.web.routes import table

VALUES = {
    "slug": "nordklinikken",
    "file": "icon.svg",
    "queue": "q-acute",
    "visit": "somevisit",
    "guest": "someguest",
    "rest": "status",
}

OPEN_TO_ALL = {
    "GET /",
    "GET /l",
    "GET /d/{slug}",
    "GET /wait",
    "GET /check",
    "GET /staff",
    "GET /network",
    "GET /api/network",
    "GET /static/{file:path}",
    "GET /health/live",
    "GET /health/ready",
    "GET /api/door/{slug}",
    "POST /api/door/{slug}",
    "POST /api/guest/peek",
    "POST /api/guest/enter",
    "POST /api/guest/sign-out",
    "POST /api/network/check",
    "POST /api/staff/sign-in",
    "POST /api/staff/sign-out",
}
"""Whoever adds an address that everybody may use must also write it down here."""

FOREIGN_ORIGINS = (
    None,
    "null",
    "",
    "http://vent.example",
    "https://vent.example:8443",
    "https://vent.example.evil.test",
    "https://evil-vent.example",
    "https://sub.vent.example",
    "https://VENT.example",
    "https://vent.example/",
    "https://vent.examp1e",
    "https://vent.example https://evil.test",
)


@pytest.fixture
async def rows(town: Town) -> AsyncIterator[tuple[AnyRow, ...]]:
    line = NodeLine(town.rooms.node_url)
    yield table(Pages(town.rooms), Files(town.rooms.static), line)
    await line.close()


def address(row: AnyRow) -> str:
    return re.sub(r"{(\w+)(:path)?}", lambda part: VALUES[part[1]], row.path)


async def asked(browser: Browser, row: AnyRow, origin: str | None = ORIGIN) -> httpx2.Response:
    headers = {} if origin is None else {"Origin": origin}
    form: object = {} if row.method == "POST" else None
    return await browser.http.request(row.method, address(row), headers=headers, json=form)


def test_every_row_has_one_of_our_guards(rows: tuple[AnyRow, ...]) -> None:
    guards = {public, guest, staff, staff_of_queue, node, probe, passed_on}
    assert {row.guard for row in rows} == guards


def test_what_everybody_may_do_is_written_down(rows: tuple[AnyRow, ...]) -> None:
    assert {f"{row.method} {row.path}" for row in rows if row.guard is public} == OPEN_TO_ALL


def test_no_address_stands_in_the_table_twice(rows: tuple[AnyRow, ...]) -> None:
    assert len({(row.method, row.path) for row in rows}) == len(rows)


def test_staff_of_queue_guards_every_address_with_a_queue(rows: tuple[AnyRow, ...]) -> None:
    assert {row.guard for row in rows if "{queue}" in row.path} == {staff_of_queue}


async def test_every_guard_refuses_a_stranger(town: Town, rows: tuple[AnyRow, ...]) -> None:
    stranger = town.browser()
    for row in rows:
        if row.guard is public:
            continue
        origin = "https://evil.test" if row.guard is passed_on else ORIGIN
        answer = await asked(stranger, row, origin)
        assert answer.status_code == (403 if row.guard is passed_on else 401), row.path
    assert town.desk.asked == []


async def test_a_guest_is_a_stranger_to_all_that_is_for_staff(
    town: Town, rows: tuple[AnyRow, ...]
) -> None:
    town.open(VALUES["queue"])  # type: ignore[arg-type]
    visitor = town.browser()
    form = {"queue": VALUES["queue"], "name": "Prøve Pedersen"}
    assert (await visitor.post("/api/door/nordklinikken", form)).status_code == 200
    for row in rows:
        if row.guard in (staff, staff_of_queue, node):
            assert (await asked(visitor, row)).status_code == 401, row.path


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
async def test_no_form_is_taken_from_another_page(
    town: Town, rows: tuple[AnyRow, ...], origin: str | None
) -> None:
    colleague = await town.signed_in()
    for row in (each for each in rows if each.form):
        answer = await asked(colleague, row, origin)
        assert (answer.status_code, answer.json()) == (403, {"code": "denied"}), row.path


async def test_every_post_but_the_nodes_is_a_form(rows: tuple[AnyRow, ...]) -> None:
    formless = {row.path for row in rows if row.method == "POST" and row.form is None}
    assert formless == {
        "/hooks/pexip/events",
        "/hooks/probe/verdicts",
        "/api/client/v2/{rest:path}",
    }


async def test_a_form_of_another_type_is_refused(town: Town, rows: tuple[AnyRow, ...]) -> None:
    colleague = await town.signed_in()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; x"):
        for row in (each for each in rows if each.form):
            answer = await colleague.http.post(
                address(row), content=b"{}", headers={"Origin": ORIGIN, "Content-Type": kind}
            )
            assert answer.status_code == 403, row.path


EVERYWHERE = {
    "permissions-policy",
    "referrer-policy",
    "x-content-type-options",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "strict-transport-security",
    "content-security-policy",
    "cache-control",
}


async def test_every_answer_carries_every_security_header(
    town: Town, rows: tuple[AnyRow, ...]
) -> None:
    browser = town.browser()
    answers = {row.path: await asked(browser, row) for row in rows}
    for path in ("/nowhere", "/api/nowhere", "/static/nowhere-12345678.js"):
        answers[path] = await browser.get(path)
    answers["405"] = await browser.http.delete("/api/guest/me")
    for path, answer in answers.items():
        assert set(answer.headers) >= EVERYWHERE, path
        assert not {"server", "x-powered-by"} & set(answer.headers), path
        for name in EVERYWHERE:
            assert len(answer.headers.get_list(name)) == 1, (path, name)
        assert answer.headers["cache-control"] == "no-store", path
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


async def test_camera_and_microphone_are_for_us_alone(town: Town) -> None:
    policy = (await town.browser().get("/l")).headers["permissions-policy"].split(", ")
    assert {"camera=(self)", "microphone=(self)", "display-capture=(self)"} <= set(policy)
    allowed = {each.partition("=")[0] for each in policy if not each.endswith("=()")}
    assert "geolocation" not in allowed
    assert all(each.endswith(("=()", "=(self)")) for each in policy)


async def test_a_conference_host_of_its_own_may_be_spoken_to_and_may_use_the_camera(
    town: Town,
) -> None:
    other = town.rebuilt(conference_hosts=("https://node.example",))
    headers = (await other.browser().get("/l")).headers
    assert 'camera=(self "https://node.example")' in headers["permissions-policy"]
    assert "wss://vent.example" in headers["content-security-policy"]
    assert "https://node.example" in headers["content-security-policy"]


async def test_a_plain_address_is_never_told_to_be_https_only(town: Town) -> None:
    plain = town.rebuilt(origins=("http://127.0.0.1:8000",))
    assert "strict-transport-security" not in (await plain.browser().get("/")).headers


async def test_a_method_nobody_offers_is_refused_and_says_which_are(town: Town) -> None:
    answer = await town.browser().http.delete("/api/door/nordklinikken")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_an_address_with_a_slash_too_many_leads_nowhere(town: Town) -> None:
    answer = await town.browser().get("/staff/")
    assert answer.status_code == 404
    assert "location" not in answer.headers
