"""The laboratory does to real sockets what it was told to do, and leaves nothing behind."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import fmean, median, pstdev

import pytest

from tests.net.laboratory import Condition, Laboratory, laboratory, why_not
from tests.net.packets import Rule, Verdict
from tests.net.shape import Counted, Shape

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"no laboratory: {why_not()}")

SMALL = b"x" * 160


@contextmanager
def datagrams(lab: Laboratory) -> Iterator[tuple[socket.socket, socket.socket]]:
    """A socket of the client's and one of the server's that know each other."""
    with (
        closing(lab.client_socket(socket.SOCK_DGRAM)) as client,
        closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as server,
    ):
        server.bind((lab.built.web, 0))
        client.bind((lab.built.client, 0))
        client.connect(server.getsockname())
        server.connect(client.getsockname())
        for each in (client, server):
            each.settimeout(5)
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        yield client, server


def late_ms(sender: socket.socket, receiver: socket.socket, count: int) -> list[float]:
    """How long each of some datagrams was on its way, sent when the one before had come."""
    found = []
    for _ in range(count):
        began = time.monotonic()
        sender.send(SMALL)
        receiver.recv(2048)
        found.append(1000 * (time.monotonic() - began))
    return found


async def test_an_empty_line_passes_everything_at_once(lab: Laboratory) -> None:
    with datagrams(lab) as (client, server):
        assert median(late_ms(client, server, 100)) < 3
        assert median(late_ms(server, client, 100)) < 3


async def test_each_direction_is_as_late_as_it_was_told(lab: Laboratory) -> None:
    await lab.becomes(Condition(up=Shape(delay_ms=10), down=Shape(delay_ms=40)))
    with datagrams(lab) as (client, server):
        assert median(late_ms(client, server, 20)) == pytest.approx(10, abs=2)
        assert median(late_ms(server, client, 20)) == pytest.approx(40, abs=2)


async def test_the_delay_varies_as_it_was_told(lab: Laboratory) -> None:
    await lab.becomes(Condition(up=Shape(delay_ms=15, deviation_ms=4)))
    with datagrams(lab) as (client, server):
        late = late_ms(client, server, 200)
    assert fmean(late) == pytest.approx(15, rel=0.1)
    assert pstdev(late) == pytest.approx(4, rel=0.25)


@pytest.mark.parametrize("loss", [0.02, 0.1])
async def test_the_share_that_is_lost_is_the_one_that_was_told(
    lab: Laboratory, loss: float
) -> None:
    before = (await lab.becomes(Condition(down=Shape(loss=loss)))).down.get("udp", Counted())
    arrived = 0
    with datagrams(lab) as (client, server):
        client.setblocking(False)
        for _ in range(1000):
            server.send(SMALL)
            arrived += drained(client)
        # All that was sent has been seen by the line before the order below is answered.
        while (now := (await lab.counts()).down["udp"]).seen < before.seen + 1000:
            arrived += drained(client)
        lost = now.lost - before.lost
        async with asyncio.timeout(5):
            while arrived < 1000 - lost:
                arrived += drained(client)
                await asyncio.sleep(0)
    assert lost == 1000 * loss
    assert arrived == 1000 - lost


def drained(receiver: socket.socket) -> int:
    """How many datagrams are there now."""
    count = 0
    try:
        while receiver.recv(2048):
            count += 1
    except BlockingIOError:
        pass
    return count


async def sent_mbps(sender: socket.socket, receiver: socket.socket, size: int) -> float:
    """How fast so many bytes go over TCP, the first fifth left out."""
    loop = asyncio.get_running_loop()
    for each in (sender, receiver):
        each.setblocking(False)
    sending = asyncio.create_task(loop.sock_sendall(sender, bytes(size)))
    came, counted, began = 0, 0, 0.0
    while came < size:
        part = len(await asyncio.wait_for(loop.sock_recv(receiver, 65536), 10))
        came += part
        if began:
            counted += part
        elif came > size / 5:
            began = loop.time()
    await sending
    return 8e-6 * counted / (loop.time() - began)


@pytest.mark.parametrize(("rate", "size"), [(0.5, 100_000), (4.0, 800_000), (20.0, 3_000_000)])
async def test_a_slow_line_is_as_slow_as_it_was_told(
    lab: Laboratory, rate: float, size: int
) -> None:
    slow = Shape(rate_mbps=rate, delay_ms=10)
    await lab.becomes(Condition(up=slow, down=Shape(delay_ms=10)))
    with socket.create_server((lab.built.web, 0)) as server:
        client = lab.client_socket(socket.SOCK_STREAM)
        client.settimeout(5)
        with closing(client):
            client.connect(server.getsockname())
            taken, _ = server.accept()
            with closing(taken):
                # Of 1,400 bytes 1,348 are what was sent; the rest is addresses and numbers.
                assert await sent_mbps(client, taken, size) == pytest.approx(
                    rate * 1348 / 1400, rel=0.1
                )


def reaches(lab: Laboratory, kind: socket.SocketKind, port: int) -> bool:
    """Whether something of the client's comes through to this port."""
    with (
        closing(socket.socket(socket.AF_INET, kind)) as server,
        closing(lab.client_socket(kind)) as client,
    ):
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((lab.built.web, port))
        server.settimeout(0.3)
        client.settimeout(0.3)
        if kind is socket.SOCK_STREAM:
            server.listen()
        try:
            client.connect((lab.built.web, port))
            if kind is socket.SOCK_DGRAM:
                client.send(SMALL)
                return server.recv(2048) == SMALL
        except TimeoutError:
            return False
        return True


async def test_a_firewall_bars_what_its_rules_say_and_nothing_else(lab: Laboratory) -> None:
    rules = (
        Rule(verdict=Verdict.PASS, protocol="udp", port=13478),
        Rule(verdict=Verdict.DROP, protocol="udp"),
        Rule(verdict=Verdict.DROP, protocol="tcp", port=13478),
    )
    await lab.becomes(Condition(rules=rules))
    passes = {
        (kind, port): reaches(lab, kind, port)
        for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM)
        for port in (13478, 14430)
    }
    assert passes == {
        (socket.SOCK_DGRAM, 13478): True,
        (socket.SOCK_DGRAM, 14430): False,
        (socket.SOCK_STREAM, 13478): False,
        (socket.SOCK_STREAM, 14430): True,
    }


async def test_a_firewall_that_rejects_says_so(lab: Laboratory) -> None:
    await lab.becomes(Condition(rules=(Rule(verdict=Verdict.REJECT, protocol="udp"),)))
    with datagrams(lab) as (client, _):
        client.send(SMALL)
        with pytest.raises(ConnectionRefusedError):
            client.recv(2048)


async def test_nothing_leaves_the_laboratory(lab: Laboratory) -> None:
    with (
        closing(lab.client_socket(socket.SOCK_DGRAM)) as client,
        closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as elsewhere,
    ):
        elsewhere.bind(("127.0.0.1", 0))
        before = (await lab.counts()).up.get("udp", Counted())
        client.sendto(SMALL, ("192.0.2.1", 9))
        client.sendto(SMALL, (lab.built.web, elsewhere.getsockname()[1]))
        async with asyncio.timeout(5):
            after = before
            while after == before:
                after = (await lab.counts()).up.get("udp", Counted())
        elsewhere.setblocking(False)
        assert drained(elsewhere) == 0
    assert after.seen == before.seen + 1


def devices() -> set[str]:
    return {each.name for each in Path("/sys/class/net").iterdir()}


def namespaces() -> set[str]:
    """The network namespaces of all processes."""
    found = set()
    for each in Path("/proc").glob("[0-9]*/ns/net"):
        try:
            found.add(str(each.readlink()))
        except OSError:
            continue
    return found


async def test_two_laboratories_stand_side_by_side_and_are_gone_afterwards() -> None:
    before = devices(), namespaces()
    async with laboratory() as one, laboratory() as another:
        assert one.built.web != another.built.web
        assert len(devices() - before[0]) == 2
        for each in (one, another):
            with datagrams(each) as (client, server):
                assert len(late_ms(client, server, 5)) == 5
    assert (devices() - before[0], namespaces() - before[1]) == (set(), set())


async def test_a_laboratory_is_gone_after_a_failure_in_it() -> None:
    before = devices(), namespaces()
    with pytest.raises(RuntimeError):
        async with laboratory():
            raise RuntimeError("a test fails")
    assert (devices() - before[0], namespaces() - before[1]) == (set(), set())


async def test_a_program_is_run_as_the_client(lab: Laboratory, tmp_path: Path) -> None:
    script = lab.wrapped("/usr/bin/env", tmp_path)
    asked = await asyncio.create_subprocess_exec(
        script, "ip", "-brief", "-4", "address", stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asyncio.wait_for(asked.communicate(), 10)
    assert f"{lab.built.client}/29" in said.decode()
    assert lab.built.web not in said.decode()
