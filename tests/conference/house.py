"""The house of a node, as small as it can be: a strict policy server, an event sink, a page."""

import asyncio
import base64
import re
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import uvicorn

from tests.fakes.pexip_policy import GOLDEN
from tests.fakes.pexip_policy import PARTY as OF_A_PARTY
from waitingroom.conference import Node, NodeConfig, serve
from waitingroom.core.value import Private

UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
LOGIN = ("node", "a password of the test")
SERVICE = "/policy/v1/service/configuration"
PARTY = "/policy/v1/participant/properties"
NOT_OURS = {"ms-subnet", "p_Asserted-Identity", "idp_attribute_mail"}
"""What is only sent of callers this node does not have: those by SIP, and those of a sign-in."""

ASKED = {SERVICE: set(GOLDEN) - NOT_OURS, PARTY: set(OF_A_PARTY) - NOT_OURS}
FORMS = {
    "bandwidth": r"\d+",
    "bypass_lock": "True|False",
    "call_direction": "dial_in",
    "display_count": "1",
    "encryption": "On",
    "has_authenticated_display_name": "True|False",
    "local_alias": ".+",
    "participant_type": "api|api_host|standard",
    "participant_uuid": UUID,
    "preauthenticated_role": "chair|guest",
    "protocol": "api|webrtc",
    "registered": "False",
    "remote_address": r"127\.0\.0\.1",
    "remote_port": r"\d+",
    "request_id": UUID,
    "send_to_audio_mixes_prominent": "True|False",
    "supports_direct_media": "True|False",
    "trigger": "web",
    "version_id": r"\d+",
}
Message = MutableMapping[str, Any]


@dataclass(eq=False)
class House:
    """What policy says, and what the node has asked and reported."""

    rooms: dict[str, dict[str, Any]] = field(default_factory=dict)
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sink_status: int = 200
    policy_status: int = 200
    pages: Path | None = None
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def opens(self, alias: str, **changes: Any) -> str:
        """Policy knows this alias from now on."""
        self.rooms[alias] = {
            "service_type": "conference",
            "name": alias,
            "service_tag": f"wr:{alias}",
            "pin": "739201",
            "allow_guests": True,
            "guest_pin": "110284",
            "direct_media": "never",
        } | changes
        return alias

    def happened(self, kind: str) -> list[dict[str, Any]]:
        """The data of all events of this kind, in order."""
        return [event["data"] for event in self.events if event["event"] == kind]

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        status, kind, answer = self._answer(scope, body)
        headers = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    def _answer(self, scope: Message, body: bytes) -> tuple[int, str, bytes]:
        path = scope["path"]
        if path == "/favicon.ico":
            return 404, "text/plain", b""
        if path.startswith("/page"):
            return self._page(path)
        headers = dict(scope["headers"])
        wanted = b"Basic " + base64.b64encode(":".join(LOGIN).encode())
        if headers.get(b"authorization") != wanted:
            self.faults.append(f"no login at {path}")
            return 401, "text/plain", b""
        if path == "/hooks/pexip/events" and scope["method"] == "POST":
            return self._event(body)
        query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
        return self._policy(path, scope["method"], query)

    def _page(self, path: str) -> tuple[int, str, bytes]:
        assert self.pages is not None
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        return 200, kind, (self.pages / path.strip("/")).read_bytes()

    def _event(self, body: bytes) -> tuple[int, str, bytes]:
        if self.sink_status == 200:
            self.events.append(msgspec.json.decode(body))
        return self.sink_status, "application/json", b"{}"

    def _policy(self, path: str, method: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        wrong = _wrong(path, method, query)
        if wrong:
            self.faults.append(f"{method} {path}: {wrong}")
            return 400, "text/plain", b""
        self.asked.append((path, query))
        if self.policy_status != 200:
            return self.policy_status, "text/plain", b""
        answers = self.rooms if path == SERVICE else self.parties
        key = query["local_alias"] if path == SERVICE else query["call_tag"]
        reply: dict[str, Any] = {"status": "success", "action": "continue"}
        if key in answers:
            reply["result"] = answers[key]
        elif path == SERVICE:
            reply["action"] = "reject"
        if "reject_reason" in reply.get("result", {}):
            reply["action"] = "reject"
        return 200, "application/json", msgspec.json.encode(reply)


def _wrong(path: str, method: str, query: dict[str, str]) -> object:
    """What a Pexip node would have asked otherwise; nothing when all is as it asks."""
    if method != "GET" or path not in ASKED:
        return "no such question"
    odd = {
        name: value
        for name, value in query.items()
        if not re.fullmatch(FORMS.get(name, ".*"), value)
    }
    return ASKED[path] ^ set(query) or odd


@asynccontextmanager
async def housed(house: House) -> AsyncIterator[House]:
    """The house, listening on loopback."""
    listener = socket.create_server(("127.0.0.1", 0))
    house.port = listener.getsockname()[1]
    config = uvicorn.Config(house, log_config=None, lifespan="off", ws="none", access_log=False)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve([listener]))
    try:
        yield house
    finally:
        server.should_exit = True
        await running


def config_of(house: House, **changes: Any) -> NodeConfig:
    """What a node of this house is told before it starts."""
    settings: dict[str, Any] = {"addresses": (), "max_calls": 8}
    return NodeConfig(
        host="127.0.0.1",
        port=0,
        policy_url=house.url,
        sink_url=f"{house.url}/hooks/pexip/events",
        username=LOGIN[0],
        password=Private(LOGIN[1]),
        node_name="10.0.0.1",
        **(settings | changes),
    )


@asynccontextmanager
async def node_of(house: House, **changes: Any) -> AsyncIterator[str]:
    """A node of this house, served as its process would; gives its address."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with _running(serve(config_of(house, **changes), port.set_result)):
        yield f"http://127.0.0.1:{await asyncio.wait_for(port, 10)}"


@asynccontextmanager
async def open_node_of(house: House, **changes: Any) -> AsyncIterator[tuple[str, Node]]:
    """A node of this house whose inside can be looked at."""
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with Node(config_of(house, **changes)) as node, _running(node.listen(port.set_result)):
        yield f"http://127.0.0.1:{await asyncio.wait_for(port, 10)}", node


@asynccontextmanager
async def _running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        (end,) = await asyncio.gather(task, return_exceptions=True)
        assert isinstance(end, asyncio.CancelledError), end


async def until(condition: Callable[[], bool], limit_s: float = 5.0) -> None:
    """Wait until something is true; TimeoutError when it does not come true."""
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110 what is waited for has no event to wait on
            await asyncio.sleep(0.01)


async def comes_true(ask: Callable[[], Awaitable[Any]], limit_s: float) -> Any:
    """Ask again until the answer is a yes; TimeoutError when it does not become one."""
    async with asyncio.timeout(limit_s):
        while not (found := await ask()):  # noqa: ASYNC110 a browser is only ever asked
            await asyncio.sleep(0.1)
    return found
