"""The bus of several nodes, over Redis or Valkey, of which everything may be lost at any time."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from random import Random
from secrets import token_urlsafe
from zlib import crc32

import msgspec

from waitingroom.bus.local import LocalBus
from waitingroom.bus.port import Listener, Nudge
from waitingroom.bus.redis import Hearing, Line, Unheard
from waitingroom.bus.trouble import Trouble
from waitingroom.core.ids import QueueId, Version
from waitingroom.core.value import Value

SHARDS = 32
"""Over so many channels queues are spread; a node listens to those of the queues it has."""

PULSE_S = 1.0
"""How often each node says that it lives, and the newest versions it told of lately."""

LATELY_S = 5.0
"""How long a version is said again with each pulse, in case the nudge was lost."""

SILENT_S = 3.0
"""Without a word for so long, not even our own, the line is given up for a new one."""

LOOK_S = 0.25
"""How soon a queue that was followed just now is listened to."""

PAUSE_S = 2.0
"""At most so long is waited before the next try, growing from a twentieth of it, at random."""

MOST = 256
"""Queues in one message: about 10 KiB."""

PULSE = "waitingroom:pulse"

_log = logging.getLogger(__name__)


class Said(Value):
    """What one node tells the others: queues, with the versions they have reached."""

    by: str
    versions: dict[QueueId, Version]


class SharedBus:
    """The `Bus` between nodes. Shape: it works from `open` to `close`.

    Nobody waits for Redis: what is published is noted, newest version a queue, and one task sends
    what is noted. So a Redis that stands still costs no memory and no time, and when it goes on it
    gets one nudge a queue.
    """

    def __init__(self, line: Line, *, random: Random | None = None) -> None:
        self._line = line
        # Chance only keeps nodes from coming back all at once; nothing secret hangs on it.
        self._random = random or Random()  # noqa: S311
        self._here = LocalBus()
        self._me = token_urlsafe(8)
        self._unsent: dict[QueueId, Version] = {}
        self._lately: dict[QueueId, tuple[Version, float]] = {}
        self._followed: set[str] = {PULSE}
        self._heard_at: float | None = None
        self._wake = asyncio.Event()
        self._telling = Trouble(_log, "Redis, to which nudges are sent,")
        self._listening = Trouble(_log, "Redis, from which nudges come,")
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def hears(self) -> bool:
        """Whether something was heard lately; our own pulse is enough."""
        return self._heard_at is not None and time.monotonic() < self._heard_at + SILENT_S

    def open(self) -> None:
        """Begin; whether Redis is there or not shows in `hears`."""
        self._tasks = [
            asyncio.create_task(self._tell(), name="bus: tell"),
            asyncio.create_task(self._listen(), name="bus: listen"),
        ]

    async def publish(self, nudge: Nudge) -> None:
        """Tell who listens on this node now, and note it for the others."""
        await self._here.publish(nudge)
        _newest(self._unsent, nudge.queue, nudge.version)
        self._lately.pop(nudge.queue, None)
        self._lately[nudge.queue] = nudge.version, time.monotonic() + LATELY_S
        self._wake.set()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """See `Bus.subscribe`."""
        return self._here.subscribe(listener)

    def follow(self, queue: QueueId) -> None:
        """See `Bus.follow`; a shard that is listened to already needs nothing."""
        self._followed.add(channel(queue))

    async def close(self) -> None:
        """End both tasks; the line is left to whoever opened it."""
        while self._tasks:
            for task in self._tasks:
                task.cancel()
            # Once more, should the library have swallowed it.
            _, rest = await asyncio.wait(self._tasks, timeout=1)
            self._tasks = list(rest)
        self._heard_at = None
        await self._here.close()

    # --- telling

    async def _tell(self) -> None:
        tries, pulse_at = 0, time.monotonic()
        while True:
            await self._something_to_tell(pulse_at)
            messages = list(self._nudges())
            if time.monotonic() >= pulse_at:
                messages.append(self._pulse())
                pulse_at = time.monotonic() + PULSE_S
            if not await self._sent(messages):
                await self._pause(tries)
                tries += 1
            else:
                tries = 0

    async def _something_to_tell(self, pulse_at: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, pulse_at - time.monotonic())):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _sent(self, messages: list[tuple[str, bytes]]) -> bool:
        try:
            await self._line.publish(messages)
        except Unheard as unheard:
            # What was lost is told again with the next pulses, or read by the others themselves.
            self._telling.came(str(unheard))
            return False
        self._telling.went()
        return True

    def _nudges(self) -> Iterator[tuple[str, bytes]]:
        self._wake.clear()
        unsent, self._unsent = self._unsent, {}
        by_channel: dict[str, dict[QueueId, Version]] = {}
        for queue, version in unsent.items():
            by_channel.setdefault(channel(queue), {})[queue] = version
        for name, versions in by_channel.items():
            for part in _parts(versions):
                yield name, self._said(part)

    def _pulse(self) -> tuple[str, bytes]:
        now = time.monotonic()
        self._lately = {
            queue: (version, until)
            for queue, (version, until) in self._lately.items()
            if now < until
        }
        newest = islice(reversed(self._lately.items()), MOST)
        return PULSE, self._said((queue, version) for queue, (version, _) in newest)

    def _said(self, versions: Iterable[tuple[QueueId, Version]]) -> bytes:
        return msgspec.json.encode(Said(by=self._me, versions=dict(versions)))

    # --- listening

    async def _listen(self) -> None:
        tries = 0
        while True:
            heard_before = self._heard_at
            try:
                async with self._line.hearing() as hearing:
                    await self._hear(hearing)
            except Unheard as unheard:
                self._listening.came(str(unheard))
            tries = 0 if self._heard_at != heard_before else tries + 1
            await self._pause(tries)

    async def _hear(self, hearing: Hearing) -> None:
        """Listen on one connection as long as anything comes. Errors: `Unheard`."""
        added: set[str] = set()
        word_at = time.monotonic()
        while time.monotonic() < word_at + SILENT_S:
            if wanted := sorted(self._followed - added):
                await hearing.add(wanted)
                added.update(wanted)
            message = await hearing.next(LOOK_S)
            if message is not None:
                word_at = self._heard_at = time.monotonic()
                self._listening.went()
                self._take(message)
        raise Unheard("silence")

    def _take(self, message: bytes) -> None:
        try:
            said = msgspec.json.decode(message, type=Said)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # From another version of this program, or from somebody else: the ledger knows better.
            return
        if said.by != self._me:
            for queue, version in said.versions.items():
                self._here.tell(Nudge(queue=queue, version=version))

    async def _pause(self, tries: int) -> None:
        longest = min(PAUSE_S, PAUSE_S / 20 * 2 ** min(tries, 10))
        await asyncio.sleep(self._random.uniform(PAUSE_S / 200, longest))


def channel(queue: QueueId) -> str:
    """Where nudges of this queue are told."""
    return f"waitingroom:queues:{crc32(queue.encode()) % SHARDS}"


def _newest(versions: dict[QueueId, Version], queue: QueueId, version: Version) -> None:
    versions[queue] = max(version, versions.get(queue, version))


def _parts(versions: Mapping[QueueId, Version]) -> Iterator[Iterable[tuple[QueueId, Version]]]:
    rest = iter(versions.items())
    while part := list(islice(rest, MOST)):
        yield part
