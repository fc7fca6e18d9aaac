"""Pages that stop reading, again and again, among many that go on."""

import asyncio
import contextlib
import socket
from collections.abc import Coroutine, Sequence
from pathlib import Path
from statistics import median
from time import monotonic

from bench.process import memory_mib
from tests.faults.clients import Colleague, Guest, together
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run, percentile
from tests.faults.throng import PING, TEXT, Throng, frame, newcomer, nodes, request
from waitingroom.core.commands import Join
from waitingroom.core.model import Shelf
from waitingroom.protocol import encode, limits
from waitingroom.protocol.messages import Done, GuestAsk, Hello

CUT_S = 12.0
ROOM_S = 3.0
"""How much later one may be cut in the short form, on a machine that has other things to do."""

NOTICED_S = 30.0
LONGER = 1.2
MORE_MIB = 20.0
TOLD_S = 30.0
LOOK_S = 0.1
BOARDS, BETWEEN_S = 4, 0.15
"""Each board asks no faster than its pace allows."""

KERNEL_BYTES = 2048
PINGS = 600
"""More answers than the kernel keeps for a page, and than the server does before it looks."""

FRONT = 30
"""How many of the guests are let in and put back."""


async def stalled(run: Run) -> None:
    """Each is cut in time, the others are told as soon as ever, and it costs no memory."""
    plan = Plan(seed=run.seed)
    async with Cluster(plan) as cluster, Throng(Crowd(cluster, run.dice)) as throng:
        crowd = throng.crowd
        await crowd.staff_come(each=BOARDS)
        await crowd.wait_in_line(FRONT)
        try:
            await throng.comes(run.choose(2000, 200) - FRONT)
            await _by_turns(run, crowd)
        finally:
            await crowd.leave()
        await run.judge(crowd)


async def _by_turns(run: Run, crowd: Crowd) -> None:
    """Without them and with them, again and again, for as long as one is cut after."""
    without, beside = list[float](), list[float]()
    for _ in range(run.choose(3, 1)):
        for told, with_them in ((without, False), (beside, True)):
            letting_in = LettingIn(crowd)
            await letting_in.meanwhile((_cut_in_time if with_them else _read_on)(run, crowd))
            told.append(percentile(sorted(letting_in.told_s), 99))
            run.counts["told"] += len(letting_in.told_s)
    run.numbers["told_p99_without_ms"] = round(median(without) * 1000, 1)
    run.numbers["told_p99_beside_ms"] = round(median(beside) * 1000, 1)
    held = run.short or median(beside) <= LONGER * median(without)
    run.expect(held, f"others are told after {beside} s beside stalled pages, else {without} s")


async def _read_on(run: Run, crowd: Crowd) -> None:
    """The same, only that they read: what their coming and going costs is no matter here."""
    for _ in range(run.choose(2, 1)):
        pages = [Unreading(crowd) for _ in range(run.choose(50, 10))]
        await together([each.stalls() for each in pages])
        reading = [asyncio.create_task(each.reads()) for each in pages]
        await asyncio.sleep(run.choose(10, 3))
        for task, page in zip(reading, pages, strict=True):
            task.cancel()
            page.leave()
        await asyncio.gather(*reading, return_exceptions=True)


async def _cut_in_time(run: Run, crowd: Crowd) -> None:
    node = crowd.cluster.nodes[0].pid
    before = memory_mib(node)
    for _ in range(run.choose(2, 1)):
        pages = [Unreading(crowd) for _ in range(run.choose(50, 10))]
        await together([each.stalls() for each in pages])
        most, cut_s = await _watched(pages, node)
        run.counts["stalled"] += len(pages)
        run.counts["cut"] += len(cut_s)
        run.expect(len(cut_s) == len(pages), f"{len(pages) - len(cut_s)} were never cut")
        slowest = max(cut_s, default=0.0)
        run.numbers["cut_s"] = round(max(slowest, run.numbers.get("cut_s", 0.0)), 1)
        latest = CUT_S + (ROOM_S if run.short else 0.0)
        run.expect(slowest <= latest, f"one was cut after {slowest:.1f} s")
        run.numbers["more_mib"] = round(max(most - before, run.numbers.get("more_mib", 0.0)), 1)
        run.expect(most - before < MORE_MIB, f"the node grew by {most - before:.1f} MiB")


async def _watched(pages: Sequence["Unreading"], node: int) -> tuple[float, list[float]]:
    """The most memory of the node in MiB, and how long each page kept its line without reading."""
    most, cut_s, left = memory_mib(node), list[float](), set(pages)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(NOTICED_S):
            while left:
                await asyncio.sleep(LOOK_S)
                most = max(most, memory_mib(node))
                standing = _standing()
                gone = {each for each in left if each.ends not in standing}
                cut_s += [monotonic() - each.since for each in gone]
                left -= gone
    for each in pages:
        each.leave()
    return most, cut_s


def _standing() -> set[tuple[int, int]]:
    """The ports, near and far, of each connection the kernel holds open at its near end."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return {(_port(row[1]), _port(row[2])) for row in rows if row[3] == ESTABLISHED}


ESTABLISHED = "01"


def _port(place: str) -> int:
    return int(place.partition(":")[2], 16)


class Unreading:
    """A page that takes a place, reads no more, and whose buffers are full from then on.

    Shape: `since` is when it began; `ends` are the ports of its line, the server's first.
    """

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._socket = socket.socket()
        self.since = 0.0
        self.ends = (0, 0)

    async def stalls(self) -> None:
        """Come, and read no more."""
        crowd, loop, line = self._crowd, asyncio.get_running_loop(), self._socket
        who, node = newcomer(crowd), nodes(crowd)[0]
        line.setblocking(False)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, KERNEL_BYTES)
        await loop.sock_connect(line, node)
        self.ends = (node[1], line.getsockname()[1])
        await loop.sock_sendall(line, request(crowd.cluster.origin, node, who.cookie))
        await self._read_until(b"\r\n\r\n")
        hello = Hello(protocol=limits.PROTOCOL, locale="da", tab="stalled")
        asks = GuestAsk(ref=1, op_id=who.op_id, command=Join())
        await loop.sock_sendall(line, frame(TEXT, encode(hello)) + frame(TEXT, encode(asks)))
        await self._read_until(encode(Done(ref=1)))
        crowd.history.answer(who.op_id, None, None, "")
        self.since = monotonic()
        await loop.sock_sendall(line, frame(PING, b"?" * 125) * PINGS)

    async def reads(self) -> None:
        """Read after all, until cancelled."""
        while await asyncio.get_running_loop().sock_recv(self._socket, 4096):
            pass

    def leave(self) -> None:
        """Close what is left of it."""
        self._socket.close()

    async def _read_until(self, text: bytes) -> None:
        read = b""
        async with asyncio.timeout(TOLD_S):
            while text not in read:
                read += await asyncio.get_running_loop().sock_recv(self._socket, 1024)


class LettingIn:
    """Guests of the front are let in and put back; `told_s` is how soon each was told after."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self.told_s: list[float] = []

    async def meanwhile(self, something: Coroutine[None, None, None]) -> None:
        """Go on for as long as something else lasts."""
        lasts = asyncio.create_task(something)
        while not lasts.done():
            await self._one()
            await asyncio.sleep(BETWEEN_S)
        await lasts

    async def _one(self) -> None:
        dice = self._crowd.dice
        colleague, guest = dice.choice(self._crowd.staff), dice.choice(self._crowd.guests)
        began = monotonic()
        async with asyncio.timeout(TOLD_S):
            await colleague.admit(colleague.cards[guest.visit])
            await guest.until(lambda: _is_called(guest))
            self.told_s.append(monotonic() - began)
            await colleague.put_back(guest.visit)
            await colleague.until(lambda: _waits(colleague, guest))


def _is_called(guest: Guest) -> bool:
    return guest.seat is not None and guest.seat.called


def _waits(colleague: Colleague, guest: Guest) -> bool:
    return colleague.cards[guest.visit].shelf is Shelf.LINE
