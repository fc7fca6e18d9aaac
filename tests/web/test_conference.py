"""Calls to the conference node pass through us: at once, whole, and without our secrets."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import pytest
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from tests.web.serving import serving, until
from tests.web.town import ORIGIN, Town

API = "/api/client/v2/conferences"
DOWN = b'{"status":"failed","result":"503 Service Unavailable"}'
PATIENCE_S = 5


@dataclass
class FakeNode:
    """A node that notes what it hears, and says what a test wants."""

    heard: list[Request] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"status":"success","result":true}'
    more: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        request = Request(scope, receive)
        self.heard.append(request)
        self.bodies.append(await request.body())
        match scope["path"].rpartition("/")[2]:
            case "events":
                await self._events(receive, send)
            case "breaks":
                length = [(b"content-length", b"100")]
                await send({"type": "http.response.start", "status": 200, "headers": length})
                await send({"type": "http.response.body", "body": b"half"})
            case "calls":
                self.held.set()
                await self._until_left(receive)
            case _:
                await self._say(send)

    async def _say(self, send: Send) -> None:
        kind = [(b"content-type", b"application/json")] if self.answer else []
        cookie = (b"set-cookie", b"nodes=own")
        headers = [*kind, cookie, (b"server", b"a node")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.answer})

    async def _events(self, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        leaving = asyncio.create_task(self._until_left(receive))
        await asyncio.wait(
            (leaving, asyncio.create_task(self.more.wait())),
            return_when=asyncio.FIRST_COMPLETED,
        )
        leaving.cancel()
        await send({"type": "http.response.body", "body": b"data: 2\n\n"})

    async def _until_left(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.left.set()


async def _lifespan(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


@dataclass
class Line:
    """A page that speaks to the node through us."""

    node: FakeNode
    page: httpx2.AsyncClient


@asynccontextmanager
async def through(town: Town) -> AsyncIterator[Line]:
    node = FakeNode()
    async with serving(node) as node_url:
        site = town.rebuilt(node_url=node_url)
        async with (
            serving(site.app) as url,
            httpx2.AsyncClient(base_url=url, timeout=PATIENCE_S, trust_env=False) as page,
        ):
            yield Line(node, page)


@pytest.fixture
async def line(town: Town) -> AsyncIterator[Line]:
    async with through(town) as line:
        yield line


async def test_a_call_reaches_the_node_as_it_was_sent(line: Line) -> None:
    answer = await line.page.post(
        f"{API}/v-abc%40example%20x/request_token?a=1&b=%20",
        content=b'{"display_name":"x"}',
        headers={"pin": "1234", "token": "opaque", "Origin": ORIGIN, "Content-Type": "x/y"},
    )
    assert answer.status_code == 200
    assert answer.content == line.node.answer
    assert answer.headers["content-type"] == "application/json"
    heard = line.node.heard[0]
    assert heard.method == "POST"
    assert heard.scope["raw_path"] == f"{API}/v-abc%40example%20x/request_token".encode()
    assert heard.scope["query_string"] == b"a=1&b=%20"
    assert (heard.headers["pin"], heard.headers["token"]) == ("1234", "opaque")
    assert heard.headers["content-type"] == "x/y"
    assert line.node.bodies == [b'{"display_name":"x"}']


async def test_the_node_learns_who_calls(line: Line) -> None:
    await line.page.post(f"{API}/x/request_token", content=b"{}")
    # What comes from our own machine may be a proxy of ours, which says for whom it calls.
    behind_a_proxy = {"X-Forwarded-For": "192.0.2.66"}
    await line.page.post(f"{API}/x/request_token", headers=behind_a_proxy, content=b"{}")
    callers = [heard.headers["x-forwarded-for"] for heard in line.node.heard]
    assert callers == ["127.0.0.1", "192.0.2.66"]


async def test_our_cookies_stay_here_and_the_nodes_stay_there(line: Line) -> None:
    answer = await line.page.get(
        f"{API}/x/theme/",
        headers={"Cookie": "__Host-staff=secret", "Authorization": "Basic secret"},
    )
    heard = line.node.heard[0].headers
    assert not {"cookie", "authorization", "origin", "referer"} & set(heard)
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("status", [204, 403, 404, 503, 529])
async def test_what_the_node_says_is_what_the_page_hears(line: Line, status: int) -> None:
    line.node.status = status
    line.node.answer = b"" if status == 204 else b'{"status":"failed","result":"Invalid PIN"}'
    answer = await line.page.get(f"{API}/x/theme/")
    assert (answer.status_code, answer.content) == (status, line.node.answer)


async def test_an_event_is_on_the_page_before_the_next_one_exists(line: Line) -> None:
    async with line.page.stream("GET", f"{API}/x/events?token=opaque") as events:
        assert events.headers["content-type"] == "text/event-stream"
        parts = events.aiter_raw()
        async with asyncio.timeout(PATIENCE_S):
            assert await anext(parts) == b"data: 1\n\n"
        line.node.more.set()
        async with asyncio.timeout(PATIENCE_S):
            assert await anext(parts) == b"data: 2\n\n"
            assert [each async for each in parts] == []


async def test_a_page_that_goes_away_takes_its_event_stream_along(line: Line) -> None:
    async with line.page.stream("GET", f"{API}/x/events") as events:
        async with asyncio.timeout(PATIENCE_S):
            await anext(events.aiter_raw())
        assert not line.node.left.is_set()
    async with asyncio.timeout(PATIENCE_S):
        await line.node.left.wait()


async def test_a_page_that_goes_away_takes_a_held_call_along(line: Line) -> None:
    asking = asyncio.create_task(line.page.post(f"{API}/x/calls", content=b"{}"))
    async with asyncio.timeout(PATIENCE_S):
        await line.node.held.wait()
    asking.cancel()
    async with asyncio.timeout(PATIENCE_S):
        await line.node.left.wait()
    assert asking.cancelled() or asking.cancelling()


async def test_a_node_that_is_down_is_said_to_be_in_its_own_words(town: Town) -> None:
    for method in ("GET", "POST"):
        answer = await town.browser().http.request(method, f"{API}/x/request_token")
        assert (answer.status_code, answer.content) == (503, DOWN)
        assert answer.headers["content-type"] == "application/json"


async def test_a_node_that_dies_in_the_middle_ends_the_answer_and_nothing_else(line: Line) -> None:
    answer = await line.page.get(f"{API}/x/breaks")
    assert (answer.status_code, answer.content) == (200, b"half")
    assert (await line.page.get(f"{API}/x/theme/")).status_code == 200


async def test_a_body_of_64_kibibytes_is_passed_on_and_a_longer_one_is_not(line: Line) -> None:
    url = f"{API}/x/participants/1"
    assert (await line.page.post(url, content=b"x" * 65536)).status_code == 200
    assert len(line.node.bodies[0]) == 65536
    assert (await line.page.post(url, content=b"x" * 65537)).status_code == 413
    assert len(line.node.heard) == 1


@pytest.mark.parametrize(
    "step", ["../../../hooks", "%2e%2e/%2e%2e/admin", "x/..%2f..%2fadmin", "./x", "x%2f%2e"]
)
async def test_nobody_climbs_out_of_the_client_api(line: Line, step: str) -> None:
    path = f"/api/client/v2/{step}"
    reader, writer = await asyncio.open_connection(line.page.base_url.host, line.page.base_url.port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    async with asyncio.timeout(PATIENCE_S):
        answer = await reader.read()
    writer.close()
    assert answer.split(b" ", 2)[1] == b"404"
    assert line.node.heard == []


async def test_a_page_of_another_site_does_not_reach_the_node_through_us(line: Line) -> None:
    for origin in ("https://evil.test", "null"):
        answer = await line.page.post(f"{API}/x/request_token", headers={"Origin": origin})
        assert (answer.status_code, answer.json()) == (403, {"code": "denied"})
    assert line.node.heard == []


async def test_a_token_in_an_address_is_in_no_log(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line.node.more.set()
    for path in (f"{API}/v-alias/events?token=kanariefugl", f"{API}/v-alias/x?token=kanariefugl"):
        assert (await line.page.get(path)).status_code == 200
    await until(lambda: len(_lines(caplog, "waitingroom.access")) == 2)
    assert all(
        each.startswith("GET /api/client/v2/{rest:path} 200")
        for each in _lines(caplog, "waitingroom.access")
    )
    assert "kanariefugl" not in "".join(_lines(caplog))
    assert "v-alias" not in "".join(_lines(caplog))


def _lines(caplog: pytest.LogCaptureFixture, name: str = "") -> list[str]:
    # The server's own access log is switched off; only a test run that listens to switched-off
    # logs as well can hear it.
    records = (each for each in caplog.records if each.name != "uvicorn.access")
    return [each.getMessage() for each in records if each.name.startswith(name)]
