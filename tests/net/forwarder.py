"""The process that is a bad line: it holds both ends of it, and the client's network with them.

It opens one TUN device where it is started, leaves for a network namespace of its own, and opens
the other one there. Nothing has to be cleaned up: devices and namespace end with the process, and
the process ends with its input. Orders come in as lines of JSON, and each is answered by one.
"""

import ctypes
import fcntl
import heapq
import os
import select
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from tests.net.packets import Packet, Rule, Verdict, read, refusal, verdict
from tests.net.shape import Counted, Direction, Shape
from waitingroom.core.value import Value

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
NEW_NETWORK = 0x40000000
MTU = 1400
QUEUE = 5000
MOST_AT_ONCE = 64
UP, DOWN = "up", "down"


class Order(Value):
    """How the line is from now on. Shape: without shapes only the counts are asked for."""

    up: Shape | None = None
    down: Shape | None = None
    rules: tuple[Rule, ...] = ()
    seed: int = 1


class Built(Value):
    """The first line of output: where everything is."""

    pid: int
    web: str
    turn: str
    client: str


class Counts(Value):
    """The answer to an order: packets by direction and protocol, since the start."""

    up: dict[str, Counted]
    down: dict[str, Counted]


class Line:
    """Two devices and what happens between them."""

    def __init__(self, near: int, far: int, built: Built) -> None:
        self._entrances = {UP: far, DOWN: near}
        self._exits = {UP: near, DOWN: far}
        self._ours = (built.web, built.turn)
        self._rules: tuple[Rule, ...] = ()
        self._directions = {way: Direction(Shape(), seed=1) for way in (UP, DOWN)}
        self._waiting: list[tuple[float, int, str, bytes]] = []
        self._number = 0
        self._counted: dict[tuple[str, str], dict[str, int]] = {}

    @property
    def pause_s(self) -> float | None:
        """Seconds until the next packet comes out; None when there is none."""
        return max(0.0, self._waiting[0][0] - time.monotonic()) if self._waiting else None

    def obey(self, order: Order) -> Counts:
        """Be like this from now on; what is on its way comes out as it would have."""
        if order.up and order.down:
            self._directions = {
                UP: Direction(order.up, order.seed),
                DOWN: Direction(order.down, order.seed + 1),
            }
            self._rules = order.rules
        return Counts(up=self._counts(UP), down=self._counts(DOWN))

    def take(self, way: str) -> None:
        """Take in what stands before one end."""
        for _ in range(MOST_AT_ONCE):
            try:
                data = os.read(self._entrances[way], 65536)
            except BlockingIOError:
                return
            self._enter(way, data)

    def release(self) -> None:
        """Let out everything whose time has come."""
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, _, way, data = heapq.heappop(self._waiting)
            self._write(way, data)

    def _enter(self, way: str, data: bytes) -> None:
        packet = read(data)
        if packet is None or not self._is_inside(way, packet):
            return
        self._count(way, packet, "seen")
        said = self._verdict(way, packet)
        if said is not Verdict.PASS:
            self._count(way, packet, "barred")
            if said is Verdict.REJECT and way == UP:
                self._write(DOWN, refusal(data))
            return
        due = self._directions[way].due(packet.protocol, len(data), time.monotonic())
        if isinstance(due, str):
            self._count(way, packet, due)
            return
        self._number += 1
        heapq.heappush(self._waiting, (due, self._number, way, data))

    def _is_inside(self, way: str, packet: Packet) -> bool:
        """Whether it stays in the laboratory: nothing of it may reach another network."""
        return (packet.target if way == UP else packet.source) in self._ours

    def _verdict(self, way: str, packet: Packet) -> Verdict:
        host, port = (
            (packet.target, packet.target_port)
            if way == UP
            else (packet.source, packet.source_port)
        )
        return verdict(self._rules, packet.protocol, host, port)

    def _write(self, way: str, data: bytes) -> None:
        # A device that is full drops, as the end of any line does.
        with suppress(OSError):
            os.write(self._exits[way], data)

    def _count(self, way: str, packet: Packet, what: str) -> None:
        counts = self._counted.setdefault((way, packet.protocol), {})
        counts[what] = counts.get(what, 0) + 1

    def _counts(self, way: str) -> dict[str, Counted]:
        return {
            protocol: Counted(**counts)
            for (each, protocol), counts in self._counted.items()
            if each == way
        }


def device(name: str) -> tuple[int, str]:
    """A TUN device; gives its descriptor and the name that the kernel made of `name`."""
    opened = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    asked = struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI)
    given = fcntl.ioctl(opened, TUNSETIFF, asked)
    return opened, given[:16].rstrip(b"\0").decode()


def ip(*words: str) -> None:
    """Carry out one command of iproute2."""
    program = shutil.which("ip")
    assert program is not None
    subprocess.run([program, *words], check=True, timeout=10)


def build() -> tuple[int, int, Built]:
    """Both networks, by the devices at this end and at the client's.

    Shape: ours has two addresses, so that pages and TURN can both have port 443.
    """
    near, name = device("wrlab%d")
    network = f"10.203.{int(name.removeprefix('wrlab')) % 256}"
    for last in (1, 2):
        ip("address", "add", f"{network}.{last}/29", "dev", name)
    ip("link", "set", name, "mtu", str(MTU), "txqueuelen", str(QUEUE), "up")
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK):
        raise OSError(ctypes.get_errno(), "no network namespace")
    far, name = device("line%d")
    ip("link", "set", "lo", "up")
    ip("address", "add", f"{network}.3/29", "dev", name)
    ip("link", "set", name, "mtu", str(MTU), "txqueuelen", str(QUEUE), "up")
    # A browser asks which way it would go to the internet, and believes itself offline without one.
    ip("route", "add", "default", "dev", name)
    built = Built(pid=os.getpid(), web=f"{network}.1", turn=f"{network}.2", client=f"{network}.3")
    return near, far, built


def orders(buffer: bytearray) -> Iterator[Order]:
    """The whole lines of what has come in."""
    while b"\n" in buffer:
        text, _, rest = bytes(buffer).partition(b"\n")
        buffer[:] = rest
        yield msgspec.json.decode(text, type=Order)


def say(value: Value) -> None:
    """Answer with one line."""
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def main() -> None:
    """Be the line until the input ends."""
    near, far, built = build()
    line = Line(near, far, built)
    # A line is never late because a computer is busy.
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    say(built)
    buffer = bytearray()
    while True:
        ready, _, _ = select.select([near, far, 0], [], [], line.pause_s)
        if near in ready:
            line.take(DOWN)
        if far in ready:
            line.take(UP)
        line.release()
        if 0 in ready:
            came = os.read(0, 65536)
            if not came:
                return
            buffer += came
            for order in orders(buffer):
                say(line.obey(order))


if __name__ == "__main__":
    main()
