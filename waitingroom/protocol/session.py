"""One conversation with one page, sans-IO: texts and time in, what was heard and what to do out.

The rules, in the order in which they protect people:

1. Nothing is said to a page before its Hello, and nothing but a Hello is taken from it.
2. A page that does not read costs a bounded amount of memory. A view is whole, so only the newest
   is kept; an answer is never dropped, so a page with too many of them is closed, and asks again
   with the same op_ids when it is back. A page that takes nothing for `STALL_S` is cut.
3. Both sides say something every `PING_S`; a page that is silent for `DEAD_S` is closed.
4. What a page may send is paced; its pings are paced apart, so that a busy page can still show
   that it is alive.

The shell calls a method, does what `outputs()` gives, and calls `tick` when `deadline` has come.
Time is monotonic seconds and an argument; what is said without a time counts as said at the last
time that was given, so that a heartbeat may come early but never late.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import assert_never

from waitingroom.protocol import limits
from waitingroom.protocol.backlog import Backlog
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.codec import Audience, Decode, Malformed, decoder, encode, spoken
from waitingroom.protocol.messages import (
    BoardAsk,
    Bye,
    Done,
    FromGuest,
    FromStaff,
    GuestAsk,
    GuestEnter,
    Hello,
    Look,
    Message,
    NotDone,
    Pass,
    Ping,
    Pong,
    StaffEnter,
    Welcome,
)
from waitingroom.protocol.pace import Allowance
from waitingroom.protocol.talk import (
    Abort,
    Acked,
    Asked,
    Close,
    Entering,
    Greeted,
    Heard,
    Looked,
    Output,
    Quiet,
    Send,
)

DECODERS: Mapping[Audience, Decode] = MappingProxyType({each: decoder(each) for each in Audience})

PACE = {Audience.GUEST: limits.PACE_GUEST, Audience.STAFF: limits.PACE_STAFF}
KEPT = {Audience.GUEST: limits.KEPT_GUEST, Audience.STAFF: limits.KEPT_STAFF}

RETRY_S = 5
"""The least time a page stays away that was closed for its pace."""


class Phase(Enum):
    """Where a conversation is."""

    GREETING = auto()
    TALKING = auto()
    OVER = auto()


class Session:
    """The conversation of one connection."""

    __slots__ = (
        "_backlog",
        "_decode",
        "_heard_at",
        "_is_leaving",
        "_now",
        "_outputs",
        "_pace",
        "_phase",
        "_pings",
        "_ref",
        "_said_at",
        "_stalled_at",
    )

    def __init__(self, audience: Audience, now: float) -> None:
        self._decode = DECODERS[audience]
        self._pace = Allowance(PACE[audience], limits.BURST, now)
        self._pings = Allowance(limits.PACE_PING, limits.BURST, now)
        self._backlog = Backlog(KEPT[audience])
        self._phase = Phase.GREETING
        self._outputs: list[Output] = []
        self._is_leaving = False
        self._ref = 0
        self._now = self._heard_at = self._said_at = now
        self._stalled_at: float | None = None

    # --- the page speaks

    def receive(self, text: bytes, now: float) -> list[Heard]:
        """Takes one text from the page; what makes no sense or comes too fast ends in a close."""
        self._now = now
        if self._phase is Phase.OVER:
            return []
        self._heard_at = now
        message = self._decode(text)
        if isinstance(message, Malformed):
            self._misheard(text)
            return []
        return self._hear(message) if self._in_pace(message) else []

    def _misheard(self, text: bytes) -> None:
        # A page of another release may say Hello with fields that are not known here; it must
        # learn that it is outdated, and not that it talks nonsense.
        greeting = self._phase is Phase.GREETING and spoken(text) not in (None, limits.PROTOCOL)
        self.bye(CloseCode.OUTDATED if greeting else CloseCode.MALFORMED)

    def _in_pace(self, message: FromGuest | FromStaff) -> bool:
        allowance = self._pings if isinstance(message, Ping) else self._pace
        wait_s = allowance.take(self._now)
        if wait_s:
            self.bye(CloseCode.TOO_FAST, after_ms=int(1000 * (RETRY_S + wait_s)))
        return not wait_s

    def _hear(self, message: FromGuest | FromStaff) -> list[Heard]:
        if self._phase is Phase.GREETING or isinstance(message, Hello):
            return self._greet(message)
        match message:
            case Ping():
                return [Acked(version=message.version, visible=message.visible)]
            case Look():
                return [Looked(window=message.window)]
            case GuestAsk() | BoardAsk() | GuestEnter() | StaffEnter():
                return self._question(message)
            case _:
                assert_never(message)

    def _greet(self, message: FromGuest | FromStaff) -> list[Heard]:
        if self._phase is not Phase.GREETING or not isinstance(message, Hello):
            self.bye(CloseCode.MALFORMED)
            return []
        if message.protocol != limits.PROTOCOL:
            self.bye(CloseCode.OUTDATED)
            return []
        self._phase = Phase.TALKING
        return [Greeted(hello=message)]

    def _question(self, message: GuestAsk | BoardAsk | GuestEnter | StaffEnter) -> list[Heard]:
        if message.ref <= self._ref:
            # Two questions under one number could not be told apart in the answers.
            self.bye(CloseCode.MALFORMED)
            return []
        self._ref = message.ref
        if isinstance(message, GuestAsk | BoardAsk):
            return [Asked(ref=message.ref, op_id=message.op_id, command=message.command)]
        visit = message.visit if isinstance(message, StaffEnter) else None
        return [Entering(ref=message.ref, visit=visit)]

    # --- the server speaks

    def welcome(self, welcome: Welcome) -> None:
        """Answers Hello."""
        self._answer(welcome)

    def done(self, ref: int) -> None:
        """Answers a question: it is durable."""
        self._answer(Done(ref=ref))

    def refused(self, refused: NotDone) -> None:
        """Answers a question: it did not happen."""
        self._answer(refused)

    def give_pass(self, given: Pass) -> None:
        """Answers Enter."""
        self._answer(given)

    def show(self, view: bytes) -> None:
        """Shows a whole view, an encoded Seat or Board; a page that does not read gets the last."""
        if self._may_speak():
            if self._stalled_at is None:
                self._say(view)
            else:
                self._backlog.view(view)

    def change(self, change: bytes) -> None:
        """Shows an encoded BoardChange; a page that does not read will need a whole Board."""
        if self._may_speak():
            if self._stalled_at is None:
                self._say(change)
            else:
                self._backlog.change()

    def pong(self, pong: Pong) -> None:
        """Confirms what the page shows; left out while it does not read, as it will be old then."""
        if self._may_speak() and self._stalled_at is None:
            self._say(encode(pong))

    def farewell(self, after_ms: int) -> None:
        """Says that this server stops, and when to come back; all else goes on until `bye`."""
        if self._phase is not Phase.OVER and not self._is_leaving:
            self._is_leaving = True
            self._wave(CloseCode.RESTART, after_ms)

    def bye(self, code: CloseCode, after_ms: int = 0) -> None:
        """Ends the conversation, and says when to come back unless a farewell has said so."""
        if self._phase is Phase.OVER:
            return
        if not (self._is_leaving and code is CloseCode.RESTART):
            self._wave(code, after_ms)
        self._end(Close(code=code))

    def _wave(self, code: CloseCode, after_ms: int) -> None:
        self._outputs.append(Send(data=encode(Bye(reason=code.word, after_ms=after_ms))))

    def _answer(self, message: Message) -> None:
        if not self._may_speak():
            return
        data = encode(message)
        if self._stalled_at is None:
            self._say(data)
        elif not self._backlog.answer(data):
            self.bye(CloseCode.TOO_SLOW)

    def _may_speak(self) -> bool:
        if self._phase is Phase.GREETING:
            raise AssertionError("nothing is said to a page before its Hello")
        return self._phase is Phase.TALKING

    def _say(self, data: bytes) -> None:
        self._said_at = self._now
        self._outputs.append(Send(data=data))

    def _end(self, output: Close | Abort) -> None:
        self._phase = Phase.OVER
        self._backlog.empty()
        self._outputs.append(output)

    # --- the transport speaks

    @property
    def reads(self) -> bool:
        """Whether the page takes what it is sent; while it does not, drawing views is in vain."""
        return self._stalled_at is None

    def stalled(self, now: float) -> None:
        """The page does not read; told again, it has read a little, and its time begins anew."""
        self._now = self._stalled_at = now

    def drained(self, now: float) -> bool:
        """The page reads again and gets what was kept; True when it must be shown a whole view."""
        self._now = now
        self._stalled_at = None
        if self._phase is not Phase.TALKING:
            return False
        for data in self._backlog.empty():
            self._say(data)
        behind, self._backlog.behind = self._backlog.behind, False
        return behind

    # --- time passes

    @property
    def deadline(self) -> float | None:
        """When `tick` is wanted, None when never again."""
        match self._phase:
            case Phase.OVER:
                return None
            case Phase.GREETING:
                silence = self._heard_at + limits.HELLO_S
            case Phase.TALKING:
                silence = self._heard_at + limits.DEAD_S
            case _:
                assert_never(self._phase)
        return min(silence, self._own_deadline())

    def _own_deadline(self) -> float:
        if self._stalled_at is None:
            return self._said_at + limits.PING_S
        return self._stalled_at + limits.STALL_S

    def tick(self, now: float) -> list[Heard]:
        """Looks at the time; gives `Quiet` when the page must hear something."""
        self._now = now
        deadline = self.deadline
        if deadline is None or now < deadline:
            return []
        if self._stalled_at is not None and now >= self._stalled_at + limits.STALL_S:
            self._end(Abort())
            return []
        if self._is_silent():
            self.bye(CloseCode.SILENT)
            return []
        self._said_at = now
        return [Quiet()]

    def _is_silent(self) -> bool:
        allowed = limits.HELLO_S if self._phase is Phase.GREETING else limits.DEAD_S
        return self._now >= self._heard_at + allowed

    def outputs(self) -> list[Output]:
        """What is to be done, in this order; each is given once."""
        outputs, self._outputs = self._outputs, []
        return outputs
