"""A call in real Chromium by way of a real TURN server, with the sign-ins that the node gives."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.net.coturn import SECRET, WHY_NOT, Coturn, certified, running
from waitingroom.turn import LIFE_S, TurnServer, sign_in

from .client import client
from .house import House, node_of, open_node_of
from .people import GUEST_PIN, HOST_PIN, Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

installed = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
GATHER = """async server => {
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
  const found = [];
  connection.onicecandidate = ({ candidate }) => { if (candidate) found.push(candidate.type); };
  connection.onicecandidateerror = ({ errorCode }) => { found.push(errorCode); };
  connection.createDataChannel('x');
  await connection.setLocalDescription();
  const limit = Date.now() + 10000;
  while (connection.iceGatheringState !== 'complete' && Date.now() < limit) {
    await new Promise(done => setTimeout(done, 50));
  }
  connection.close();
  return found;
}"""
PAIR = """(async () => {
  const reports = [...(await kit.connections.at(-1).getStats()).values()];
  const pair = reports.find(one => one.type === 'candidate-pair' && one.state === 'succeeded');
  return reports.find(one => one.id === pair?.localCandidateId)?.candidateType ?? null;
})()"""


@pytest.fixture
async def turn(tmp_path: Path) -> AsyncIterator[TurnServer]:
    """A TURN server that knows our secret, over TCP."""
    async with running(Coturn(), certified(tmp_path, "127.0.0.1"), tmp_path) as coturn:
        yield TurnServer(urls=(coturn.urls[1],), secret=coturn.secret)


@installed
async def test_a_call_goes_by_way_of_the_turn_server_when_a_turnserver_is_installed(
    house: House, person: Any, turn: TurnServer
) -> None:
    alias = house.opens("v-turn")
    anna, per = await person(), await person()
    async with AsyncExitStack() as stack:
        url, _ = await stack.enter_async_context(open_node_of(house, turn=turn))
        for one, name, pin in ((anna, "Anna Test", HOST_PIN), (per, "Prøve Pedersen", GUEST_PIN)):
            one.node = url
            await one.asks("window.relayOnly = true")
            assert await one.joins(alias, name, pin) == 200
        for one in (anna, per):
            await one.sees_moving_pictures()
            assert await one.asks(PAIR) == "relay"
            await one.asks("kit.client.disconnect({})")


@installed
async def test_a_sign_in_that_has_run_out_opens_no_way_when_a_turnserver_is_installed(
    person: Any, turn: TurnServer
) -> None:
    one: Person = await person()
    now = await one.asks("Date.now() / 1000")
    for at, found in ((now, ["relay"]), (now - LIFE_S - 5, [401])):
        made = sign_in(turn, at)
        server = {
            "urls": list(made.urls),
            "username": made.username,
            "credential": made.credential.reveal(),
        }
        assert sorted(set(await one.page.evaluate(GATHER, server))) == found


async def test_each_token_brings_a_sign_in_of_its_own_that_names_nobody(house: House) -> None:
    urls = ("turn:turn.example.dk:3478?transport=udp", "turns:turn.example.dk:443?transport=tcp")
    server = TurnServer(urls=urls, secret=SECRET)
    alias = house.opens("v-turn")
    made = []
    async with node_of(house, turn=server) as url, client(url, alias) as one:
        for _ in range(2):
            _, result = await one.enters(HOST_PIN, name="Prøve Pedersen", tag="staff-1.a")
            (each,) = result["turn"]
            assert each["urls"] == list(urls)
            text = msgspec.json.encode(each).decode()
            for private in ("Pedersen", "staff-1", one.uuid, alias, SECRET.reveal()):
                assert private not in text
            made.append(each["username"])
    assert len(set(made)) == 2


async def test_without_a_turn_server_the_token_says_nothing_of_one(house: House, node: str) -> None:
    async with client(node, house.opens("v-turn")) as one:
        _, result = await one.enters(HOST_PIN)
    assert "turn" not in result and "stun" not in result
