"""A visit that is let in, and the policy of its conference: the words of these tests."""

from collections.abc import Callable

from tests.core.town import ANNA, SECRETARY, SYSTEM, Town, made_ready
from waitingroom.core import commands as c
from waitingroom.core.commands import Invited
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Conference, Queue, Role, Rules
from waitingroom.handoff import Admitted, Naming, Policy, Who
from waitingroom.handoff.options import Options

NAMING = Naming(b"k" * 32)
Q = QueueId("q")
CALL = Rules(call_places=2, limit=5000)


def clinic(rules: Rules = CALL) -> Town:
    town = Town()
    town.asks(SYSTEM, c.Configure(rules=rules))
    town.asks(ANNA, c.OpenQueue())
    return town


def lets_in(town: Town, visit: str, *guests: str) -> Admitted:
    """Expect these guests, have them come, let all in, and make their conference ready."""
    party = tuple(
        Invited(guest=GuestId(each), role=Role.PATIENT if nth == 0 else Role.RELATIVE)
        for nth, each in enumerate(guests)
    )
    town.asks(SECRETARY, c.ExpectVisit(visit=VisitId(visit), guests=party))
    for each in guests:
        town.comes(each, visit)
    return again(town, visit)


def again(town: Town, visit: str) -> Admitted:
    """Let a visit that waits in, and make its conference ready."""
    town.admits(ANNA, visit)
    return is_ready(town, VisitId(visit))


def is_ready(town: Town, visit: VisitId) -> Admitted:
    """Make the conference of the open admission ready, by whoever carries it."""
    town.asks(SYSTEM, made_ready(town.queue, visit))
    now = town.queue.visits[visit].admission
    assert now is not None
    assert now.conference is Conference.READY
    return Admitted(queue=Q, visit=visit, admission=now.number)


def policy_of(
    queue: Callable[[], Queue],
    options: Options | None = None,
    called: Callable[[Who], str] = lambda who: f"name of {who.id}",
) -> Policy:
    chosen = options or Options()
    return Policy(NAMING, lambda id_: queue() if id_ == Q else None, called, lambda _: chosen)
