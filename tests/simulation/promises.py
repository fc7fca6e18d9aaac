"""The promises, looked at in the log from its first event to its last."""

from collections import Counter

from tests.simulation.ledger import Disk
from tests.simulation.outside import Conferences
from waitingroom.core import events as e
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, OpId, VisitId
from waitingroom.core.model import Conference, EndReason, Queue, Stage, Visit
from waitingroom.core.snapshot import thaw
from waitingroom.desk import Done, Reply
from waitingroom.desk.replica import happened
from waitingroom.desk.replies import decode, is_remembered
from waitingroom.effects import effects_of
from waitingroom.handoff import Admitted
from waitingroom.ledger import Effect, Entry

BY_PEOPLE = frozenset({EndReason.COMPLETED, EndReason.LEFT, EndReason.REMOVED, EndReason.CANCELLED})
STAYS_READY = frozenset({Conference.READY, Conference.FAILED})


class Reading:
    """Reads a log event by event, and keeps book of its own where a rule could be wrong too."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.effects: list[Effect] = []
        self._numbers: dict[VisitId, int] = {}
        self._opened: set[VisitId] = set()
        self._parked: set[VisitId] = set()
        self._rung = Counter[tuple[str, VisitId, int, GuestId]]()

    def read(self, entry: Entry) -> None:
        """The next entry."""
        before, each = self.queue, happened(entry)
        assert each.version == before.version + 1, "the log has a gap, or one number twice"
        assert before.at is None or each.at >= before.at, "time went back in the log"
        self.effects.extend(effects_of(before, each))
        self.queue = evolve(before, each)
        self._numbers_are_given_once(each.event)
        self._admitted_once(each.event)
        self._ended_for_a_reason(each.event, entry.actor)
        self._away_by_their_node(before, each.event, entry.actor)
        self._called_again_once(each.event)
        if isinstance(each.event, e.VisitEvent):
            self._one_stage(each.event.visit)

    def _numbers_are_given_once(self, event: e.Event) -> None:
        if isinstance(event, e.VisitArrived):
            assert event.visit not in self._numbers, f"{event.visit} arrived twice"
            assert event.number == len(self._numbers) + 1, "an arrival number was given twice"
            self._numbers[event.visit] = event.number

    def _admitted_once(self, event: e.Event) -> None:
        match event:
            case e.VisitAdmitted(visit=visit):
                assert visit not in self._opened, f"{visit} was admitted twice"
                self._opened.add(visit)
            case e.VisitPutBack(visit=visit) | e.VisitEnded(visit=visit):
                self._opened.discard(visit)

    def _ended_for_a_reason(self, event: e.Event, actor: str) -> None:
        match event:
            case e.VisitParked(visit=visit):
                self._parked.add(visit)
            case e.GuestConnected(visit=visit) | e.VisitPutBack(visit=visit):
                self._parked.discard(visit)
            case e.VisitEnded(visit=visit, reason=EndReason.EXPIRED):
                assert visit in self._parked, f"the place of {visit} ended by being away"
            case e.VisitEnded(visit=visit, reason=reason) if reason in BY_PEOPLE:
                assert not actor.startswith("node:"), f"the place of {visit} was ended by a node"

    def _away_by_their_node(self, before: Queue, event: e.Event, actor: str) -> None:
        if isinstance(event, e.GuestWentAway):
            guest = before.visits[event.visit].guest(event.guest)
            held = guest.node if guest else None
            assert held is None or actor == f"node:{held}", "a node called away a guest of another"

    def _called_again_once(self, event: e.Event) -> None:
        match event:
            case e.VisitAdmitted() | e.GuestAdmitted() | e.GuestPhoned() | e.GuestLeft():
                for key in [each for each in self._rung if each[1] == event.visit]:
                    del self._rung[key]
            case e.GuestCalledAgain() | e.GuestNotReached():
                key = (e.kind(event), event.visit, event.admission, event.guest)
                self._rung[key] += 1
                assert self._rung[key] == 1, f"the alarm of {event.guest} rang twice"

    def _one_stage(self, id_: VisitId) -> None:
        visit = self.queue.visits.get(id_)
        if visit is None:
            return
        is_open = visit.stage in (Stage.ADMITTED, Stage.IN_CALL)
        assert is_open == (visit.admission is not None), f"{id_} is {visit.stage}, and admitted too"
        assert is_open == (id_ in self._opened), f"{id_} is {visit.stage}, and the log says other"
        assert (visit.ended is not None) == (visit.stage is Stage.ENDED), f"{id_} half ended"
        number = self._numbers.get(id_, 0)
        assert visit.number == number, f"{id_} came as {number} and stands as {visit.number}"


def read_log(disk: Disk, queue: Queue) -> Queue:
    """The queue at the end of a log that kept all promises; `AssertionError` otherwise."""
    reading = Reading(queue)
    snapshot = disk.snapshot
    for entry in disk.entries:
        reading.read(entry)
        if snapshot is not None and snapshot.version == reading.queue.version:
            assert thaw(snapshot.body) == reading.queue, "a snapshot differs from the log"
    assert snapshot is None or snapshot.version <= disk.version, "a snapshot is ahead of the log"
    assert disk.effects == reading.effects, "the outbox does not hold what the log says"
    waiting = (reading.queue.visits[each] for each in reading.queue.line)
    keys = [(each.priority, each.number) for each in waiting]
    assert keys == sorted(keys), "the order is wrong"
    return reading.queue


def check_answers(disk: Disk, told: dict[OpId, Reply], undone: set[OpId]) -> None:
    """Every answer is the one that stands, and what was told as not done was not."""
    written = [each.op_id for each in disk.entries]
    places = {op_id: nth for nth, op_id in enumerate(written)}
    counts = Counter(written)
    for op_id, reply in told.items():
        if is_remembered(reply):
            assert decode(disk.answers[op_id].body) == reply, f"{op_id} was answered otherwise"
        assert isinstance(reply, Done) or not counts[op_id], f"{op_id} was refused and happened"
        if counts[op_id]:
            last, first = places[op_id], places[op_id] - counts[op_id] + 1
            assert written[first : last + 1] == [op_id] * counts[op_id], f"{op_id} had two effects"
    for op_id in undone:
        assert op_id not in disk.answers, f"{op_id} was told as not done, and was done"


def check_conferences(queue: Queue, conferences: Conferences) -> None:
    """What had to be done outside was done: open where somebody is let in, and nowhere else."""
    wanted = {_admitted(queue, each) for each in queue.visits.values() if each.admission}
    for each in queue.visits.values():
        if each.admission is not None:
            state = each.admission.conference
            assert state in STAYS_READY, f"nobody prepared the conference of {each.id}"
            is_open = _admitted(queue, each) in conferences.open
            assert is_open or state is Conference.FAILED, f"{each.id} has no conference"
    assert conferences.open <= wanted, "a conference stays open that nobody is let in to"
    most = max(conferences.rung.values(), default=0)
    assert most <= 1, "a telephone rang twice for one call"


def _admitted(queue: Queue, visit: Visit) -> Admitted:
    return Admitted(queue=queue.id, visit=visit.id, admission=visit.admissions)
