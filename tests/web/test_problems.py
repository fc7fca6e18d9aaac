"""Every no has a status, every bug an id and one line, and no line tells what somebody entered."""

import logging
from datetime import timedelta

import msgspec
import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.web.town import ACUTE, OP, PASSWORD, PATIENT, Town
from waitingroom.core.ids import QueueId
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code
from waitingroom.ledger import Busy
from waitingroom.web import Readiness
from waitingroom.web.pages import Pages
from waitingroom.web.problems import STATUS, Slow, respond
from waitingroom.web.site import Faults

MARK = "kanariefugl"


class Bug(Exception):
    """A bug whose text quotes what somebody entered."""


def broken(town: Town, error: Exception) -> Town:
    """A town whose desk does not work."""

    class Broken:
        async def queue(self, queue: QueueId) -> Queue:
            raise error

        ask = history = queue

    return town.rebuilt(desk=Broken())


def test_every_code_has_a_status_that_is_a_no() -> None:
    assert set(STATUS) == set(Code)
    assert all(400 <= status < 600 for status in STATUS.values())


@pytest.mark.parametrize("code", list(Code))
def test_a_refusal_is_its_code_and_nothing_else(code: Code) -> None:
    response = respond(code)
    assert response.status_code == STATUS[code]
    assert msgspec.json.decode(bytes(response.body)) == {"code": code}


@pytest.mark.parametrize(("seconds", "told"), [(0.1, "1"), (1.0, "1"), (6.2, "7"), (600, "600")])
def test_too_many_tries_says_when_to_try_again(seconds: float, told: str) -> None:
    response = respond(Slow(seconds=seconds))
    assert (response.status_code, response.headers["retry-after"]) == (429, told)


async def test_a_bug_is_one_line_with_an_id_that_the_person_also_sees(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = broken(town, Bug(MARK)).browser()
    answer = await browser.get("/api/door/nordklinikken")
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert set(answer.json()) == {"code", "id"}
    assert answer.json()["code"] == "fault"
    lines = [each for each in caplog.records if each.name == "waitingroom.web"]
    assert len(lines) == 1
    line = lines[0].getMessage()
    assert answer.json()["id"] in line
    assert "Bug in /api/door/{slug} at" in line
    assert "public_door.py:" in line
    assert MARK not in caplog.text
    assert "nordklinikken" not in caplog.text
    assert lines[0].exc_info is None


async def test_a_bug_in_the_middle_of_an_answer_is_written_down_and_adds_nothing_to_it(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    async def half(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise Bug(MARK)

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    faults = Faults(half, town.rooms, Pages(town.rooms))
    await faults({"type": "http", "path": "/"}, receive, send)
    assert [each["type"] for each in sent] == ["http.response.start", "http.response.body"]
    assert [each.name for each in caplog.records] == ["waitingroom.web"]
    assert MARK not in caplog.text


async def test_a_bug_in_a_page_is_told_in_plain_words_with_the_clinics_number(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waitingroom.web.pages.secrets.token_urlsafe", None)
    answer = await town.browser().get("/d/nordklinikken")
    assert answer.status_code == 500
    assert "Der skete en fejl hos os" in answer.text
    assert "12345678" in answer.text
    assert "112" in answer.text
    assert "Traceback" not in answer.text


async def test_a_database_that_is_busy_is_no_bug(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await broken(town, Busy()).browser().get("/api/door/nordklinikken")
    assert (answer.status_code, answer.json()) == (503, {"code": "busy"})
    assert answer.headers["retry-after"] == "1"
    assert not [each for each in caplog.records if each.name == "waitingroom.web"]


async def test_the_access_log_names_the_row_and_never_the_path_the_query_or_the_person(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = town.browser("198.51.100.99")
    await browser.get(f"/d/{MARK}?token={MARK}")
    await browser.get(f"/{MARK}")
    await browser.http.request(MARK, "/api/guest/me")
    await browser.post(f"/api/door/{MARK}", {"queue": MARK, "name": MARK})
    lines = [each.getMessage() for each in caplog.records if each.name == "waitingroom.access"]
    assert [each.rpartition(" ms")[0].rpartition(" ")[0] for each in lines] == [
        "GET /d/{slug} 200",
        "GET - 404",
        "- /api/guest/me 405",
        "POST /api/door/{slug} 404",
    ]
    assert MARK not in caplog.text
    assert "198.51.100.99" not in caplog.text


async def test_this_process_lives_and_says_whether_it_is_ready(town: Town) -> None:
    browser = town.browser()
    assert (await browser.get("/health/live")).status_code == 200
    ready = await browser.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {
        "ready": True,
        "parts": {"ledger": True, "conference": False},
        "calls_left": None,
        "room": {"da": "Pladsen kendes ikke lige nu", "en": "The room is not known right now"},
        "entered": None,
    }

    async def not_ready() -> Readiness:
        return Readiness(ready=False, parts={"ledger": False})

    other = town.rebuilt(ready=not_ready).browser()
    assert (await other.get("/health/live")).status_code == 200
    assert (await other.get("/health/ready")).status_code == 503


@pytest.mark.parametrize(
    ("left", "danish", "english"),
    [
        (7, "Plads til 7 samtaler mere", "Room for 7 more calls"),
        (1, "Plads til 1 samtale mere", "Room for 1 more call"),
        (0, "Ikke plads til flere samtaler", "No room for more calls"),
    ],
)
async def test_it_says_how_many_calls_there_is_room_for(
    town: Town, left: int, danish: str, english: str
) -> None:
    async def found() -> Readiness:
        return Readiness(ready=True, parts={"conference": True}, calls_left=left)

    told = (await town.rebuilt(ready=found).browser().get("/health/ready")).json()
    assert told["calls_left"] == left
    assert told["room"] == {"da": danish, "en": english}


async def test_no_answer_and_no_log_line_holds_anything_of_another_person(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "waitingroom")
    marked = {**PATIENT, "name": f"{MARK} navn", "note": f"{MARK} note", "phone": "40506070"}
    staff = await town.signed_in()
    answer = await staff.post(
        f"/api/staff/queues/{ACUTE}/visits",
        {"guests": [marked], "op_id": OP, "due_at": None},
    )
    token = answer.json()["guests"][0]["link"].partition("#")[2]
    own = town.browser()
    town.open(ACUTE)
    assert MARK in (await own.post("/api/guest/enter", {"token": token})).text
    await own.post("/api/guest/enter", {"token": token, MARK: MARK})
    others = [town.browser(), await town.signed_in("bo")]
    heard = ""
    for other in others:
        await other.post("/api/door/nordklinikken", {"queue": ACUTE, "name": "Anna Test"})
        for path in ("/", "/l", "/wait", "/nowhere", "/api/guest/me", "/api/door/nordklinikken"):
            heard += str((await other.get(path)).headers) + (await other.get(path)).text
        for path in ("/api/guest/peek", "/api/guest/enter"):
            heard += (await other.post(path, {"token": token[::-1]})).text
    town.clock.move(timedelta(hours=13))
    heard += (await others[0].post("/api/guest/peek", {"token": token})).text
    for secret in (MARK, token, "40506070", PASSWORD):
        assert secret not in heard
        assert secret not in caplog.text
