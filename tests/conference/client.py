"""A client of the node that is no browser: it asks, listens, and can make a real call."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import msgspec
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

Said = list[tuple[str, Any]]


class Client:
    """One who calls a node. `said` gathers what the node answered, for the official validators."""

    def __init__(self, node: str, alias: str) -> None:
        self.base = f"{node}/api/client/v2/conferences/{alias}"
        # Everything is on loopback and in the clear: no certificates need to be loaded.
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.http = httpx2.AsyncClient(trust_env=False, timeout=5, verify=tls)
        self.token = ""
        self.uuid = ""
        self.said: Said = []
        self.events: list[tuple[str, Any]] = []
        self._listening: asyncio.Task[None] | None = None

    async def ask(
        self, path: str, body: Any = None, *, kind: str = "", method: str = "POST", **headers: str
    ) -> tuple[int, Any]:
        """Send a request; `kind` names the validator of the reply, without its status."""
        content = b"" if body is None else msgspec.json.encode(body)
        shown = {"content-type": "application/json", "token": self.token} | headers
        url = f"{self.base}/{path}"
        answer = await self.http.request(method, url, content=content, headers=shown)
        plain = not answer.headers.get("content-type", "").startswith("application/json")
        value = answer.text if plain else answer.json()
        if kind:
            self.said.append((f"{kind}{answer.status_code}", value))
        return answer.status_code, value

    async def enters(
        self,
        pin: str,
        *,
        name: str = "Anna Test",
        tag: str = "",
        direct: bool = False,
        token: str = "",
    ) -> tuple[int, Any]:
        """Ask for a token, and keep it; `token` is a one-time token, shown in place of a PIN."""
        body = {"display_name": name, "call_tag": tag, "direct_media": direct}
        body |= {"token": token} if token else {}
        status, value = await self.ask("request_token", body, kind="RequestToken", pin=pin)
        if status == 200:
            self.token, self.uuid = value["result"]["token"], value["result"]["participant_uuid"]
        return status, value["result"]

    async def does(self, function: str, kind: str, body: Any = None, whom: str = "") -> Any:
        """Use a function on a participant, oneself unless said otherwise."""
        path = f"participants/{whom or self.uuid}/{function}"
        return (await self.ask(path, body, kind=kind))[1]["result"]

    async def listens(self) -> None:
        """Open the event stream; returns when its head has come."""
        opened = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(opened))
        async with asyncio.timeout(5):
            await opened.wait()

    async def deaf(self) -> None:
        """Close the event stream."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    def heard(self, kind: str) -> list[Any]:
        """The data of all events of this kind."""
        return [data for found, data in self.events if found == kind]

    async def comes_to(self, kind: str, limit_s: float = 5.0) -> Any:
        """Wait for an event of this kind; gives the newest one's data."""
        async with asyncio.timeout(limit_s):
            while not self.heard(kind):  # noqa: ASYNC110 nothing to wait on
                await asyncio.sleep(0.01)
        return self.heard(kind)[-1]

    async def _listen(self, opened: asyncio.Event) -> None:
        url = f"{self.base}/events?token={self.token}"
        async with self.http.stream("GET", url, timeout=httpx2.Timeout(5, read=60)) as answer:
            assert answer.headers["content-type"] == "text/event-stream"
            opened.set()
            kind = ""
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.events.append((kind, msgspec.json.decode(line.removeprefix("data: "))))
        self.events.append(("closed", None))

    async def close(self) -> None:
        """Go away without a word."""
        await self.deaf()
        await self.http.aclose()


@asynccontextmanager
async def client(node: str, alias: str) -> AsyncIterator[Client]:
    """A client that goes away in the end."""
    one = Client(node, alias)
    try:
        yield one
    finally:
        await one.close()


@asynccontextmanager
async def media() -> AsyncIterator[tuple[RTCPeerConnection, str]]:
    """A peer connection that can be answered, and its offer of sound and picture."""
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("audio")
    connection.addTransceiver("video")
    await connection.setLocalDescription(await connection.createOffer())
    try:
        yield connection, connection.localDescription.sdp
    finally:
        await connection.close()


async def connects(connection: RTCPeerConnection, answer: str) -> None:
    """Take the node's answer and wait until the way is open."""
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    async with asyncio.timeout(5):
        while connection.connectionState != "connected":  # noqa: ASYNC110 nothing to wait on
            await asyncio.sleep(0.01)
