"""One connection and its conversation: the shell around the sans-IO session."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, assert_never

from waitingroom.core.actors import Actor
from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.ids import Epoch, NodeId, QueueId, Version
from waitingroom.core.model import Queue
from waitingroom.core.names import ViewNames
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk, Reply
from waitingroom.hub.passes import Passes
from waitingroom.hub.places import Places
from waitingroom.hub.turns import Turns
from waitingroom.ledger import Busy
from waitingroom.protocol import Audience, CloseCode, Session, limits
from waitingroom.protocol.messages import Hello, NotDone, Pass, Pong, Welcome
from waitingroom.protocol.talk import (
    Abort,
    Acked,
    Asked,
    Close,
    Entering,
    Greeted,
    Heard,
    Looked,
    Quiet,
    Send,
)
from waitingroom.wire import Socket

RETRY_MS = 1000
"""When a page asks again after `busy` or `unknown`."""

log = logging.getLogger("waitingroom.hub")


@dataclass(frozen=True)
class Surroundings:
    """What every listener works with."""

    desk: Desk
    names: ViewNames
    passes: Passes
    node: Callable[[], NodeId]
    epoch: Epoch
    places: Places
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    spawn: Callable[[Coroutine[Any, Any, None]], None]
    turns: Turns


class Registry(Protocol):
    """Where listeners are known while they are connected."""

    def opened(self, listener: "Listener") -> None:
        """A connection is there, with nobody greeted yet."""

    def greeted(self, listener: "Listener") -> None:
        """Somebody is there to be shown things."""

    def joined(self, listener: "Listener") -> None:
        """The queue knows this guest now, whose page may be closed again already."""

    def closed(self, listener: "Listener", *, silent: bool) -> None:
        """The connection is gone; `silent` when it had said nothing for too long."""


class Listener(ABC):
    """A wire handler for one page."""

    def __init__(
        self, audience: Audience, queue: QueueId, around: Surroundings, registry: Registry
    ) -> None:
        self.queue = queue
        self.tab = ""
        self.visible = True
        self.seen_at = around.monotonic()
        self._around = around
        self._registry = registry
        self._session = Session(audience, around.monotonic())
        self._socket: Socket | None = None
        self._silent = False
        self.is_greeted = False

    @property
    def is_open(self) -> bool:
        """Whether the connection is there."""
        return self._socket is not None

    # --- the wire speaks

    def opened(self, socket: Socket) -> None:
        """A connection; see `wire.Handler`."""
        self._socket = socket
        self._registry.opened(self)

    def heard(self, text: bytes) -> None:
        """A text; see `wire.Handler`."""
        for heard in self._session.receive(text, self._around.monotonic()):
            self._hear(heard)
        self.flush()

    def paused(self) -> None:
        """The page does not read; see `wire.Handler`."""
        self._session.stalled(self._around.monotonic())
        self.flush()

    def drained(self) -> None:
        """The page reads again; see `wire.Handler`."""
        if self._session.drained(self._around.monotonic()):
            self.show_whole()
        self.flush()

    def closed(self, code: int) -> None:
        """The connection is gone; see `wire.Handler`."""
        self._socket = None
        self._registry.closed(self, silent=self._silent)

    # --- the hub speaks

    def tick(self, now: float) -> None:
        """Look at the time."""
        deadline = self._session.deadline
        if deadline is None or now < deadline:
            return
        for heard in self._session.tick(now):
            self._hear(heard)
        self.flush()

    def bye(self, code: CloseCode, after_ms: int = 0) -> None:
        """End the conversation."""
        self._session.bye(code, after_ms)
        self.flush()

    def farewell(self, after_ms: int) -> None:
        """Say that this node stops, and when to come back; what was begun goes on."""
        self._session.farewell(after_ms)
        self.flush()

    def flush(self) -> None:
        """Do what the session wants done."""
        for output in self._session.outputs():
            match output:
                case Send():
                    if self._socket is not None:
                        self._socket.send(output.data)
                case Close():
                    self._silent = output.code is CloseCode.SILENT
                    if self._socket is not None:
                        self._socket.close(output.code, output.reason)
                case Abort():
                    if self._socket is not None:
                        self._socket.abort()
                case _:
                    assert_never(output)

    @abstractmethod
    def show_whole(self) -> None:
        """Draw the whole view and send it."""

    # --- the page speaks

    def _hear(self, heard: Heard) -> None:
        match heard:
            case Greeted():
                self._around.spawn(self._greet(heard.hello))
            case Asked():
                self._around.spawn(self._ask(heard))
            case Entering():
                self._enter(heard)
            case Acked():
                self.visible = heard.visible
                if heard.visible:
                    self.seen_at = self._around.monotonic()
                self._acked(heard)
                self._pong()
            case Looked():
                self._looked(heard)
            case Quiet():
                self._pong()
            case _:
                assert_never(heard)

    async def _greet(self, hello: Hello) -> None:
        self.tab = hello.tab
        try:
            await self._find_queue()
            while not await self._read_up(hello):
                pass
        except Busy:
            self.bye(CloseCode.OVERLOADED, after_ms=5 * RETRY_MS)
            return
        except Exception:
            log.exception("a page could not be greeted")
            self.bye(CloseCode.FAULT)
            return
        await self._around.turns.mine()
        if not self.is_open:
            return
        self._session.welcome(
            Welcome(
                node=self._around.node(),
                epoch=self._epoch,
                now=self._around.now(),
                ping_s=limits.PING_S,
                max_bytes=limits.MAX_BYTES,
            )
        )
        self.is_greeted = True
        self.show_whole()
        self.flush()
        self._registry.greeted(self)

    async def _read_up(self, hello: Hello) -> bool:
        """Whether this page is about the same queue still, now that it has been read.

        Who moves on meanwhile is called over by nobody: their page is not known here yet.
        """
        queue = self.queue
        await self._around.desk.queue(queue)
        await self._take_place(hello)
        if hello.epoch == self._epoch:
            # What this page has seen before is never taken back in front of its eyes.
            await self._around.desk.read_on(queue, hello.known)
        await self._find_queue()
        return self.queue == queue

    async def _ask(self, asked: Asked) -> None:
        actor = self._actor()
        if actor is None:
            self.bye(CloseCode.SIGNED_OUT)
            return
        if not self._may_ask(asked.command):
            self._answer(asked.ref, Refused(code=Code.NOT_FOUND))
            self.flush()
            return
        try:
            reply = await self._around.desk.ask(self.queue, asked.op_id, asked.command, actor)
        except Exception:
            # The desk has logged the bug under its name; this page learns only that it was ours.
            self.bye(CloseCode.FAULT)
            return
        self._answer(asked.ref, reply)
        self.flush()
        self._answered(asked.command, reply)

    def _answer(self, ref: int, reply: Reply | Pass | None) -> None:
        match reply:
            case Pass():
                self._session.give_pass(reply)
            case None:
                # The conference is ready, and the way into it is being asked for.
                self._session.refused(NotDone(ref=ref, code=Code.NOT_READY, retry_ms=RETRY_MS))
            case Refused():
                self._session.refused(self._not_done(ref, reply))
            case _:
                self._session.done(ref)

    def _not_done(self, ref: int, refused: Refused) -> NotDone:
        again = refused.code in (Code.BUSY, Code.UNKNOWN)
        return NotDone(
            ref=ref,
            code=refused.code,
            by=refused.by,
            name=self._around.names.staff(refused.by) if refused.by else "",
            at=refused.at,
            retry_ms=RETRY_MS if again else 0,
        )

    def _pong(self) -> None:
        if not self.is_greeted:
            return
        known = self._known()
        self._session.pong(
            Pong(
                now=self._around.now(),
                version=known.version if known else Version(0),
                confirmed_at=self._around.desk.confirmed_at(self.queue),
            )
        )

    @property
    def _epoch(self) -> str:
        """Versions are counted for each queue: those of another one mean nothing here."""
        return f"{self._around.epoch}-{self.queue}"

    @abstractmethod
    async def _find_queue(self) -> None:
        """Turn to the queue that this page is about by now."""

    @abstractmethod
    async def _take_place(self, hello: Hello) -> None:
        """Give this person the place back that the page can prove; see `hub.places`."""

    def _may_ask(self, command: GuestCommand | BoardCommand) -> bool:
        """Whether all that the command names is there for this person."""
        return True

    def _known(self) -> Queue | None:
        return self._around.desk.known(self.queue)

    @abstractmethod
    def _actor(self) -> Actor | None:
        """Who speaks here, as of now; None when they may not any more."""

    @abstractmethod
    def _enter(self, entering: Entering) -> None:
        """They want their Pass."""

    @abstractmethod
    def _acked(self, acked: Acked) -> None:
        """They have drawn what was shown."""

    @abstractmethod
    def _looked(self, looked: Looked) -> None:
        """They look elsewhere."""

    @abstractmethod
    def _answered(self, command: GuestCommand | BoardCommand, reply: Reply) -> None:
        """A command of theirs was answered."""
