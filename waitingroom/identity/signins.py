"""Sign-ins of staff: begun, used, ended; in SQL, with a copy in memory to ask."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from waitingroom.core.ids import StaffId
from waitingroom.core.value import Value
from waitingroom.identity.ids import SignInId, fresh_id
from waitingroom.identity.model import StaffSignIn
from waitingroom.identity.store import SignInRow, Store
from waitingroom.ledger import Engine

LIFE = timedelta(hours=12)
"""A working day, however busy."""

IDLE = timedelta(hours=2)
"""After this long without use a sign-in ends, because somebody may have walked away from it."""

_NOTED = timedelta(minutes=1)
"""Use is written down at most this often; other nodes know it this much later."""

ENDED = 1000
"""How many that ended are remembered, so that none of them is believed anew."""

BEHIND = timedelta(seconds=2)
"""By how much what was read last may be behind what other nodes had written by then."""

Listener = Callable[[SignInId], None]


class _Live(Value):
    sign_in: StaffSignIn
    used_at: datetime
    noted_at: datetime

    def lasts(self, now: datetime) -> bool:
        return now < self.sign_in.expires_at and now < self.used_at + IDLE


class SignIns:
    """Who of the staff is signed in now.

    Errors: the ledger's `Busy` when the database cannot do it now; then nothing has changed.
    """

    def __init__(self, engine: Engine) -> None:
        self._store = Store(engine)
        self._live: dict[SignInId, _Live] = {}
        self._read_at: datetime | None = None
        self._ended: dict[SignInId, None] = {}
        self._listeners: list[Listener] = []
        # Ending and reading wait for each other, or a read that began before the end could bring
        # an ended sign-in back to life in memory.
        self._one_at_a_time = asyncio.Lock()

    async def start(self, now: datetime) -> None:
        """Read into memory who is signed in."""
        await self.refresh(now)

    async def begin(self, staff: StaffId, now: datetime) -> StaffSignIn:
        """Sign this member of staff in; what it gives is sealed into the cookie."""
        sign_in = StaffSignIn(id=SignInId(fresh_id()), staff=staff, expires_at=now + LIFE)
        await self._store.add_sign_in(sign_in, now)
        self._live[sign_in.id] = _Live(sign_in=sign_in, used_at=now, noted_at=now)
        return sign_in

    def meet(self, sealed: StaffSignIn, now: datetime) -> None:
        """A sign-in that we have sealed ourselves comes to this node.

        When it is newer than what was read last, it began on another node just now, and is believed
        until the next reading tells: whoever has just signed in must not be sent away.
        """
        begun_at = sealed.expires_at - LIFE
        if sealed.id in self._live or self._read_at is None or begun_at < self._read_at - BEHIND:
            return
        if sealed.id not in self._ended:
            self._live[sealed.id] = _Live(sign_in=sealed, used_at=now, noted_at=now)

    def current(self, sign_in: SignInId, now: datetime) -> StaffSignIn | None:
        """The sign-in if it still lasts, and count this as use of it.

        Ask it for what a person does; ask `lasts` for what a page does by itself.
        """
        live = self._live.get(sign_in)
        if live is None or not live.lasts(now):
            return None
        self._live[sign_in] = live.but(used_at=max(live.used_at, now))
        return live.sign_in

    def lasts(self, sign_in: SignInId, now: datetime) -> bool:
        """Whether the sign-in still lasts, without using it."""
        live = self._live.get(sign_in)
        return live is not None and live.lasts(now)

    async def end(self, sign_in: SignInId, now: datetime) -> None:
        """End one sign-in; harmless when repeated."""
        async with self._one_at_a_time:
            await self._store.end_sign_in(sign_in, now)
            self._drop([sign_in])

    async def end_staff(self, staff: StaffId, now: datetime) -> None:
        """End all sign-ins of this member of staff: a new password, a lost role, a lost phone."""
        async with self._one_at_a_time:
            await self._store.end_sign_ins_of(staff, now)
            self._drop([each for each, live in self._live.items() if live.sign_in.staff == staff])

    def on_ended(self, listener: Listener) -> Callable[[], None]:
        """Call the listener once for each sign-in that ends from now on, however it ends.

        Shape: gives a function that ends it. The listener must not raise. The end by time or on
        another node is heard of at the next `refresh`.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def refresh(self, now: datetime) -> None:
        """Write down use here, read what began and ended elsewhere, and drop what is over.

        Call it at least every 5 seconds: that is how long an ended sign-in may live on a node.
        """
        async with self._one_at_a_time:
            await self._note()
            before = set(self._live)
            rows = {row.sign_in.id: row for row in await self._store.sign_ins(now, now - IDLE)}
            # Only who was here before may be missing because of an end; what `begin` put here
            # meanwhile may have been written too late to be read.
            self._drop(before - set(rows))
            for each, row in rows.items():
                self._live[each] = _known(row, self._live.get(each))
            self._read_at = now

    async def forget(self, before: datetime) -> int:
        """Delete the sign-ins that expired before this; how many."""
        return await self._store.forget_sign_ins(before)

    async def _note(self) -> None:
        used = [each for each in self._live.values() if each.used_at >= each.noted_at + _NOTED]
        await self._store.note_use({each.sign_in.id: each.used_at for each in used})
        for each in used:
            live = self._live.get(each.sign_in.id)
            if live is not None:
                self._live[each.sign_in.id] = live.but(noted_at=each.used_at)

    def _drop(self, ended: Iterable[SignInId]) -> None:
        for sign_in in ended:
            self._ended[sign_in] = None
            while len(self._ended) > ENDED:
                del self._ended[next(iter(self._ended))]
            if self._live.pop(sign_in, None) is not None:
                for listener in tuple(self._listeners):
                    listener(sign_in)


def _known(row: SignInRow, live: _Live | None) -> _Live:
    used_at = row.used_at if live is None else max(row.used_at, live.used_at)
    return _Live(sign_in=row.sign_in, used_at=used_at, noted_at=row.used_at)
