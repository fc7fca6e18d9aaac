"""The gateways against strict ones on this machine: taken, not taken, or unknown."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.fakes.sms import KEY, SENDER, FakeGateway
from tests.web.serving import serving
from waitingroom.core.model import Text
from waitingroom.core.value import Private
from waitingroom.notify import Gateway, GatewayApi, InMobile, OutboxFile

NUMBER, TEXT = "+4500000001", "Du bliver kaldt ind nu: https://venter.example.dk/l#abc_-æøå"

SOON_S = 2.0
"""Patience for a gateway that is silent; all others answer at once."""

Make = Callable[[str, str], Gateway]
GATEWAYS: dict[str, Make] = {
    "gatewayapi": lambda url, key: GatewayApi(Private(key), SENDER, url, SOON_S),
    "inmobile": lambda url, key: InMobile(Private(key), SENDER, url, SOON_S),
}


@pytest.fixture
async def fake() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
async def url(fake: FakeGateway) -> AsyncIterator[str]:
    async with serving(fake.app()) as address:
        yield address
        fake.silent.set()


@pytest.fixture(params=sorted(GATEWAYS))
def make(request: pytest.FixtureRequest) -> Make:
    return GATEWAYS[request.param]


async def test_a_message_is_handed_over_as_the_gateway_wants_it(
    fake: FakeGateway, url: str, make: Make
) -> None:
    assert await make(url, KEY).send(NUMBER, TEXT) is Text.SENT
    assert fake.sent == [(NUMBER, TEXT)]


@pytest.mark.parametrize("says", ["400", "401", "403", "404", "422", "429"])
async def test_a_no_is_a_failure(fake: FakeGateway, url: str, make: Make, says: str) -> None:
    fake.says = says
    assert await make(url, KEY).send(NUMBER, TEXT) is Text.FAILED
    assert (fake.asked, fake.sent) == (1, [])


@pytest.mark.parametrize("says", ["408", "500", "502", "503", "204", "302", "nonsense"])
async def test_what_is_neither_yes_nor_no_is_unknown(
    fake: FakeGateway, url: str, make: Make, says: str
) -> None:
    fake.says = says
    assert await make(url, KEY).send(NUMBER, TEXT) is Text.UNKNOWN
    assert fake.asked == 1, "nobody asks again by themselves"


async def test_another_key_is_refused(fake: FakeGateway, url: str, make: Make) -> None:
    assert await make(url, "another").send(NUMBER, TEXT) is Text.FAILED
    assert fake.sent == []


async def test_inmobile_says_no_to_a_number_in_the_midst_of_a_yes(
    fake: FakeGateway, url: str
) -> None:
    fake.says = "no-number"
    assert await GATEWAYS["inmobile"](url, KEY).send(NUMBER, TEXT) is Text.FAILED


async def test_where_nobody_listens_nothing_has_left(make: Make) -> None:
    assert await make("http://127.0.0.1:9", KEY).send(NUMBER, TEXT) is Text.FAILED


async def test_a_gateway_that_keeps_silent_may_have_taken_it(
    fake: FakeGateway, url: str, make: Make
) -> None:
    fake.says = "nothing"
    assert await make(url, KEY).send(NUMBER, TEXT) is Text.UNKNOWN
    assert fake.asked == 1


async def test_a_line_that_breaks_may_have_carried_it(make: Make) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await make(f"http://127.0.0.1:{port}", KEY).send(NUMBER, TEXT) is Text.UNKNOWN


async def test_the_file_keeps_messages_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    outbox = OutboxFile(file)
    assert await outbox.send(NUMBER, TEXT) is Text.SENT
    assert await outbox.send("+4500000002", TEXT) is Text.SENT
    lines = [json.loads(each) for each in file.read_text("utf-8").splitlines()]
    assert lines[0] == {"to": NUMBER, "text": TEXT}
    assert len(lines) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await OutboxFile(tmp_path / "nowhere" / "x").send(NUMBER, TEXT) is Text.FAILED


async def test_neither_number_text_nor_key_is_in_a_log_line(
    fake: FakeGateway, url: str, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    gateway = make(url, KEY)
    for says in ("yes", "422", "500", "nonsense"):
        fake.says = says
        await gateway.send(NUMBER, TEXT)
    await make("http://127.0.0.1:9", KEY).send(NUMBER, TEXT)
    ours = "".join(each.getMessage() for each in caplog.records)
    for canary in ("00000001", "kaldt", "abc_-", KEY, KEY[:8]):
        assert canary not in ours
