"""Which ways a browser finds to a peer, tried by a small script: nothing of ours is in it."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiortc import RTCConfiguration, RTCDataChannel, RTCPeerConnection, RTCSessionDescription
from playwright.async_api import Page

from tests.net.coturn import Coturn
from waitingroom.precheck.measured import Way
from waitingroom.turn import TurnServer, sign_in

OFFER = """async ({ way, servers }) => {
  const relayed = servers.length > 0;
  const pc = new RTCPeerConnection({
    iceServers: servers, iceTransportPolicy: relayed ? 'relay' : 'all',
  });
  const channel = pc.createDataChannel('echo');
  window.lines ??= {};
  const line = window.lines[way] = { pc, began: performance.now() };
  line.echo = new Promise(done => {
    channel.onopen = () => channel.send('hello');
    channel.onmessage = () => done(performance.now() - line.began);
  });
  await pc.setLocalDescription();
  // A TURN server that can't be reached is tried for long; nothing more will come of it.
  const limit = new Promise(done => setTimeout(done, 2500));
  const gathered = new Promise(done => {
    pc.onicecandidate = ({ candidate }) => { if (candidate === null || relayed) done(); };
  });
  await Promise.race([gathered, limit]);
  return pc.localDescription.sdp;
}"""
ANSWERED = """async ({ way, sdp, within_ms }) => {
  const { pc, echo } = window.lines[way];
  await pc.setRemoteDescription({ type: 'answer', sdp });
  const limit = new Promise(done => setTimeout(() => done(null), within_ms));
  const took = await Promise.race([echo, limit]);
  const reports = [...(await pc.getStats()).values()];
  const transport = reports.find(one => one.type === 'transport');
  const pair = reports.find(one => one.id === transport?.selectedCandidatePairId);
  const local = reports.find(one => one.id === pair?.localCandidateId);
  pc.close();
  return { took, kind: local?.candidateType ?? null, protocol: local?.relayProtocol ?? null };
}"""
PROTOCOLS = {Way.DIRECT: None, Way.TURN_UDP: "udp", Way.TURN_TCP: "tcp", Way.TURN_TLS: "tls"}


async def ways(page: Page, coturn: Coturn, within_s: float) -> dict[Way, float]:
    """The ways that work, each with the milliseconds until an echo was back; tried side by side."""
    tried = await asyncio.gather(*(_tried(page, way, coturn, within_s) for way in Way))
    return {way: took for way, took in zip(Way, tried, strict=True) if took is not None}


async def _tried(page: Page, way: Way, coturn: Coturn, within_s: float) -> float | None:
    async with _peer() as peer:
        offer = await page.evaluate(OFFER, {"way": way, "servers": _servers(way, coturn)})
        if way is not Way.DIRECT and "a=candidate:" not in offer:
            return None
        await peer.setRemoteDescription(RTCSessionDescription(sdp=_plain(offer), type="offer"))
        await peer.setLocalDescription(await peer.createAnswer())
        asked = {"way": way, "sdp": peer.localDescription.sdp, "within_ms": 1000 * within_s}
        found = await page.evaluate(ANSWERED, asked)
    if found["took"] is None:
        return None
    assert found["protocol"] == PROTOCOLS[way], f"{way} went another way: {found}"
    assert (found["kind"] == "relay") == (way is not Way.DIRECT)
    return float(found["took"])


def _servers(way: Way, coturn: Coturn) -> list[dict[str, Any]]:
    if way is Way.DIRECT:
        return []
    url = coturn.urls[list(PROTOCOLS).index(way) - 1]
    made = sign_in(TurnServer(urls=(url,), secret=coturn.secret), time.time())
    return [
        {"urls": [url], "username": made.username, "credential": made.credential.reveal()},
    ]


@asynccontextmanager
async def _peer() -> AsyncIterator[RTCPeerConnection]:
    """A peer in our network that gives back what it is told."""
    peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))

    @peer.on("datachannel")
    def opened(channel: RTCDataChannel) -> None:
        channel.on("message", channel.send)

    try:
        yield peer
    finally:
        await peer.close()


def _plain(sdp: str) -> str:
    """Without names that only a browser can look up; its checks reach us all the same."""
    return "".join(line for line in sdp.splitlines(keepends=True) if ".local " not in line)
