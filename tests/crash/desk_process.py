"""A process that holds one queue: the real ledger on a file and the real desk, nothing else.

It speaks with its parent over a socket, one JSON text a line, and ends when that socket does.
"""

import asyncio
import socket
from contextlib import suppress
from pathlib import Path

import msgspec

from waitingroom.bus import LocalBus
from waitingroom.clock import Clock
from waitingroom.core.actors import Actor
from waitingroom.core.commands import Command
from waitingroom.core.ids import OpId, QueueId, Version, VisitId
from waitingroom.core.model import Queue, Shelf
from waitingroom.core.snapshot import freeze
from waitingroom.core.value import Value
from waitingroom.desk import Desk, Reply
from waitingroom.effects import effects_of
from waitingroom.ledger import Busy, SqlLedger, open_engine, own

QUEUE = QueueId("q")
FRONT = 6


class Ask(Value, tag="Ask"):
    """A command for the desk."""

    nth: int
    op_id: OpId
    actor: Actor
    command: Command


class Look(Value, tag="Look"):
    """A look at the front of the line, or at the `whole` queue."""

    nth: int
    whole: bool = False


class Replied(Value, tag="Replied"):
    """The desk's answer."""

    nth: int
    reply: Reply


class Seen(Value, tag="Seen"):
    """What a colleague sees: who waits, with the revision of the visit, and who is let in."""

    nth: int
    waiting: tuple[tuple[VisitId, Version], ...]
    admitted: tuple[VisitId, ...]


class Whole(Value, tag="Whole"):
    """The replica, frozen."""

    nth: int
    queue: bytes


class Listening(Value, tag="Listening"):
    """The first line: the file is ours and the queue is read."""


FromParent = Ask | Look
ToParent = Listening | Replied | Seen | Whole

_decoder: msgspec.json.Decoder[FromParent] = msgspec.json.Decoder(FromParent)


def url(file: Path) -> str:
    """How the ledger calls that file."""
    return f"sqlite+aiosqlite:///{file}"


def live(line: socket.socket, file: Path) -> None:
    """The whole life of the process, until the parent's end of the line is closed."""
    asyncio.run(_live(line, file))


async def _live(line: socket.socket, file: Path) -> None:
    reader, writer = await asyncio.open_connection(sock=line)
    with own(file):
        engine = open_engine(url(file))
        ledger = SqlLedger(engine)
        desk = Desk(ledger, LocalBus(), Clock().now, effects_of)
        await _read(desk)
        writer.write(_line(Listening()))
        async with asyncio.TaskGroup() as group:
            while text := await reader.readline():
                group.create_task(_hear(desk, _decoder.decode(text), writer))
        await desk.close()
        await ledger.end()
        await engine.dispose()
    writer.close()


async def _read(desk: Desk) -> None:
    """Read the queue, however long a machine with much else to do takes over it."""
    while True:
        with suppress(Busy):
            await desk.queue(QUEUE)
            return


async def _hear(desk: Desk, said: FromParent, writer: asyncio.StreamWriter) -> None:
    writer.write(_line(await _answer(desk, said)))


async def _answer(desk: Desk, said: FromParent) -> ToParent:
    match said:
        case Ask():
            reply = await desk.ask(QUEUE, said.op_id, said.command, said.actor)
            return Replied(nth=said.nth, reply=reply)
        case Look(whole=True):
            return Whole(nth=said.nth, queue=freeze(await desk.queue(QUEUE)))
        case Look():
            return _seen(said.nth, await desk.queue(QUEUE))


def _seen(nth: int, queue: Queue) -> Seen:
    return Seen(
        nth=nth,
        waiting=tuple((each, queue.visits[each].revision) for each in queue.line.slice(0, FRONT)),
        admitted=tuple(queue.shelf(Shelf.ADMITTED).slice(0, FRONT)),
    )


def _line(said: ToParent) -> bytes:
    return msgspec.json.encode(said) + b"\n"
