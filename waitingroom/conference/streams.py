"""The event stream of one participant, as server-sent events."""

import asyncio

from waitingroom.conference.asgi import Write
from waitingroom.conference.model import OUTBOX_LIMIT, Told
from waitingroom.conference.switchboard import Member, Switchboard

COMMENT_S = 15.0


class EventStream:
    """What one participant is told, until it leaves or opens another stream."""

    def __init__(self, member: Member, switchboard: Switchboard) -> None:
        self._member = member
        self._switchboard = switchboard
        self._number = 0

    async def run(self, write: Write, gone: asyncio.Event) -> None:
        """Tell first the whole roster, then whatever happens."""
        member = self._member
        member.stream += 1
        mine = member.stream
        # An older stream of this participant sees the new number and ends.
        member.wake.set()
        member.conference.stream_opened(member.person)
        # The client calls only when its stream is open, so the head must leave at once.
        await write(b": open\n\n")
        try:
            while member.stream == mine and not gone.is_set() and await self._tell(write):
                if not await self._pause(gone):
                    await write(b": still here\n\n")
        finally:
            if member.stream == mine and member.person.gone is None:
                member.conference.stream_closed(member.person, self._switchboard.clock())

    async def _tell(self, write: Write) -> bool:
        """Write what has gathered; whether the stream goes on."""
        person = self._member.person
        self._member.wake.clear()
        told, person.outbox = person.outbox, []
        if told:
            await write(b"".join(self._frame(event) for event in told))
        # With a full outbox something was dropped: the client opens anew and gets the roster.
        return person.gone is None and len(told) < OUTBOX_LIMIT

    def _frame(self, told: Told) -> bytes:
        self._number += 1
        return b"id: %d\nevent: %s\ndata: %s\n\n" % (
            self._number,
            told.kind.encode(),
            bytes(told.data),
        )

    async def _pause(self, gone: asyncio.Event) -> bool:
        waits = [asyncio.ensure_future(event.wait()) for event in (self._member.wake, gone)]
        try:
            done, _ = await asyncio.wait(
                waits, timeout=COMMENT_S, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for wait in waits:
                wait.cancel()
        return bool(done)
