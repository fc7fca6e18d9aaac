"""Bugs that somebody might write, each planted on purpose: the simulation has to find them.

Shape: `breaks` is one of these promises:

I1 a visit is in one stage; I2 it has one open admission at most; I3 a place ends only for a reason
that was stated; I4 what was answered stands, and nothing is answered or shown before; I5 one op_id
has one effect and one answer; I6 the number is given once, and orders; I7 nothing older is shown
than was seen; I8 no Seat tells of another visit; I9 a decision has all its rows; I10 nobody is let
in too early or left inside; I11 a replica is the fold of the log; I12 a view and what it is told
are the next view.
"""

from typing import NamedTuple

from tests.simulation.planting import Change
from tests.simulation.world import WHOLE

DRAFT = "waitingroom.desk.draft:Draft"
COUNTER = "waitingroom.desk.counter:Counter"
DISK = "tests.simulation.ledger:Disk"
NODE = "tests.simulation.ledger:NodeLedger"
EVOLVE = "waitingroom.core.evolve"
SYSTEM = "waitingroom.core.decide.system"
ERRANDS = "waitingroom.errands:Errands"

ENOUGH = 400
"""Seeds in which a bug has to show itself."""


def worlds(count: int = ENOUGH) -> range:
    """The first seeds of whole worlds."""
    return range(0, count * WHOLE, WHOLE)


class Bug(NamedTuple):
    """What is wrong, in a word, and which promise it breaks."""

    name: str
    breaks: str
    changes: tuple[Change, ...]


GUARD = Change(
    f"{EVOLVE}:evolve", "happened.version != queue.version + 1", "happened.version < queue.version"
)
"""Without it an event that does not fit is refused at once; it must be gone for these bugs."""

BUGS = (
    Bug(
        "the answer of the one who loses is not remembered",
        "I5",
        (
            Change(
                f"{DRAFT}._decided",
                "self._remember(request, decision)\n        return decision",
                "return decision",
            ),
        ),
    ),
    Bug(
        "put back gives a new number",
        "I6",
        (
            Change(
                f"{EVOLVE}:_place",
                ".but(put_back=True)",
                ".but(put_back=True, number=visit.number + 100)",
            ),
        ),
    ),
    Bug(
        "the version is compared with at most, and not with equal",
        "I4",
        (
            Change(
                f"{DISK}.commit",
                "append.expected != self.version",
                "append.expected > self.version",
            ),
        ),
    ),
    Bug(
        "a gap in what is read is ignored",
        "I11",
        (
            GUARD,
            Change(
                "waitingroom.desk.replica:Replica.take_in",
                "if each.version > known)",
                "if each.version > known)[-3:]",
            ),
        ),
    ),
    Bug(
        "who is dead is told by the clocks of the nodes alone",
        "I3",
        (
            Change(
                f"{NODE}._database_time",
                "self._loop.time()",
                "self._loop.time() + self._random.uniform(-2, 2)",
            ),
            Change(
                "waitingroom.lease:Neighbours.dead",
                "and at - each.since >= self._patience_s(each)",
                "",
            ),
        ),
    ),
    Bug(
        "the fence is not compared",
        "I4",
        (Change(f"{DISK}.check", "fence not in self.leases", "False"),),
    ),
    Bug(
        "rows of the outbox are written after the transaction",
        "I9",
        (
            Change(f"{DISK}.commit", "self.order(append)", "pass"),
            Change(
                f"{NODE}.append",
                "self._perhaps_die()\n    await self._travel()",
                "self._perhaps_die()\n    await self._travel()\n    self._disk.order(append)",
            ),
        ),
    ),
    Bug(
        "the answer is sent before the append",
        "I4",
        (
            Change(
                f"{COUNTER}._attempt",
                "try:\n        await self._means",
                "_answer(batch, draft.outcomes)\n    try:\n        await self._means",
            ),
        ),
    ),
    Bug(
        "after a conflict it is decided on the old replica",
        "I2",
        (
            Change(
                f"{COUNTER}._after_conflict",
                "await self._read()",
                "old = self._replica.queue\n    await self._read()\n"
                "    now = self._replica.queue\n"
                "    self._stale = old.but(version=now.version, at=now.at)",
            ),
            Change(
                f"{COUNTER}._draft",
                "Draft(self._replica.queue,",
                'Draft(self.__dict__.pop("_stale", self._replica.queue),',
            ),
        ),
    ),
    Bug(
        "the draft is not thrown away after a conflict",
        "I11",
        (
            Change(
                f"{COUNTER}._attempt",
                "except Conflict:\n",
                "except Conflict:\n        self._replica.move_to(draft.queue, draft.now)\n",
            ),
        ),
    ),
    Bug(
        "an unknown outcome is told as not done",
        "I4",
        (
            Change(
                f"{COUNTER}._attempt",
                "return await self._after_unknown(draft.batch, batch)",
                "_answer(batch, [Refused(code=Code.BUSY)] * len(batch))\n        return []",
            ),
        ),
    ),
    Bug(
        "settled is not final",
        "I5",
        (Change(f"{NODE}.settled", ".setdefault(batch, False)", ".get(batch, False)"),),
    ),
    Bug(
        "a remembered answer is given whatever is asked",
        "I5",
        (
            Change(
                "waitingroom.desk.counter:_remembered",
                "answer.digest != request.digest",
                "False",
            ),
        ),
    ),
    Bug(
        "put back leaves the admission open",
        "I1",
        (
            Change(
                f"{EVOLVE}:_place",
                "_back_in_line(_called_off(visit), at)",
                "_back_in_line(visit, at)",
            ),
        ),
    ),
    Bug(
        "a late repeat of an Admit admits again",
        "I5",
        (
            Change(
                f"{DISK}.commit",
                "any(each.op_id in self.answers for each in append.answers)",
                "False",
            ),
        ),
    ),
    Bug(
        "the Away of an old node undoes the Connected of a new one",
        "I3",
        (
            Change(
                f"{SYSTEM}:_away",
                "guest.node is None or guest.node == command.node",
                "True",
            ),
        ),
    ),
    Bug(
        "times go back with the clock of a node",
        "I11",
        (
            Change(
                f"{DRAFT}.__init__",
                "now if queue.at is None else max(now, queue.at)",
                "now",
            ),
        ),
    ),
    Bug(
        "a snapshot is taken before its events are written",
        "I11",
        (
            Change(
                f"{COUNTER}._attempt",
                "try:\n        await self._means",
                "try:\n"
                "        if draft.queue.version % 8 == 0:\n"
                "            await self._keep(draft.queue)\n"
                "        await self._means",
            ),
        ),
    ),
    Bug(
        "what is read is applied twice",
        "I11",
        (
            GUARD,
            Change(
                "waitingroom.desk.replica:Replica.take_in",
                "replay(self.queue, log)",
                "replay(replay(self.queue, log), log[-1:])",
            ),
        ),
    ),
    Bug(
        "an effect counts as done before it is done",
        "I9",
        (
            Change(
                "waitingroom.worker:Worker._do_one",
                "try:\n        again_in",
                "await self._ledger.finish(claimed)\n    try:\n        again_in",
            ),
        ),
    ),
    Bug(
        "a Seat names who let another visit in",
        "I8",
        (
            Change(
                "waitingroom.core.seat:seat",
                'clinician=names.staff(admission.by) if admission else "",',
                "clinician=next((names.staff(each.admission.by)"
                ' for each in queue.visits.values() if each.admission), ""),',
            ),
        ),
    ),
    Bug(
        "an alarm rings twice",
        "I5",
        (
            Change(
                f"{EVOLVE}:_party",
                "return _guest(visit, event.guest, again_at=at)",
                "return visit",
            ),
        ),
    ),
    Bug(
        "a lost line cancels the command",
        "I5",
        (
            Change(
                "waitingroom.desk.desk:Desk.ask",
                "except TimeoutError:",
                "except asyncio.CancelledError:\n"
                "        counter.withdraw(waiting) or counter._serving.cancel()\n"
                "        raise\n"
                "    except TimeoutError:",
            ),
        ),
    ),
    Bug(
        "a place ends by being away",
        "I3",
        (
            Change(
                f"{SYSTEM}:_waited",
                "yield e.VisitParked(visit=visit.id)",
                "yield e.VisitEnded(visit=visit.id, reason=EndReason.EXPIRED)",
            ),
        ),
    ),
    Bug(
        "a page that comes back to another node is shown what that node happens to know",
        "I7",
        (
            Change(
                "waitingroom.desk.desk:Desk.read_on",
                "await self._counter(queue).read_on(version)",
                "pass",
            ),
        ),
    ),
    Bug(
        "who moves up in the line is not told",
        "I12",
        (
            Change(
                "waitingroom.core.changes:_shifted",
                "if start <= rank < stop:",
                "if start < rank < stop:",
            ),
        ),
    ),
    Bug(
        "a telephone is rung up again by whoever goes on with the effect",
        "I5",
        (Change(f"{ERRANDS}._ring_up", "if is_first and await", "if await"),),
    ),
    Bug(
        "a conference that comes to be late stays open",
        "I10",
        (
            Change(
                f"{ERRANDS}._prepare",
                "await self._close_late(queue, about, tries) if tries > 1 else None",
                "None",
            ),
        ),
    ),
)
