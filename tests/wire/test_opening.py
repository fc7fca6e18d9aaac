"""Who may come in: the gate decides, and a refusal is a plain answer in HTTP."""

import logging

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from tests.wire.place import (
    Door,
    Echo,
    Place,
    asked,
    connected,
    page,
    request,
    serving,
    within,
)
from waitingroom.wire import Accept, Limits, Reject, Upgrade

WAITING = Subprotocol("waiting.v1")


async def answer(place: Place, sent: bytes) -> tuple[int, str, str]:
    """The status, the head and the body that a request is answered with."""
    async with connected(place) as raw:
        raw.write(sent)
        head, _, body = (await within(raw.reader.read())).decode().partition("\r\n\r\n")
        return int(head.split(" ")[1]), head.lower(), body


async def test_the_gate_sees_the_request_and_nothing_is_decoded_on_the_way() -> None:
    seen: list[Upgrade] = []

    def gate(upgrade: Upgrade) -> Reject:
        seen.append(upgrade)
        return Reject(status=403, body="no")

    async with serving(gate) as place:
        sent = request("/wire/staff/a%2Fb?c=d%20e", Origin="https://klinik.test", Cookie="a=1")
        sent = sent.replace(b"\r\n\r\n", b"\r\nX-Two: 1\r\nX-Two: 2\r\nCookie: b=2\r\n\r\n")
        status, head, body = await answer(place, sent)
    assert (status, body) == (403, "no")
    assert "connection: close" in head
    (upgrade,) = seen
    assert upgrade.path == "/wire/staff/a%2Fb"
    assert upgrade.query == "c=d%20e"
    assert upgrade.address == "127.0.0.1"
    assert upgrade.headers["origin"] == "https://klinik.test"
    assert upgrade.headers["cookie"] == "a=1; b=2"
    assert upgrade.headers["x-two"] == "1, 2"


async def test_an_accepted_subprotocol_is_agreed_on() -> None:
    def gate(_: Upgrade) -> Accept:
        return Accept(handler=Echo(), subprotocol=WAITING)

    offered = [Subprotocol("other"), WAITING]
    async with serving(gate) as place, page(place, subprotocols=offered) as client:
        assert client.subprotocol == WAITING
        assert await asked(client, "hej") == "hej"


async def test_without_a_subprotocol_none_is_named() -> None:
    async with serving(Door()) as place, page(place, subprotocols=[WAITING]) as client:
        assert client.subprotocol is None


@pytest.mark.parametrize("offered", [None, "waiting.v0", "waiting.v1x", "other, waiting"])
async def test_a_page_that_does_not_offer_the_subprotocol_is_refused(offered: str | None) -> None:
    handler = Echo()

    def gate(_: Upgrade) -> Accept:
        return Accept(handler=handler, subprotocol=WAITING)

    async with serving(gate) as place:
        status, _, body = await answer(place, request(Sec_WebSocket_Protocol=offered))
    assert (status, body) == (400, "subprotocol")
    assert handler.happened == []


async def test_a_browser_sees_a_refusal_as_an_http_status() -> None:
    async with serving(lambda _: Reject(status=401)) as place:
        with pytest.raises(InvalidStatus) as refused:
            async with page(place):
                raise AssertionError("the page was let in")
    assert refused.value.response.status_code == 401


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request(Sec_WebSocket_Key=None), 400),
        (request(Sec_WebSocket_Key="hemmelig"), 400),
        (request(Sec_WebSocket_Version="12"), 400),
        (request().replace(b"GET ", b"POST "), 405),
    ],
    ids=["no key", "a bad key", "an old version", "not a GET"],
)
async def test_a_request_that_breaks_the_rules_is_refused_without_an_echo(
    sent: bytes, status: int
) -> None:
    door = Door()
    async with serving(door) as place:
        given, head, body = await answer(place, sent)
    assert given == status
    assert "hemmelig" not in head
    assert body == ""
    assert door.handlers == []


async def test_a_gate_that_fails_answers_500_with_the_id_of_its_line_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def gate(_: Upgrade) -> Reject:
        raise KeyError("Prøve Pedersen")

    with caplog.at_level(logging.ERROR, "waitingroom.wire"):
        async with serving(gate) as place:
            status, _, body = await answer(place, request())
    assert status == 500
    (record,) = [each for each in caplog.records if each.name == "waitingroom.wire"]
    assert body in record.getMessage()
    assert "KeyError" in record.getMessage()
    assert "gate:" in record.getMessage()
    assert "Prøve" not in caplog.text


async def test_when_the_place_is_full_the_next_page_is_told_to_come_later() -> None:
    async with serving(Door(), Limits(most=2)) as place, page(place), page(place) as second:
        assert (await answer(place, request()))[0] == 503
        await within(second.close())
        async with page(place) as third:
            assert await asked(third, "hej") == "hej"
