"""A process that is the whole house without its web: its worker prepares conferences at our hands.

It speaks with its parent over a socket, one JSON text a line, and ends when that socket does. The
parent is the conference node: it is asked to prepare a room, and answers when it likes.
"""

import asyncio
import socket
import traceback
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from tests.hub.hall import Page
from waitingroom.app import house
from waitingroom.core.actors import Actor, GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, Join
from waitingroom.core.ids import GuestId, OpId, QueueId, StaffId, VisitId
from waitingroom.core.model import Provider, Role, Text
from waitingroom.core.refusals import Refused
from waitingroom.core.value import Value
from waitingroom.errands import Errands, Outside
from waitingroom.handoff import Admitted, Policy
from waitingroom.house import House
from waitingroom.identity import GuestSignIn
from waitingroom.ledger import own
from waitingroom.notify.port import Recipient
from waitingroom.settings import Settings
from waitingroom.worker import Worker

ANNA = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)


class Come(Value, tag="Come"):
    """This patient opens their page."""

    patient: str


class LetIn(Value, tag="LetIn"):
    """The clinician admits this patient."""

    patient: str


class Made(Value, tag="Made"):
    """The node has made the room it was asked for."""


class Listening(Value, tag="Listening"):
    """The house is open."""


class Waits(Value, tag="Waits"):
    """The patient has their place."""

    patient: str


class IsIn(Value, tag="IsIn"):
    """The admission is durable."""

    patient: str


class Prepare(Value, tag="Prepare"):
    """The node is asked for a room."""

    admitted: Admitted


class WasTold(Value, tag="WasTold"):
    """The patient's page was given this way in; `is_let_in` is what policy says to that PIN."""

    patient: str
    alias: str
    is_let_in: bool


FromParent = Come | LetIn | Made
ToParent = Listening | Waits | IsIn | Prepare | WasTold

_decoder: msgspec.json.Decoder[FromParent] = msgspec.json.Decoder(FromParent)


def settings(folder: Path) -> Settings:
    """The house of that folder."""
    return Settings(data=folder, demo=False)


def visit_of(patient: str) -> VisitId:
    """Everybody has one visit."""
    return VisitId(f"v{patient}")


def live(line: socket.socket, folder: Path, queue: QueueId) -> None:
    """The whole life of the process, until the parent's end of the line is closed."""
    asyncio.run(_live(line, folder, queue))


def walker(patient: str) -> GuestActor:
    """The patient as somebody who asks."""
    return GuestActor(guest=GuestId(patient), visit=visit_of(patient), walk_in=True)


async def _live(line: socket.socket, folder: Path, queue: QueueId) -> None:
    reader, writer = await asyncio.open_connection(sock=line)
    with own(folder / "waitingroom.db"):
        async with house(settings(folder)) as opened:
            inside = _Inside(opened, queue, writer)
            worker = asyncio.create_task(inside.worker().run())
            inside.say(Listening())
            while text := await reader.readline():
                inside.hear(_decoder.decode(text))
            worker.cancel()
    writer.close()


class _Inside:
    """What the parent may ask, and the conference node as the worker sees it."""

    def __init__(self, opened: House, queue: QueueId, writer: asyncio.StreamWriter) -> None:
        self._house = opened
        self._queue = queue
        self._writer = writer
        self._made = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._policy = Policy(opened.naming, opened.desk.known, lambda who: "")

    def worker(self) -> Worker:
        """The real one, which looks about fifty times a second."""
        errands = Errands(
            self._house.desk,
            Outside(ways={Provider.EMBEDDED: self}, text=self._text, follow=self._follow),
        )
        return Worker(
            self._house.desk,
            self._house.ledger,
            errands,
            keeper=self._house.keeper,
            now=self._house.clock.now,
            look_s=0.02,
        )

    def say(self, what: ToParent) -> None:
        """One line to the parent."""
        self._writer.write(msgspec.json.encode(what) + b"\n")

    def hear(self, said: FromParent) -> None:
        """One line of the parent."""
        match said:
            case Made():
                self._made.set()
            case Come():
                self._spawn(said.patient, self._come(said.patient))
            case LetIn():
                self._spawn(said.patient, self._let_in(said.patient))

    # --- the node

    async def prepare(self, admitted: Admitted) -> None:
        """Ask the parent, and wait until it has made the room."""
        self._made.clear()
        self.say(Prepare(admitted=admitted))
        await self._made.wait()

    async def close(self, admitted: Admitted) -> None:
        """Nothing is closed on this afternoon."""

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        """Nobody is rung up on this afternoon."""

    async def _text(self, name: str, to: Recipient) -> Text:
        return Text.FAILED

    async def _follow(self, visit: VisitId, queue: QueueId) -> None:
        """Nobody is transferred on this afternoon."""

    # --- people

    def _spawn(self, patient: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=patient)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        """A process that is killed soon says at once what went wrong in it."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            traceback.print_exception(error)

    async def _come(self, patient: str) -> None:
        page = Page(self._house.hub.guest(self._sign_in(patient)))
        page.hello()
        await page.hears(type="Seat")
        await self._insist(f"join-{patient}", Join(), walker(patient))
        self.say(Waits(patient=patient))
        await page.sees(conference="ready", called=True)
        page.pings()
        way_in = await page.enters()
        service = self._policy.service({"local_alias": way_in["alias"]}) or {}
        is_let_in = service.get("result", {}).get("guest_pin") == way_in["pin"]
        self.say(WasTold(patient=patient, alias=way_in["alias"], is_let_in=is_let_in))

    async def _insist(self, op_id: str, command: Join | Admit, actor: Actor) -> None:
        """A machine with much else to do may say that it is busy; then nothing has happened."""
        while isinstance(
            await self._house.desk.ask(self._queue, OpId(op_id), command, actor), Refused
        ):
            pass

    def _sign_in(self, patient: str) -> GuestSignIn:
        return GuestSignIn(
            guest=GuestId(patient),
            visit=visit_of(patient),
            queue=self._queue,
            role=Role.PATIENT,
            walk_in=True,
            link=None,
            expires_at=self._house.clock.now() + timedelta(hours=1),
        )

    async def _let_in(self, patient: str) -> None:
        queue = await self._house.desk.queue(self._queue)
        visit = queue.visits[visit_of(patient)]
        admit = Admit(visit=visit.id, seen=visit.revision)
        await self._insist(f"admit-{patient}", admit, ANNA)
        self.say(IsIn(patient=patient))
