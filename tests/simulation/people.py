"""What people and nodes ask for in a simulated afternoon; each choice falls by the seed's dice."""

from random import Random

from waitingroom.core import commands as c
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.checks import Outcome
from waitingroom.core.ids import GuestId, NodeId, StaffId, Version, VisitId
from waitingroom.core.model import MoveReason, Queue, RemoveReason, Role

WALKERS = ("ada", "ben", "cai", "dea")
STAFF = ("anna", "bo", "cy")


def walker(name: str) -> GuestActor:
    """Somebody at the public door."""
    return GuestActor(guest=GuestId(name), visit=visit_of(name), walk_in=True)


def visit_of(name: str) -> VisitId:
    """The visit of a walker."""
    return VisitId(f"v-{name}")


def colleague(name: str) -> StaffActor:
    """Somebody who may ask everything."""
    return StaffActor(staff=StaffId(name), role=StaffRole.CLINICIAN)


def guest_command(random: Random) -> c.GuestCommand:
    """What a guest asks who has come."""
    return random.choice((c.Ready(), c.Join(), c.Join(), c.Leave(), c.SayInside(inside=True)))


def staff_command(random: Random, queue: Queue | None, nth: int) -> c.StaffCommand:
    """What a colleague asks who looks at this queue."""
    name = random.choice(WALKERS)
    visit = visit_of(name)
    known = queue.visits.get(visit) if queue else None
    seen = known.revision if known else Version(0)
    admit = c.Admit(visit=visit, seen=seen)
    by_phone = c.AdmitByPhone(visit=visit, guest=GuestId(name), seen=seen)
    expected = c.Invited(guest=GuestId(f"g{nth}"), role=Role.PATIENT)
    return random.choice(
        (
            admit,
            admit,
            by_phone,
            by_phone,
            c.PutBack(visit=visit),
            c.PutBack(visit=visit),
            c.End(visit=visit),
            c.MoveUp(visit=visit, reason=MoveReason.URGENT),
            c.MoveBack(visit=visit),
            c.Remove(visit=visit, reason=RemoveReason.OTHER),
            c.Reinstate(visit=visit),
            c.ClaimVisit(visit=visit),
            c.ExpectVisit(visit=VisitId(f"b{nth}"), guests=(expected,)),
        )
    )


def held(random: Random, node: NodeId) -> c.Connected:
    """What a node says of a guest whose page it holds."""
    name = random.choice(WALKERS)
    return c.Connected(visit=visit_of(name), guest=GuestId(name), node=node)


def seen(
    random: Random, queue: Queue | None, living: NodeId, any_node: NodeId
) -> tuple[SystemActor, c.SystemCommand]:
    """What a node saw, and which one: the dead may have seen last that somebody went away."""
    name = random.choice(WALKERS)
    visit, guest = visit_of(name), GuestId(name)
    known = queue.visits.get(visit) if queue else None
    number = known.admissions if known else 0
    speaker = SystemActor(node=living)
    match random.randrange(4):
        case 0:
            away = c.Away(visit=visit, guest=guest, node=any_node)
            return SystemActor(node=any_node), away
        case 1:
            return speaker, c.Saw(visit=visit, guest=guest, admission=number)
        case 2:
            outcome = random.choice(tuple(Outcome))
            return speaker, c.Check(visit=visit, guest=guest, outcome=outcome)
        case _:
            return speaker, c.Entered(visit=visit, guest=guest, admission=number)
