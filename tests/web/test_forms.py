"""What may be in a body: not too long, nothing unknown, and nothing of it ever comes back."""

import pytest
from starlette.types import Message, Receive

from tests.web.town import ACUTE, ORIGIN, PATIENT, Browser, Town, expected
from waitingroom.core.ids import GuestId
from waitingroom.core.model import Role
from waitingroom.web.forms import Enter, StaffLogin
from waitingroom.web.shapes import LinkShown

MARK = "kanariefugl"
JSON = {"Origin": ORIGIN, "Content-Type": "application/json"}

BAD = (
    b"",
    b"null",
    b"[]",
    b'"' + MARK.encode() + b'"',
    b'{"token":"' + MARK.encode() + b'"',
    b'{"token":"' + MARK.encode() + b'","' + MARK.encode() + b'":1}',
    b'{"token":["' + MARK.encode() + b'"]}',
    b'{"token":null}',
    b'{"token":NaN}',
    b'{"token":"\\ud800"}',
    b'{"token":"\xff\xfe' + MARK.encode() + b'"}',
    b'\xef\xbb\xbf{"token":"' + MARK.encode() + b'"}',
    b'{"token":' + b"[" * 3000 + b"]" * 3000 + b"}",
    b'{"token":' + b'{"a":' * 2000 + b"1" + b"}" * 2000 + b"}",
    b'{"token":"' + MARK.encode() * 100 + b'"}',
    b"\x00" * 100,
)


async def sent(browser: Browser, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
    answer = await browser.http.post(path, content=body, headers={**JSON, **headers})
    return answer.status_code, answer.content


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
async def test_what_is_no_form_is_refused_and_not_repeated(town: Town, body: bytes) -> None:
    status, answer = await sent(town.browser(), "/api/guest/peek", body)
    assert (status, answer) == (400, b'{"code":"malformed"}')


async def test_sixteen_kibibytes_are_read_and_not_a_byte_more(town: Town) -> None:
    browser = town.browser()
    whole = b'{"token":"x"}' + b" " * (16 * 1024 - 13)
    assert (await sent(browser, "/api/guest/peek", whole))[0] == 200
    refused = (413, b'{"code":"malformed"}')
    assert await sent(browser, "/api/guest/peek", whole + b" ") == refused


async def by_hand(town: Town, path: str, receive: Receive, cookie: str = "") -> int:
    """The status of a form that a caller sends in their own way."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = {"origin": ORIGIN, "content-type": "application/json", "cookie": cookie}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "client": ("192.0.2.10", 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await town.app(scope, receive, send)
    status: int = sent[0]["status"]
    return status


async def test_an_endless_body_is_not_read_to_its_end(town: Town) -> None:
    given = 0

    async def receive() -> Message:
        nonlocal given
        given += 1024
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    cookies = (await town.signed_in()).http.cookies
    cookie = f"__Host-staff={cookies['__Host-staff']}"
    path = f"/api/staff/queues/{ACUTE}/visits"
    assert await by_hand(town, path, receive, cookie) == 413
    assert given <= 17 * 1024


async def test_the_type_may_name_its_characters_and_nothing_else(town: Town) -> None:
    body = b'{"token":"x"}'
    for kind, status in (
        ("application/json; charset=utf-8", 200),
        ("APPLICATION/JSON", 200),
        ("application/json+x", 403),
        ("text/json", 403),
        ("", 403),
    ):
        headers = {"Content-Type": kind}
        assert (await sent(town.browser(), "/api/guest/peek", body, **headers))[0] == status, kind


async def test_a_guests_form_cannot_say_what_it_is_not_asked(town: Town) -> None:
    town.open(ACUTE)
    form = {"queue": ACUTE, "name": "Prøve Pedersen"}
    for extra in ("visit", "guest", "walk_in", "priority", "birth_year", "phone"):
        answer = await town.browser().post("/api/door/nordklinikken", {**form, extra: "x"})
        assert answer.status_code == 400, extra


async def test_a_page_that_goes_away_in_the_middle_of_its_form_harms_nobody(town: Town) -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    assert await by_hand(town, "/api/guest/peek", receive) == 400


def test_a_form_in_a_traceback_or_a_log_shows_nothing() -> None:
    link = LinkShown(guest=GuestId("g"), role=Role.PATIENT, link=MARK, qr=MARK)
    for form in (Enter(token=MARK), StaffLogin(login=MARK, password=MARK), link):
        assert MARK not in repr(form)
        assert MARK not in f"{form}"


async def test_an_answer_holds_what_its_page_needs_and_no_more(town: Town) -> None:
    answer = await expected(await town.signed_in(), {**PATIENT, "note": MARK})
    assert set(answer.json()) == {"visit", "guests"}
    assert set(answer.json()["guests"][0]) == {"guest", "role", "link", "qr"}
    assert MARK not in answer.text
