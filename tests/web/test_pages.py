"""The pages as people get them, the files beside them, and the plain ones in trouble."""

import re

import pytest

from tests.web.test_prechecks import checking
from tests.web.town import ACUTE, Town, expected, token_of
from waitingroom.core.ids import QueueId, UnitId
from waitingroom.directory import QueueInfo


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/l", "guest"),
        ("/d/nordklinikken", "guest"),
        ("/d/nowhere", "guest"),
        ("/wait", "guest"),
        ("/staff", "staff"),
        ("/network", "network"),
    ],
)
async def test_a_page_runs_only_script_that_carries_this_answers_nonce(
    town: Town, path: str, page: str
) -> None:
    nonces = set()
    for _ in range(20):
        answer = await town.browser().get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert f'<div id="page">{page}</div>' in answer.text
        assert "__NONCE__" not in answer.text
        (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.text))
        policy = answer.headers["content-security-policy"]
        assert f"script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self';" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "connect-src 'self' wss://vent.example wss://vent2.example;" in policy
        nonces.add(nonce)
    assert len(nonces) == 20
    assert min(map(len, nonces)) >= 22


@pytest.mark.parametrize("path", ["/wait", "/check", "/network"])
async def test_a_page_is_told_that_nothing_is_tested_here(town: Town, path: str) -> None:
    told = '<html data-prechecks="none" '
    assert told in (await town.browser().get(path)).text
    tested, _ = checking(town)
    assert told not in (await tested.browser().get(path)).text


async def test_the_start_page_runs_no_script_and_names_no_clinic(town: Town) -> None:
    answer = await town.browser().get("/")
    assert answer.status_code == 200
    assert "script-src 'none'" in answer.headers["content-security-policy"]
    assert "112" in answer.text
    assert 'href="/staff"' in answer.text
    assert "/static/assets/page-AbCdEf12.css" in answer.text
    for name in ("Nordklinikken", "Sydklinikken"):
        assert name not in answer.text


async def test_without_a_build_the_page_says_plainly_what_to_do(town: Town) -> None:
    bare = town.rebuilt(static=town.rooms.static / "nothing")
    for path in ("/l", "/staff", "/network"):
        answer = await bare.browser().get(path)
        assert answer.status_code == 503
        assert "Siderne er ikke bygget endnu" in answer.text
        assert "./run" in answer.text
    assert (await bare.browser().get("/")).status_code == 200
    assert (await bare.browser().get("/static/icon.svg")).status_code == 404


async def test_a_lost_guest_reads_their_own_clinics_number(town: Town) -> None:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token})
    answer = await phone.get("/nowhere")
    assert answer.status_code == 404
    assert 'href="tel:12345678"' in answer.text
    assert "Nordklinikken" in answer.text
    assert '<html lang="da">' in answer.text
    assert '<div lang="en">' in answer.text
    assert "112" in answer.text


async def test_a_lost_stranger_reads_no_clinics_name(town: Town) -> None:
    answer = await town.browser().get("/nowhere<script>")
    assert answer.status_code == 404
    assert "tel:" not in answer.text
    assert "nowhere" not in answer.text
    assert "klinikken" in answer.text


async def test_a_clinics_name_is_text_and_never_markup(town: Town) -> None:
    unit = town.rooms.directory.unit_by_slug("nordklinikken")
    assert unit is not None
    odd = UnitId("odd")
    await town.rooms.directory.add_unit(unit.but(id=odd, name="<img src=x onerror=1>", slug="odd"))
    queue = QueueInfo(id=QueueId("q-odd"), unit=odd, name="Kø", slug="odd")
    await town.rooms.directory.add_queue(queue)
    town.open(queue.id)
    phone = town.browser()
    await phone.post("/api/door/odd", {"queue": queue.id, "name": "Prøve Pedersen"})
    answer = await phone.get("/nowhere")
    assert "<img" not in answer.text
    assert "&lt;img src=x onerror=1&gt;" in answer.text


async def test_a_hashed_file_is_kept_for_ever_and_sent_packed(town: Town) -> None:
    browser = town.browser()
    answer = await browser.get("/static/assets/page-AbCdEf12.js")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) < len(answer.content)
    plain = await browser.get(
        "/static/assets/page-AbCdEf12.js", headers={"Accept-Encoding": "identity"}
    )
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content
    assert plain.headers["vary"] == "Accept-Encoding"


async def test_a_file_without_a_hash_is_asked_for_anew_each_time(town: Town) -> None:
    answer = await town.browser().get("/static/icon.svg")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "path",
    [
        "../town.db",
        "%2e%2e/town.db",
        "..%2ftown.db",
        "assets/../../town.db",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "assets",
        "",
        "guest.html",
        "assets/page-AbCdEf12.js%00",
    ],
)
async def test_nothing_but_the_files_of_the_build_can_be_had(town: Town, path: str) -> None:
    answer = await town.browser().get(f"/static/{path}")
    assert answer.status_code == 404


PATHS = (
    "/",
    "/l",
    "/d/nordklinikken",
    "/wait",
    "/staff",
    "/network",
    "/api/door/nordklinikken",
    "/api/network",
)


async def test_looking_at_every_page_changes_nothing(town: Town) -> None:
    town.open(ACUTE)
    asked, names = list(town.desk.asked), await town.names()
    for path in PATHS:
        for method in ("GET", "HEAD"):
            answer = await town.browser().http.request(method, path)
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
    assert town.desk.asked == asked
    assert await town.names() == names
