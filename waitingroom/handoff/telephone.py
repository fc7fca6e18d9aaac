"""Taking part by telephone: whom we may ring up, and who somebody on a telephone is.

A telephone shows no tag. Who is rung up is known by the number that was rung, and who calls in by a
code that was read aloud to them. Both hold only for a guest who was called in that way to an
admission that is open, so that nobody else is ever taken for one.
"""

import hmac
import logging
import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

from waitingroom.core.ids import GuestId
from waitingroom.core.model import TELEPHONES, Phone, Queue, Shelf, Visit
from waitingroom.core.value import Value
from waitingroom.handoff.naming import DIAL_DIGITS, Admitted, Naming, Who
from waitingroom.handoff.port import VendorFailed
from waitingroom.phone_numbers import Allowed, e164

CALLER_MISSES = 5
"""Wrong codes in a minute from one telephone, until it is heard no more."""

MISSES = 30
"""Wrong codes in a minute in all, until it is warned of and every wrong code is refused by us."""

MISSES_S = 60.0

CALLERS = 512
"""How many telephones are remembered as having been wrong."""

CODE = re.compile(
    rf"(?:sips?:|h323:|tel:)?\+?([0-9]{{0,15}})([0-9]{{{DIAL_DIGITS}}})(?:@.{{0,200}})?"
)
"""What is dialled: the number of the installation or nothing, then the code, then a domain."""

PROTOCOLS = frozenset({"sip", "h323", "mssip"})
"""How a call over a telephone exchange comes to a node; a page is `webrtc` or `api`. A page can try
codes far faster than anybody dials, and calls itself what it likes."""

log = logging.getLogger("waitingroom.handoff")


class Numbers:
    """The numbers that may be rung up, read at the moment of ringing and kept nowhere.

    Shape: `phone` gives what the directory has of a guest, "" for nothing.
    """

    def __init__(self, phone: Callable[[GuestId], str], allowed: Allowed) -> None:
        self._phone = phone
        self._allowed = allowed

    def to_ring(self, guest: GuestId) -> str:
        """The number of this guest.

        Errors: `VendorFailed` when there is none, or it may not be rung from here.
        """
        text = self._phone(guest)
        if not text:
            raise VendorFailed("phone", "no-number", retry=False)
        number = self._allowed.number(text)
        if not number:
            raise VendorFailed("phone", "not-allowed", retry=False)
        return number

    def is_of(self, guest: GuestId, alias: str) -> bool:
        """Whether this is the telephone of the guest, as an exchange writes it."""
        number = e164(alias)
        return number != "" and number == e164(self._phone(guest))


class Caller(Value):
    """Who calls in, and to which admission."""

    admitted: Admitted
    who: Who


class Telephone:
    """Recognises who is on a telephone.

    Shape: `queues` gives what is in memory; `number` is what people dial to call in, "" where
    nobody can.
    """

    def __init__(
        self,
        naming: Naming,
        queues: Callable[[], Iterable[Queue]],
        numbers: Numbers,
        number: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._naming = naming
        self._queues = queues
        self._numbers = numbers
        self._number = e164(number).lstrip("+")
        self._misses = Misses(monotonic)

    def rung(self, visit: Visit, params: Mapping[str, str]) -> Who | None:
        """The guest of the open admission whom this call, made by the node, rings up."""
        if params.get("call_direction") != "dial_out" or visit.admission is None:
            return None
        alias = params.get("remote_alias", "")
        called = visit.admission.guests
        found = [
            each.id
            for each in visit.guests
            if each.id in called
            and each.phone is Phone.RUNG
            and self._numbers.is_of(each.id, alias)
        ]
        # Of two with one telephone nobody can tell which of them takes it.
        return Who.guest(found[0]) if len(found) == 1 else None

    def calls_in(self, params: Mapping[str, str]) -> Caller | None:
        """Who calls in with this code; None when it is none of ours, or its caller guesses."""
        code = self._code(params)
        found = None if code is None else self._found(code)
        return None if self._misses.bars(_telephone(params)) else found

    def is_guessed(self, params: Mapping[str, str]) -> bool:
        """Counts what was dialled and is no code; whether somebody guesses and is to be refused."""
        if self._code(params) is None:
            return False
        telephone = _telephone(params)
        is_barred = self._misses.bars(telephone)
        return self._misses.one_more(telephone) or is_barred

    def _code(self, params: Mapping[str, str]) -> str | None:
        if not self._number or params.get("protocol", "").lower() not in PROTOCOLS:
            return None
        dialled = CODE.fullmatch(params.get("local_alias", "").lower())
        if dialled is None or dialled[1] not in ("", self._number):
            return None
        return dialled[2]

    def _found(self, code: str) -> Caller | None:
        """Looked for among all who may call in, in the same time whether or not one is right."""
        found = [
            caller
            for caller in self._expected()
            if hmac.compare_digest(self._dial_code(caller).encode(), code.encode())
        ]
        return found[0] if len(found) == 1 else None

    def _dial_code(self, caller: Caller) -> str:
        return self._naming.dial_code(caller.admitted, GuestId(caller.who.id)).reveal()

    def _expected(self) -> Iterator[Caller]:
        for queue in self._queues():
            if not queue.rules.calls_in:
                continue
            for visit_id in queue.shelf(Shelf.ADMITTED):
                yield from _expected(queue, queue.visits[visit_id])


def _telephone(params: Mapping[str, str]) -> str:
    """The number somebody calls from, "" when it is hidden."""
    return e164(params.get("remote_alias", ""))


def _expected(queue: Queue, visit: Visit) -> Iterator[Caller]:
    admission = visit.admission
    if admission is None or admission.provider not in TELEPHONES:
        return
    admitted = Admitted(queue=queue.id, visit=visit.id, admission=admission.number)
    for guest in visit.guests:
        if guest.phone is Phone.CALLS_IN and guest.id in admission.guests:
            yield Caller(admitted=admitted, who=Who.guest(guest.id))


class Misses:
    """Counts wrong codes of the last minute, by telephone and in all.

    A telephone that guesses is heard no more, also should it guess right; whoever dials the right
    code at once comes in, however many others guess. Those who hide their number are not told
    apart, so that one of them who guesses shuts nobody out.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._all: deque[float] = deque(maxlen=MISSES)
        self._of: dict[str, deque[float]] = {}
        self._warned: float | None = None

    def bars(self, telephone: str) -> bool:
        """Whether calls from there are refused now."""
        of = self._of.get(telephone)
        return of is not None and self._is_full(of)

    def one_more(self, telephone: str) -> bool:
        """Count a wrong code; whether there are too many of them in all."""
        now = self._monotonic()
        self._all.append(now)
        if telephone:
            self._of.setdefault(telephone, deque(maxlen=CALLER_MISSES)).append(now)
        if len(self._of) > CALLERS:
            del self._of[next(iter(self._of))]
        is_too_many = self._is_full(self._all)
        if is_too_many:
            self._warn(now)
        return is_too_many

    def _is_full(self, times: deque[float]) -> bool:
        return len(times) == times.maxlen and self._monotonic() - times[0] < MISSES_S

    def _warn(self, now: float) -> None:
        if self._warned is None or now - self._warned >= MISSES_S:
            self._warned = now
            log.error("somebody guesses codes by telephone: %d wrong ones in a minute", MISSES)
