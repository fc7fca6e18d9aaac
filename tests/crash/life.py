"""One life of the desk's process, as its parent sees it: begun, asked, killed."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIGKILL

import msgspec

from tests.crash import desk_process
from tests.crash.book import Answered, Asked, answered
from tests.crash.desk_process import Ask, Listening, Look, Replied, Seen, ToParent, Whole
from tests.crash.nursery import nursery
from tests.crash.people import Front, Gone
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.ids import GuestId, StaffId, VisitId

PATIENCE_S = 30.0
LONGEST = 2**24

CLINICIANS = tuple(
    StaffActor(staff=StaffId(name), role=StaffRole.CLINICIAN) for name in ("anna", "bo", "siv")
)

_decoder: msgspec.json.Decoder[ToParent] = msgspec.json.Decoder(ToParent)


@dataclass(eq=False)
class Life:
    """A living process, or one that was; it serves as the premises of an afternoon.

    Shape: `arrived` counts the patients over all lives of one afternoon.
    """

    file: Path
    arrived: Iterator[int]
    clinicians: tuple[StaffActor, ...] = CLINICIANS
    _process: BaseProcess = field(init=False)
    _reader: asyncio.StreamReader = field(init=False)
    _writer: asyncio.StreamWriter = field(init=False)
    _reading: asyncio.Task[None] = field(init=False)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _waiting: dict[int, asyncio.Future[ToParent | None]] = field(default_factory=dict)
    _gone: bool = False

    async def begin(self) -> None:
        """Be born; whether it lives to listen is another question."""
        ours, theirs = socket.socketpair()
        # A daemon, so that a test that fails does not wait at its end for a child nobody stops.
        self._process = nursery().Process(
            target=desk_process.live, args=(theirs, self.file), daemon=True
        )
        self._process.start()
        theirs.close()
        self._reader, self._writer = await asyncio.open_connection(sock=ours, limit=LONGEST)
        self._waiting[0] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read())

    async def listens(self) -> None:
        """Wait until the file is owned and the queue is read. Errors: `Gone`."""
        assert isinstance(await self._reply(0), Listening)

    async def arrive(self) -> GuestActor:
        """See `Premises`."""
        name = f"p{next(self.arrived)}"
        return GuestActor(guest=GuestId(name), visit=VisitId(f"v-{name}"), walk_in=True)

    async def look(self, actor: StaffActor) -> Front:
        """See `Premises`."""
        nth = next(self._numbers)
        seen = await self._say(nth, Look(nth=nth))
        assert isinstance(seen, Seen)
        return Front(waiting=seen.waiting, admitted=seen.admitted)

    async def whole(self) -> bytes:
        """The replica, frozen."""
        nth = next(self._numbers)
        shown = await self._say(nth, Look(nth=nth, whole=True))
        assert isinstance(shown, Whole)
        return shown.queue

    async def send(self, asked: Asked) -> Answered:
        """See `Premises`."""
        nth = next(self._numbers)
        said = Ask(nth=nth, op_id=asked.op_id, actor=asked.actor, command=asked.command)
        replied = await self._say(nth, said)
        assert isinstance(replied, Replied)
        return answered(replied.reply)

    async def kill(self) -> None:
        """Kill it where it stands, and wait until it is gone."""
        self._process.kill()
        await self._end()
        assert self._process.exitcode == -SIGKILL, f"it ended by itself: {self._process.exitcode}"
        self._process.close()

    async def stop(self) -> None:
        """Let it finish."""
        self._writer.write_eof()
        await self._end()
        assert self._process.exitcode == 0
        self._process.close()

    async def _end(self) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self._reading
            await asyncio.to_thread(self._process.join)
        self._writer.close()

    async def _say(self, nth: int, said: Ask | Look) -> ToParent:
        if self._gone:
            raise Gone
        self._waiting[nth] = asyncio.get_running_loop().create_future()
        self._writer.write(msgspec.json.encode(said) + b"\n")
        return await self._reply(nth)

    async def _reply(self, nth: int) -> ToParent:
        async with asyncio.timeout(PATIENCE_S):
            reply = await self._waiting[nth]
        del self._waiting[nth]
        if reply is None:
            raise Gone
        return reply

    async def _read(self) -> None:
        try:
            while (text := await self._reader.readline()).endswith(b"\n"):
                said = _decoder.decode(text)
                nth = 0 if isinstance(said, Listening) else said.nth
                self._waiting[nth].set_result(said)
        except ConnectionError:
            pass  # the other end was killed with our words still unread
        finally:
            self._gone = True
            for future in self._waiting.values():
                if not future.done():
                    future.set_result(None)
