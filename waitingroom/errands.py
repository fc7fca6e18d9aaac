"""Does what must be done outside: each effect once it is claimed, after a look at the present."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, assert_never

import msgspec

from waitingroom.core.actors import ServiceActor
from waitingroom.core.commands import GiveUp, MakeReady, SystemCommand, Texted, Unanswered
from waitingroom.core.ids import Failure, OpId, QueueId, VisitId
from waitingroom.core.model import Admission, Conference, Guest, Phone, Provider, Text
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk
from waitingroom.effects import GuestTask, HandOver, Kind, Task
from waitingroom.handoff import Admitted, Handoff, VendorFailed
from waitingroom.ledger import Claimed
from waitingroom.notify import Recipient

PATIENCE_S = 15.0
"""How long one try at a conference may take in all: far less than an effect is held for us, so that
nobody else begins it meanwhile. The parts of a try have their own patience, which is shorter."""

SOON_S = 1.0
CLOSE_RETRY_MOST_S = 300.0

HANDOFF = ServiceActor(name="handoff")

Body = TypeVar("Body")

log = logging.getLogger("waitingroom.errands")


@dataclass(frozen=True)
class Outside:
    """Where errands lead.

    Shape: `ways` are the conferences there are; `text` sends somebody the one text message of that
    name and says what became of it, however often it is asked to; `follow` lets the links of a
    transferred visit lead to its new queue.
    """

    ways: Mapping[Provider, Handoff]
    text: Callable[[str, Recipient], Awaitable[Text]]
    follow: Callable[[VisitId, QueueId], Awaitable[None]]


class Errands:
    """Performs claimed effects; doing one again is harmless."""

    def __init__(self, desk: Desk, outside: Outside, patience_s: float = PATIENCE_S) -> None:
        self._desk = desk
        self._outside = outside
        self._patience_s = patience_s

    async def perform(self, claimed: Claimed) -> float | None:
        """Seconds until it is tried again, None when it is done.

        Errors: `Busy` when the ledger can't be read or written now.
        """
        # Another node may have written it: what it is about must be known before it is judged.
        await self._desk.read_on(claimed.queue, claimed.version)
        kind = Kind(claimed.kind)
        match kind:
            case Kind.PREPARE_CONFERENCE:
                return await self._prepare(claimed.queue, _read(claimed, Task), claimed.tries)
            case Kind.CLOSE_CONFERENCE:
                return await self._close(claimed.queue, _read(claimed, Task), claimed.tries)
            case Kind.RING_UP:
                return await self._ring_up(claimed)
            case Kind.SEND_TEXT:
                return await self._send_text(claimed)
            case Kind.HAND_OVER:
                return await self._hand_over(claimed)
            case _:
                assert_never(kind)

    # --- conferences

    async def _prepare(self, queue: QueueId, about: Task, tries: int) -> float | None:
        if not await self._is_awaited(queue, about):
            return await self._close_late(queue, about, tries) if tries > 1 else None
        way = self._way(about.provider)
        failed = await self._failure(way.prepare(_admitted(queue, about)) if way else _missing())
        if failed is None:
            ready = MakeReady(visit=about.visit, admission=about.admission, provider=about.provider)
            again_in = await self._tell(queue, ready)
            return await self._close_late(queue, about, tries) if again_in is None else again_in
        if failed.retry and tries < failed.patience.tries:
            return failed.patience.pause_s
        word = Failure(f"{failed.vendor}-{failed.code}")
        gave_up = GiveUp(
            visit=about.visit, admission=about.admission, provider=about.provider, failure=word
        )
        return await self._tell(queue, gave_up)

    async def _close_late(
        self, queue: QueueId, about: Task | GuestTask, tries: int
    ) -> float | None:
        """A conference that came to be after its admission was closed is closed once more.

        So is one that somebody was rung up for meanwhile. What closes it with the admission may
        have been done before there was anything to close.
        """
        admission = await self._admission(queue, about)
        if admission is not None and admission.provider is about.provider:
            return None
        return await self._close(queue, about, tries)

    async def _close(self, queue: QueueId, about: Task | GuestTask, tries: int) -> float | None:
        way = self._way(about.provider)
        if way is None:
            return CLOSE_RETRY_MOST_S
        failed = await self._failure(way.close(_admitted(queue, about)))
        if failed is None:
            return None
        return min(CLOSE_RETRY_MOST_S, 2.0**tries) if failed.retry else CLOSE_RETRY_MOST_S

    async def _failure(self, work: Awaitable[None]) -> VendorFailed | None:
        """Why this did not work, None when it did; it ends in time, whatever the other side does.

        A bug of ours counts as a failure too, so that a patient never waits for one in vain.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                await work
        except VendorFailed as failed:
            log.warning("a vendor failed: %s", failed)
            return failed
        except TimeoutError:
            log.warning("a vendor did not answer in time")
            return VendorFailed("conference", "slow", retry=True)
        except Exception:
            log.exception("the handoff failed")
            return VendorFailed("conference", "fault", retry=True)
        return None

    def _way(self, provider: Provider) -> Handoff | None:
        return self._outside.ways.get(provider)

    async def _is_awaited(self, queue: QueueId, about: Task) -> bool:
        admission = await self._admission(queue, about)
        return (
            admission is not None
            and admission.conference is Conference.PREPARING
            and admission.provider is about.provider
        )

    async def _admission(self, queue: QueueId, about: Task | GuestTask) -> Admission | None:
        """The admission this is about, None when it is not open any more."""
        known = await self._desk.queue(queue)
        visit = known.visits.get(about.visit)
        admission = visit.admission if visit else None
        return admission if admission and admission.number == about.admission else None

    # --- people

    async def _ring_up(self, claimed: Claimed) -> float | None:
        """Rung once: whom we could not ring up is shown to the clinician, who may ask again."""
        about, is_first = _read(claimed, GuestTask), claimed.tries == 1
        guest = await self._called(claimed.queue, about)
        if guest is None or guest.phone is not Phone.RUNG or guest.is_inside:
            return None if is_first else await self._close_late(claimed.queue, about, claimed.tries)
        # Whether an earlier try rang nobody knows, and nobody's telephone rings by itself again.
        if is_first and await self._rings(claimed.queue, about):
            return await self._close_late(claimed.queue, about, claimed.tries)
        unanswered = Unanswered(visit=about.visit, guest=about.guest, admission=about.admission)
        return await self._tell(claimed.queue, unanswered)

    async def _rings(self, queue: QueueId, about: GuestTask) -> bool:
        way = self._way(about.provider)
        ringing = way.ring_up(_admitted(queue, about), about.guest) if way else _missing()
        return await self._failure(ringing) is None

    async def _called(self, queue: QueueId, about: GuestTask) -> Guest | None:
        """The guest this is about, None when they are not called to that admission any more."""
        admission = await self._admission(queue, about)
        if admission is None or about.guest not in admission.guests:
            return None
        return (await self._desk.queue(queue)).visits[about.visit].guest(about.guest)

    async def _send_text(self, claimed: Claimed) -> float | None:
        """Sent once: whoever sends it knows by the name of this effect whether it was."""
        about = _read(claimed, GuestTask)
        guest = await self._called(claimed.queue, about)
        # Whoever was called in another way since then has not been called again.
        if guest is None or guest.again_at is None or guest.seen_at or guest.entered_at:
            return None
        to = Recipient(queue=claimed.queue, visit=about.visit, guest=guest.id, role=guest.role)
        text = await self._outside.text(_name(claimed), to)
        texted = Texted(visit=about.visit, guest=about.guest, admission=about.admission, text=text)
        return await self._tell(claimed.queue, texted)

    # --- other queues

    async def _hand_over(self, claimed: Claimed) -> float | None:
        about = _read(claimed, HandOver)
        # One transfer has one name, so that however often this is done it is received once. No page
        # can spell a colon in a name, so nobody can have used it up before.
        op_id = OpId(f"transfer:{_name(claimed)}")
        again_in = await self._tell(about.to, about.receive, op_id)
        if again_in is None:
            await self._outside.follow(about.receive.visit, about.to)
        return again_in

    async def _tell(
        self, queue: QueueId, command: SystemCommand, op_id: OpId | None = None
    ) -> float | None:
        reply = await self._desk.ask(queue, op_id, command, HANDOFF)
        return SOON_S if isinstance(reply, Refused) and reply.code in _PASSING else None


_PASSING = frozenset({Code.BUSY, Code.UNKNOWN})


def _read(claimed: Claimed, kind: type[Body]) -> Body:
    return msgspec.json.decode(claimed.body, type=kind)


def _name(claimed: Claimed) -> str:
    """What an effect is called for as long as it is not done, whoever does it."""
    return f"{claimed.queue}-{claimed.version}"


def _admitted(queue: QueueId, about: Task | GuestTask) -> Admitted:
    return Admitted(queue=queue, visit=about.visit, admission=about.admission)


async def _missing() -> None:
    """What a queue was told to use and this installation does not have."""
    raise VendorFailed("conference", "not-set-up", retry=False)
