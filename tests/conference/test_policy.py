"""What the node makes of the policy server's answers."""

from typing import Any

import httpx2
import msgspec
import pytest

from waitingroom.conference.config import NodeConfig
from waitingroom.conference.model import Newcomer, Origin, Role, Service
from waitingroom.conference.policy import Caller, No, Policy
from waitingroom.core.value import Private

CONFIG = NodeConfig(
    host="127.0.0.1",
    port=0,
    policy_url="http://policy.test/",
    sink_url="",
    username="node",
    password=Private("hemmelig"),
    node_name="10.0.0.1",
)
CALLER = Caller(
    alias="v 1/æ",
    name=Private("Anna & Test"),
    tag="t.1",
    origin=Origin(address="192.0.2.1", port=1, vendor="x"),
)
GOOD = {
    "service_type": "conference",
    "name": "v-1",
    "service_tag": "wr:v-1",
    "pin": "739201",
    "allow_guests": True,
    "guest_pin": "110284",
}
NEWCOMER = Newcomer(role=Role.GUEST, name=Private("Anna"), tag="t.1", alias="v-1")


class Double:
    """A policy server that says one thing and remembers how it was asked."""

    def __init__(self, status: int = 200, body: Any = None) -> None:
        self.status, self.body = status, body
        self.asked: list[httpx2.Request] = []

    async def handle(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append(request)
        if isinstance(self.body, Exception):
            raise self.body
        content = self.body if isinstance(self.body, bytes) else msgspec.json.encode(self.body)
        return httpx2.Response(self.status, content=content)

    def policy(self) -> Policy:
        return Policy(CONFIG, httpx2.AsyncClient(transport=httpx2.MockTransport(self.handle)))


def answer(result: Any, action: str = "continue") -> dict[str, Any]:
    return {"status": "success", "action": action, "result": result}


async def test_a_service_is_read_and_the_question_is_asked_as_a_pexip_node_asks() -> None:
    double = Double(body=answer(GOOD | {"locked": True, "participant_limit": 8}))
    service = await double.policy().service(CALLER)
    assert isinstance(service, Service)
    assert (service.name, service.tag, service.limit) == ("v-1", "wr:v-1", 4)
    assert service.locked and service.allow_guests and service.chat
    (asked,) = double.asked
    assert asked.url.path == "/policy/v1/service/configuration"
    assert asked.headers["authorization"].startswith("Basic ")
    query = asked.url.params
    assert query["local_alias"] == "v 1/æ" and query["remote_display_name"] == "Anna & Test"
    assert query["call_tag"] == "t.1" and query["registered"] == "False"


@pytest.mark.parametrize(
    "changes",
    [
        {"pin": ""},
        {"pin": "123"},
        {"pin": "12a4"},
        {"pin": None},
        {"guest_pin": "739201"},
        {"guest_pin": "1102844"},
        {"allow_guests": False},
        {"name": ""},
        {"name": "x" * 251},
        {"service_type": "gateway"},
        {"locked": "yes"},
        {"participant_limit": 0},
    ],
)
async def test_one_wrong_value_makes_the_whole_answer_worthless(changes: dict[str, Any]) -> None:
    assert await Double(body=answer(GOOD | changes)).policy().service(CALLER) is No.UNKNOWN


@pytest.mark.parametrize(
    "changes",
    [
        {"pin": "1234#", "guest_pin": "12345678#"},
        {"guest_pin": None},
        {"guest_pin": None, "allow_guests": False},
        {"guest_pin": None, "allow_guests": False, "pin": None},
    ],
)
async def test_all_sound_kinds_of_pins_are_taken(changes: dict[str, Any]) -> None:
    result = {name: value for name, value in (GOOD | changes).items() if value is not None}
    assert isinstance(await Double(body=answer(result)).policy().service(CALLER), Service)


@pytest.mark.parametrize(
    ("status", "body", "no"),
    [
        (200, {"status": "success", "action": "reject"}, No.UNKNOWN),
        (200, {"status": "failed", "result": GOOD}, No.UNKNOWN),
        (200, b"<html>", No.UNKNOWN),
        (404, b"", No.UNKNOWN),
        (302, b"", No.UNKNOWN),
        (500, b"", No.SILENT),
        (200, httpx2.ConnectError("no"), No.SILENT),
        (200, httpx2.ReadTimeout("slow"), No.SILENT),
    ],
)
async def test_a_no_and_a_silence_are_told_apart(status: int, body: Any, no: No) -> None:
    assert await Double(status, body).policy().service(CALLER) is no


async def test_policy_names_places_and_tags_a_participant() -> None:
    result = {
        "preauthenticated_role": "chair",
        "remote_display_name": "Læge Test",
        "call_tag": "t.2",
        "bypass_lock": True,
    }
    said = await Double(body=answer(result)).policy().party(CALLER, Service(name="v"), NEWCOMER)
    assert isinstance(said, Newcomer)
    assert (said.role, said.tag, said.may_pass_lock) == (Role.HOST, "t.2", True)
    assert said.name == Private("Læge Test")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, answer({}), NEWCOMER),
        (200, {"status": "success", "action": "continue"}, NEWCOMER),
        (404, b"", NEWCOMER),
        (200, answer({"reject_reason": "x"}, "reject"), No.REJECTED),
        (200, answer({"preauthenticated_role": "boss"}), No.UNKNOWN),
        (503, b"", No.SILENT),
    ],
)
async def test_policy_may_also_have_no_opinion_of_a_participant(
    status: int, body: Any, said: Any
) -> None:
    policy = Double(status, body).policy()
    assert await policy.party(CALLER, Service(name="v"), NEWCOMER) == said


async def test_a_slow_policy_server_is_given_five_seconds() -> None:
    double = Double(body=answer(GOOD))
    await double.policy().service(CALLER)
    assert double.asked[0].extensions["timeout"]["read"] == 5.0
