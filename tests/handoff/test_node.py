"""The client to a conference node: what it asks, and what every failure of the node means to us."""

import base64
import json
from collections.abc import AsyncIterator, Callable

import httpx2
import pytest

from waitingroom.core.ids import QueueId, VisitId
from waitingroom.core.value import Private
from waitingroom.handoff import Admitted, Naming, NodeAddress, PexipNode, VendorFailed
from waitingroom.handoff.node import PATIENCE_S

NAMING = Naming(b"k" * 32)
ADA = Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=3)
ALIAS = NAMING.alias(ADA)
SECRET = "hemmeligt-for-noden"

Reply = Callable[[httpx2.Request], httpx2.Response]


class Node:
    """A node that answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx2.Request] = []
        self.replies: dict[str, Reply] = {}
        self.conferences: list[dict[str, object]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        reply = self.replies.get(request.method)
        if reply is not None:
            return reply(request)
        if request.url.path == "/api/client/v2/status":
            return httpx2.Response(200, json={"status": "success"})
        return httpx2.Response(200, json={"objects": self.conferences})


@pytest.fixture
def node() -> Node:
    return Node()


@pytest.fixture
async def client(node: Node) -> AsyncIterator[PexipNode]:
    address = NodeAddress(url="http://node.test", login="wr", password=Private(SECRET))
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(node)) as http:
        yield PexipNode(address, NAMING, http)


async def failure(client: PexipNode) -> VendorFailed:
    with pytest.raises(VendorFailed) as caught:
        await client.prepare(ADA)
    return caught.value


async def test_preparing_asks_whether_the_node_is_there_and_makes_nothing(
    client: PexipNode, node: Node
) -> None:
    await client.prepare(ADA)
    assert [(each.method, each.url.path) for each in node.asked] == [
        ("GET", "/api/client/v2/status")
    ]


async def test_closing_ends_the_running_conference_of_this_admission(
    client: PexipNode, node: Node
) -> None:
    node.conferences = [{"id": "c1", "name": ALIAS}]
    await client.close(ADA)
    looked, ended = node.asked
    assert looked.url.params["name"] == ALIAS
    assert ended.url.path == "/api/admin/command/v1/conference/disconnect/"
    assert json.loads(ended.content) == {"conference_id": "c1"}
    login = base64.b64encode(f"wr:{SECRET}".encode()).decode()
    assert ended.headers["authorization"] == f"Basic {login}"


async def test_closing_what_is_not_running_ends_nothing(client: PexipNode, node: Node) -> None:
    await client.close(ADA)
    assert [each.method for each in node.asked] == ["GET"]


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        (503, "maintenance", True),
        (404, "not-a-node", True),
        (429, "too-fast", True),
        (500, "failed", True),
        (302, "failed", True),
        (401, "sign-in", False),
        (403, "sign-in", False),
    ],
)
async def test_a_status_means_what_the_table_says(
    client: PexipNode, node: Node, status: int, code: str, retry: bool
) -> None:
    node.replies["GET"] = lambda request: httpx2.Response(status, text=f"about {ALIAS}")
    failed = await failure(client)
    assert (failed.vendor, failed.code, failed.retry) == ("pexip", code, retry)
    assert ALIAS not in str(failed)


@pytest.mark.parametrize(
    "error", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError]
)
async def test_a_node_that_cannot_be_reached_may_be_asked_again(
    client: PexipNode, node: Node, error: type[httpx2.TransportError]
) -> None:
    def fails(request: httpx2.Request) -> httpx2.Response:
        raise error(f"{request.url} went wrong with {SECRET}")

    node.replies["GET"] = fails
    failed = await failure(client)
    assert (failed.code, failed.retry) == ("unreachable", True)
    assert SECRET not in str(failed)


@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"{"])
async def test_what_is_no_answer_of_a_node_is_a_failure(
    client: PexipNode, node: Node, body: bytes
) -> None:
    node.replies["GET"] = lambda request: httpx2.Response(200, content=body)
    failed = await failure(client)
    assert (failed.code, failed.retry) == ("not-a-node", True)


@pytest.mark.parametrize(
    "found",
    [
        {"objects": [{"name": "no id"}]},
        {"objects": "nonsense"},
        {"objects": None},
        {"objects": [7]},
        [1, 2],
        {},
    ],
)
async def test_a_list_of_conferences_that_makes_no_sense_is_no_fault_of_ours(
    client: PexipNode, node: Node, found: object
) -> None:
    node.replies["GET"] = lambda request: httpx2.Response(200, json=found)
    try:
        await client.close(ADA)
    except VendorFailed as failed:
        assert (failed.code, failed.retry) == ("not-a-node", True)
    assert [each.method for each in node.asked] == ["GET"]


async def test_a_node_that_cannot_end_a_conference_says_so(client: PexipNode, node: Node) -> None:
    node.conferences = [{"id": "c1"}]
    node.replies["POST"] = lambda request: httpx2.Response(503)
    with pytest.raises(VendorFailed, match="maintenance"):
        await client.close(ADA)


async def test_a_conference_that_ends_while_it_is_being_ended_is_looked_for_again(
    client: PexipNode, node: Node
) -> None:
    node.conferences = [{"id": "c1"}]
    node.replies["POST"] = lambda request: httpx2.Response(400, json={"error": f"no {ALIAS}"})
    with pytest.raises(VendorFailed) as caught:
        await client.close(ADA)
    assert (caught.value.code, caught.value.retry) == ("declined", True)
    node.conferences = []
    await client.close(ADA)
    assert [each.method for each in node.asked] == ["GET", "POST", "GET"]


async def test_an_empty_answer_is_a_yes(client: PexipNode, node: Node) -> None:
    node.conferences = [{"id": "c1"}]
    node.replies["POST"] = lambda request: httpx2.Response(204)
    await client.close(ADA)
    assert [each.method for each in node.asked] == ["GET", "POST"]


async def test_nothing_is_waited_for_longer_than_a_moment(client: PexipNode, node: Node) -> None:
    await client.prepare(ADA)
    assert set(node.asked[0].extensions["timeout"].values()) == {PATIENCE_S}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"calls": {"running": 2, "more": 6}}, 6),
        ({"calls": {"more": 0}}, 0),
        ({"result": "OK"}, None),
        ({"calls": "many"}, None),
        ({"calls": {"more": True}}, None),
    ],
)
async def test_how_many_calls_more_a_node_takes(
    client: PexipNode, node: Node, said: dict[str, object], left: int | None
) -> None:
    node.replies["GET"] = lambda request: httpx2.Response(200, json=said)
    assert await client.calls_left() == left
    node.replies["GET"] = lambda request: httpx2.Response(503)
    assert await client.calls_left() is None


async def test_whether_a_node_is_well(client: PexipNode, node: Node) -> None:
    assert await client.is_well()
    node.replies["GET"] = lambda request: httpx2.Response(503)
    assert not await client.is_well()
