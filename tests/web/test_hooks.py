"""Conference nodes: they prove themselves, ask who may come in, and tell who came."""

import base64
from ipaddress import ip_network
from typing import Any

import msgspec
import pytest
from starlette.types import Message

from tests.web.fakes import FakePolicy, FakeSink
from tests.web.serving import until
from tests.web.town import Browser, Town
from waitingroom.core.value import Private
from waitingroom.web import Installation, NodeLogin
from waitingroom.web.hooks import AT_ONCE

SERVICE = "/policy/v1/service/configuration"
PARTICIPANT = "/policy/v1/participant/properties"
LOCATION = "/policy/v1/participant/location"
AVATAR = "/policy/v1/participant/avatar/v-ours"
EVENTS = "/hooks/pexip/events"

EVENT = {"node": "10.0.0.1", "seq": 42, "event": "participant_connected", "data": {"uuid": "a0"}}


def basic(login: str, password: str, scheme: str = "Basic") -> dict[str, str]:
    sealed = base64.b64encode(f"{login}:{password}".encode()).decode()
    return {"Authorization": f"{scheme} {sealed}"}


RIGHT = basic("node", "hemmeligt for noden")

WRONG: tuple[dict[str, str], ...] = (
    {},
    {"Authorization": ""},
    {"Authorization": "Basic"},
    {"Authorization": "Basic %%%"},
    {"Authorization": "Basic bm9kZQ=="},
    {"Authorization": "Basic 8J+"},
    {"Authorization": RIGHT["Authorization"].removeprefix("Basic ")},
    basic("node", ""),
    basic("node", "forkert"),
    basic("Node", "hemmeligt for noden"),
    basic("", "hemmeligt for noden"),
    basic("node", "hemmeligt for noden", scheme="Bearer"),
)


async def tell(node: Browser, body: object) -> int:
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    answer = await node.http.post(EVENTS, content=content, headers=RIGHT)
    return answer.status_code


@pytest.mark.parametrize("headers", WRONG, ids=range(len(WRONG)))
async def test_who_is_no_node_is_asked_for_a_login_and_nothing_is_read(
    town: Town, headers: dict[str, str]
) -> None:
    stranger = town.browser()
    for answer in (
        await stranger.get(SERVICE, params={"local_alias": "v-ours"}, headers=headers),
        await stranger.get(PARTICIPANT, params={"local_alias": "v-ours"}, headers=headers),
        await stranger.get(LOCATION, params={"local_alias": "v-ours"}, headers=headers),
        await stranger.get(AVATAR, params={"width": "100"}, headers=headers),
        await stranger.http.post(EVENTS, json=EVENT, headers=headers),
    ):
        assert (answer.status_code, answer.json()) == (401, {"code": "not-signed-in"})
        assert answer.headers["www-authenticate"] == 'Basic realm="waitingroom"'
    assert town.policy.asked == []
    assert town.sink.taken == []


async def test_of_a_forged_post_not_a_byte_is_read(town: Town) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        raise AssertionError("the body was read")

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": EVENTS,
        "raw_path": EVENTS.encode(),
        "query_string": b"",
        "headers": [(b"host", b"vent.example"), (b"content-type", b"application/json")],
        "client": ("192.0.2.66", 4000),
        "server": ("vent.example", 443),
    }
    await town.app(scope, receive, send)
    assert [each["status"] for each in sent if each["type"] == "http.response.start"] == [401]
    assert town.sink.taken == []


async def test_a_node_hears_where_the_media_of_an_alias_of_ours_goes(town: Town) -> None:
    there = town.browser()
    answer = await there.get(LOCATION, params={"local_alias": "v-ours"}, headers=RIGHT)
    assert answer.json() == {"status": "success", "result": {"location": "Nord"}}
    answer = await there.get(LOCATION, params={"local_alias": "other"}, headers=RIGHT)
    assert answer.status_code == 404


async def test_nobody_has_a_picture_so_that_the_node_draws_its_placeholder(town: Town) -> None:
    size = {"width": "100", "height": "100", "role": "guest", "participant_uuid": "7d1c"}
    answer = await town.browser().get(AVATAR, params=size, headers=RIGHT)
    assert answer.status_code == 404


async def test_a_node_hears_what_the_policy_says_of_an_alias_of_ours(town: Town) -> None:
    node = town.browser()
    params = {"local_alias": "v-ours", "protocol": "webrtc", "trigger": "web"}
    answer = await node.get(SERVICE, params=params, headers=RIGHT)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {"status": "success", "action": "continue"}
    answer = await node.get(PARTICIPANT, params=params, headers=RIGHT)
    assert answer.json() == {"status": "success", "action": "reject"}
    assert town.policy.asked == [params, params]


async def test_an_alias_that_is_not_ours_sends_the_node_to_its_own_database(town: Town) -> None:
    for path in (SERVICE, PARTICIPANT):
        answer = await town.browser().get(path, params={"local_alias": "other"}, headers=RIGHT)
        assert answer.status_code == 404


async def test_one_event_is_handed_on(town: Town) -> None:
    assert await tell(town.browser(), EVENT) == 200
    assert town.sink.taken == [EVENT]


async def test_a_bundle_of_events_is_handed_on_in_its_order(town: Town) -> None:
    events = [{**EVENT, "seq": seq} for seq in range(5)]
    bundle = {"node": "127.0.0.1", "seq": 0, "event": "eventsink_bulk", "data": events}
    assert await tell(town.browser(), bundle) == 200
    assert town.sink.taken == events


async def test_a_long_bundle_is_answered_before_all_of_it_is_handed_on(town: Town) -> None:
    events = [{**EVENT, "seq": seq} for seq in range(3 * AT_ONCE + 7)]
    bundle = {"node": "127.0.0.1", "seq": 0, "event": "eventsink_bulk", "data": events}
    takes: list[int] = []

    class Counting(FakeSink):
        def take(self, events: list[dict[str, Any]]) -> None:
            takes.append(len(events))
            super().take(events)

    sink = Counting()
    assert await tell(town.rebuilt(sink=sink).browser(), bundle) == 200
    await until(lambda: len(sink.taken) == len(events))
    assert sink.taken == events
    assert takes == [AT_ONCE, AT_ONCE, AT_ONCE, 7]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff",
        b"[]",
        b"1",
        b"[" * 5000,
        {"event": "eventsink_bulk", "data": "kanariefugl"},
        {"event": "eventsink_bulk", "data": ["kanariefugl", 1, None]},
    ],
)
async def test_what_cannot_be_read_is_taken_and_dropped_so_that_the_node_goes_on(
    town: Town, body: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert await tell(town.browser(), body) == 200
    assert town.sink.taken == []
    assert "kanariefugl" not in caplog.text


async def test_a_post_of_more_than_a_mebibyte_is_not_read(town: Town) -> None:
    assert await tell(town.browser(), b" " * (1024 * 1024 + 1)) == 413


async def test_a_nodes_login_opens_nothing_else(town: Town) -> None:
    for path in ("/api/staff/me", "/api/guest/me"):
        assert (await town.browser().get(path, headers=RIGHT)).status_code == 401


OUTSIDE = basic("pexip", "et andet hemmeligt ord")
PROXY_SAYS = {"x-client-subject": "CN=pexip.example"}


def with_an_installation(town: Town, **login: Any) -> tuple[Town, FakePolicy, FakeSink]:
    """The town with an external installation beside its own node."""
    policy, sink = FakePolicy(), FakeSink()
    words = {
        "login": "pexip",
        "password": Private("et andet hemmeligt ord"),
        "networks": (ip_network("192.0.2.0/28"), ip_network("2001:db8::/64")),
    }
    outside = Installation(login=NodeLogin(**{**words, **login}), policy=policy, sink=sink)
    return town.rebuilt(installations=(*town.rooms.installations, outside)), policy, sink


@pytest.mark.parametrize("address", ["192.0.2.1", "::ffff:192.0.2.15", "2001:db8::7"])
async def test_each_installation_is_answered_by_its_own_policy_and_heard_by_its_own_sink(
    town: Town, address: str
) -> None:
    both, policy, sink = with_an_installation(town)
    node = both.browser(address)
    answer = await node.get(SERVICE, params={"local_alias": "v-ours"}, headers=OUTSIDE)
    assert (answer.status_code, policy.asked) == (200, [{"local_alias": "v-ours"}])
    assert (await node.http.post(EVENTS, json=EVENT, headers=OUTSIDE)).status_code == 200
    assert (sink.taken, town.sink.taken, town.policy.asked) == ([EVENT], [], [])
    await node.get(SERVICE, params={"local_alias": "other"}, headers=RIGHT)
    assert town.policy.asked == [{"local_alias": "other"}]
    assert len(policy.asked) == 1


@pytest.mark.parametrize("address", ["192.0.2.16", "198.51.100.1", "2001:db8:0:1::7", "somewhere"])
async def test_the_right_login_from_elsewhere_opens_nothing(town: Town, address: str) -> None:
    both, policy, sink = with_an_installation(town)
    node = both.browser(address)
    answer = await node.get(SERVICE, params={"local_alias": "v-ours"}, headers=OUTSIDE)
    assert answer.status_code == 401
    assert (await node.http.post(EVENTS, json=EVENT, headers=OUTSIDE)).status_code == 401
    assert (policy.asked, sink.taken) == ([], [])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([PROXY_SAYS], 200),
        ([], 401),
        ([{"x-client-subject": "CN=other.example"}], 401),
        ([PROXY_SAYS, PROXY_SAYS], 401),
    ],
)
async def test_a_certificate_is_asked_for_beside_the_login(
    town: Town, said: list[dict[str, str]], status: int
) -> None:
    both, _, _ = with_an_installation(town, certificate=("x-client-subject", "CN=pexip.example"))
    headers = [*OUTSIDE.items(), *(item for each in said for item in each.items())]
    answer = await both.browser("192.0.2.1").http.get(
        SERVICE, params={"local_alias": "v-ours"}, headers=headers
    )
    assert answer.status_code == status
    alone = [item for each in said for item in each.items()]
    without = await both.browser("192.0.2.1").http.get(SERVICE, headers=alone)
    assert without.status_code == 401
