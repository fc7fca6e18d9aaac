"""A small town of people who ask things of one queue: the words the core's tests are written in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.decide import decide
from waitingroom.core.events import Event, Happened
from waitingroom.core.evolve import evolve
from waitingroom.core.handing import handed_over
from waitingroom.core.ids import (
    GuestId,
    NodeId,
    NoticeId,
    QueueId,
    StaffId,
    Version,
    VisitId,
)
from waitingroom.core.model import (
    Kind,
    Media,
    MoveReason,
    Presence,
    Provider,
    Queue,
    RemoveReason,
    Role,
    Rules,
    Visit,
)
from waitingroom.core.model import Text as Texting
from waitingroom.core.names import DialIn
from waitingroom.core.refusals import Refused
from waitingroom.core.value import Value

NOW = datetime(2026, 3, 28, 9, 0, tzinfo=UTC)
NODE = NodeId("node-1")
ANNA = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)
BO = StaffActor(staff=StaffId("bo"), role=StaffRole.CLINICIAN)
SECRETARY = StaffActor(staff=StaffId("siv"), role=StaffRole.SECRETARY)
SYSTEM = SystemActor(node=NODE)
QUICK = Rules(grace_s=60, parked_s=300, no_show_s=600, claim_s=30, undo_s=60, keep_ended_s=900)
INSIDE = (c.SayInside(inside=True), c.SayInside(inside=False))
OTHER_RULES = QUICK.but(
    grace_s=30,
    claim_s=40,
    undo_s=90,
    call_places=3,
    shows_place=False,
    providers=(Provider.PEXIP, Provider.VDX),
    rings_per_day=2,
    calls_in=True,
    texts=True,
)
OTHER_QUEUE = QueueId("q2")


class Text(Value):
    """What the directory knows of a person."""

    name: str
    note: str = ""
    language: str = "da"
    birth_year: int | None = None
    phone: str = ""


class Names:
    """A directory in which everybody is called after their id."""

    def person(self, guest: GuestId) -> Text | None:
        return Text(name=f"name of {guest}")

    def staff(self, staff: StaffId) -> str:
        return f"staff {staff}"

    def notice(self, notice: NoticeId) -> str:
        return f"notice {notice}"

    def queue_name(self, queue: QueueId) -> str:
        return f"queue {queue}"

    def dial_in(self, queue: QueueId, visit: VisitId, admission: int, guest: GuestId) -> DialIn:
        return DialIn(number="+45 00 00 00 00", code=f"code of {guest} in {visit} {admission}")


@dataclass
class Town:
    """One queue, its log and the clock on the wall."""

    queue: Queue = field(default_factory=lambda: Queue(id=QueueId("q")))
    now: datetime = NOW
    log: list[Happened] = field(default_factory=list)

    def asks(self, actor: Actor, command: c.Command) -> tuple[Event, ...] | Refused:
        """Decide and, when it is a yes, let it happen."""
        decision = decide(self.queue, command, actor, self.now)
        if isinstance(decision, Refused):
            return decision
        for event in decision:
            self.happens(event)
        return decision

    def happens(self, event: Event) -> None:
        """Write one event into the log."""
        happened = Happened(version=Version(self.queue.version + 1), at=self.now, event=event)
        self.queue = evolve(self.queue, happened)
        self.log.append(happened)

    def later(self, seconds: float) -> None:
        """Let time pass without anybody looking."""
        self.now += timedelta(seconds=seconds)

    def visit(self, visit: str) -> Visit:
        """The visit of that id."""
        return self.queue.visits[VisitId(visit)]

    def walks_in(self, name: str) -> Visit:
        """A person comes by the public door and takes a place."""
        assert not isinstance(self.asks(walker(name), c.Join()), Refused)
        return self.visit(f"v-{name}")

    def line(self) -> list[str]:
        """Who waits, next one first."""
        return list(self.queue.line)

    def expects(self, name: str, *others: Role, due_in_s: float | None = None) -> Visit:
        """Staff expect a patient of that name, and one person of each other role."""
        guests = party((name, Role.PATIENT), *((f"{name}-{role}", role) for role in others))
        due_at = None if due_in_s is None else self.now + timedelta(seconds=due_in_s)
        expected = c.ExpectVisit(visit=VisitId(f"v-{name}"), guests=guests, due_at=due_at)
        assert self.asks(SECRETARY, expected)
        return self.visit(f"v-{name}")

    def comes(self, guest: str, visit: str) -> Visit:
        """A person with a personal link takes the place, over a node of ours."""
        assert not isinstance(self.asks(invited(guest, visit), c.Join()), Refused)
        return self.connects(guest, visit)

    def connects(self, guest: str, visit: str, node: NodeId = NODE) -> Visit:
        """A node holds a living connection of this guest."""
        seen = c.Connected(visit=VisitId(visit), guest=GuestId(guest), node=node)
        self.asks(SystemActor(node=node), seen)
        return self.visit(visit)

    def loses(self, guest: str, visit: str, node: NodeId = NODE) -> Visit:
        """The node has lost this guest."""
        lost = c.Away(visit=VisitId(visit), guest=GuestId(guest), node=node)
        self.asks(SystemActor(node=node), lost)
        return self.visit(visit)

    def admits(self, actor: Actor, visit: str, *guests: str) -> tuple[Event, ...] | Refused:
        """Somebody who sees the visit as it is now lets it in."""
        seen = self.visit(visit)
        called = tuple(GuestId(each) for each in guests)
        return self.asks(actor, c.Admit(visit=seen.id, seen=seen.revision, guests=called))

    def kinds(self) -> list[str]:
        """What has happened, by the names of the log."""
        return [type(each.event).__name__ for each in self.log]


def open_town(rules: Rules = QUICK) -> Town:
    """A town whose queue is open."""
    town = Town()
    town.asks(SYSTEM, c.Configure(rules=rules))
    town.asks(ANNA, c.OpenQueue())
    return town


def walker(name: str, role: Role = Role.PATIENT) -> GuestActor:
    """Somebody at the public door; their visit is named after them."""
    return GuestActor(guest=GuestId(name), visit=VisitId(f"v-{name}"), role=role, walk_in=True)


def invited(name: str, visit: str) -> GuestActor:
    """Somebody with a personal link."""
    return GuestActor(guest=GuestId(name), visit=VisitId(visit))


def party(*people: tuple[str, Role]) -> tuple[c.Invited, ...]:
    """The people a visit is expected with."""
    return tuple(c.Invited(guest=GuestId(name), role=role) for name, role in people)


# --- chance

GUESTS = ("ada", "ben", "cai", "dea", "eli", "fie")
BOOKED = ("b1", "b2")


def _visits() -> st.SearchStrategy[VisitId]:
    """Mostly a visit that is there when it is asked about (see `resolved`), sometimes any name."""
    there = st.integers(0, 30).map(lambda nth: VisitId(f"?{nth}"))
    return there | there | there | st.sampled_from([VisitId(f"v-{name}") for name in GUESTS])


def _guest_actors() -> st.SearchStrategy[Actor]:
    walkers: list[Actor] = [walker(name) for name in GUESTS]
    booked: list[Actor] = [
        invited(f"{visit}-{who}", f"v-{visit}") for visit in BOOKED for who in ("pat", "rel", "int")
    ]
    return st.sampled_from([*walkers, *booked])


def _expect(visit: str, due_in: int | None) -> c.ExpectVisit:
    return c.ExpectVisit(
        visit=VisitId(f"v-{visit}"),
        guests=party(
            (f"{visit}-pat", Role.PATIENT),
            (f"{visit}-rel", Role.RELATIVE),
            (f"{visit}-int", Role.INTERPRETER),
        ),
        due_at=None if due_in is None else NOW + timedelta(seconds=due_in),
    )


def _received(nth: int, presence: Presence) -> c.Receive:
    """A visit from another queue, of somebody nobody here has heard of."""
    handed = c.Handed(guest=GuestId(f"r{nth}"), role=Role.PATIENT, presence=presence)
    return c.Receive(
        visit=VisitId(f"v-r{nth}"), origin=OTHER_QUEUE, kind=Kind.WALK_IN, guests=(handed,)
    )


def _received_back(visit: VisitId) -> c.Receive:
    """A visit of this queue that comes back; who belongs to it is filled in later."""
    return c.Receive(visit=visit, origin=OTHER_QUEUE, kind=Kind.BOOKED, guests=())


def _guest_ids() -> st.SearchStrategy[GuestId]:
    return st.integers(0, 2).map(lambda nth: GuestId(f"?{nth}"))


def staff_commands() -> st.SearchStrategy[c.StaffCommand]:
    """Anything staff may ask, also of visits that are not there."""
    visits = _visits()
    return st.one_of(
        st.builds(c.Admit, visit=visits, seen=st.just(Version(-1)), media=st.sampled_from(Media)),
        st.builds(c.Admit, visit=visits, seen=st.just(Version(-1))),
        st.builds(c.PutBack, visit=visits),
        st.builds(c.End, visit=visits),
        st.builds(c.AdmitGuest, visit=visits, guest=_guest_ids()),
        st.builds(c.MoveUp, visit=visits, reason=st.sampled_from(MoveReason)),
        st.builds(c.MoveBack, visit=visits),
        st.builds(c.Remove, visit=visits, reason=st.sampled_from(RemoveReason)),
        st.builds(c.Reinstate, visit=visits),
        st.builds(c.TryAgain, visit=visits, other=st.booleans()),
        st.builds(
            c.AdmitByPhone,
            visit=visits,
            guest=_guest_ids(),
            ring=st.booleans(),
            seen=st.none() | st.just(Version(-1)),
        ),
        st.builds(c.Transfer, visit=visits, to=st.sampled_from([OTHER_QUEUE, QueueId("q")])),
        st.builds(c.ClaimVisit, visit=visits),
        st.builds(c.ReleaseClaim, visit=visits),
        st.builds(_expect, st.sampled_from(BOOKED), st.none() | st.integers(-600, 600)),
        st.just(c.OpenQueue()),
        st.builds(c.CloseQueue, send_home=st.sampled_from([False] * 9 + [True])),
        st.builds(c.PostNotice, notice=st.sampled_from([NoticeId("n1"), NoticeId("n2")])),
        st.just(c.WithdrawNotice()),
    )


def made_ready(queue: Queue, visit: VisitId) -> c.MakeReady:
    """That the conference of the open admission is there, at whoever carries it."""
    open_ = queue.visits[visit].admission
    assert open_ is not None
    return c.MakeReady(visit=visit, admission=open_.number, provider=open_.provider)


def _checks(
    visits: st.SearchStrategy[VisitId], guests: st.SearchStrategy[GuestId]
) -> st.SearchStrategy[c.Check]:
    causes = st.lists(st.sampled_from(Cause), unique=True, max_size=10).map(tuple)
    return st.builds(
        c.Check, visit=visits, guest=guests, outcome=st.sampled_from(Outcome), causes=causes
    )


def system_commands() -> st.SearchStrategy[c.SystemCommand]:
    """Anything we may tell the queue ourselves, also late or twice."""
    visits, guests, number = _visits(), _guest_ids(), st.integers(1, 3)
    nodes = st.sampled_from([NODE, NodeId("node-2")])
    receipt = {"visit": visits, "guest": guests, "admission": number}
    provider = st.sampled_from([Provider.EMBEDDED, Provider.EMBEDDED, Provider.PEXIP])
    return st.one_of(
        st.builds(c.Connected, visit=visits, guest=guests, node=nodes),
        st.builds(c.Away, visit=visits, guest=guests, node=nodes),
        st.builds(c.Told, **receipt),
        st.builds(c.Saw, **receipt),
        st.builds(c.Entered, **receipt),
        st.builds(c.LeftCall, **receipt),
        st.builds(c.Unanswered, **receipt),
        st.builds(c.Texted, **receipt, text=st.sampled_from(Texting)),
        st.builds(c.StaffEntered, visit=visits, staff=st.just(ANNA.staff), admission=number),
        st.builds(c.StaffLeft, visit=visits, staff=st.just(ANNA.staff), admission=number),
        st.builds(_received, st.integers(0, 3), st.sampled_from(Presence)),
        st.builds(_received_back, visits),
        st.builds(c.MakeReady, visit=visits, admission=number, provider=provider),
        st.builds(c.GiveUp, visit=visits, admission=number, provider=provider),
        _checks(visits, guests),
        st.just(c.Tick()),
        st.just(c.Tick()),
        st.builds(c.Configure, rules=st.sampled_from([QUICK, OTHER_RULES])),
    )


Step = tuple[Actor, c.Command] | int
"""Somebody asks something, or so many seconds pass."""


def steps() -> st.SearchStrategy[Sequence[Step]]:
    """A random afternoon."""
    guest = st.tuples(
        _guest_actors(),
        st.sampled_from(
            [c.Join(), c.Join(), c.Join(), c.Leave(), c.Ready(), c.Ready(ready=False), *INSIDE]
        ),
    )
    staff = st.tuples(st.sampled_from([ANNA, BO, SECRETARY]), staff_commands())
    system = st.tuples(st.just(SYSTEM), system_commands())
    step = st.one_of(guest, staff, staff, staff, system, system, st.integers(1, 100))
    short, long = st.lists(step, max_size=12), st.lists(step, min_size=40, max_size=80)
    return st.one_of(short, long, long)


def resolved(town: Town, command: c.Command) -> c.Command:
    """The command with its "?n" put in words: the nth visit of the queue, the nth of its guests."""
    visits = sorted(town.queue.visits.values(), key=lambda each: (each.stage, each.id))
    changes: dict[str, object] = {}
    asked = str(getattr(command, "visit", ""))
    if not asked.startswith("?") or not visits:
        return command
    visit = visits[int(asked[1:]) % len(visits)]
    changes["visit"] = visit.id
    if hasattr(command, "guest"):
        nth = int(str(command.guest)[1:])
        changes["guest"] = visit.guests[nth % len(visit.guests)].id
    if isinstance(command, c.Receive):
        return handed_over(visit, command.origin)
    if getattr(command, "seen", None) is not None:
        changes["seen"] = visit.revision
    if hasattr(command, "admission"):
        changes["admission"] = max(1, visit.admissions - int(asked[1:]) % 3 // 2)
    return command.but(**changes)
