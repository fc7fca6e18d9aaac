"""The people of the desk's tests, and how they ask."""

from itertools import count

from waitingroom.core.actors import Actor, GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, Command, Join, OpenQueue
from waitingroom.core.ids import GuestId, OpId, QueueId, StaffId, VisitId
from waitingroom.core.model import Visit
from waitingroom.desk import Desk, Done, Reply

QUEUE = QueueId("q")
ADA = GuestActor(guest=GuestId("ada"), visit=VisitId("v"), walk_in=True)

_numbers = count(1)


def clinician(name: str) -> StaffActor:
    return StaffActor(staff=StaffId(name), role=StaffRole.CLINICIAN)


def op_id() -> OpId:
    return OpId(f"op-{next(_numbers)}")


async def asks(desk: Desk, actor: Actor, command: Command) -> Reply:
    return await desk.ask(QUEUE, op_id(), command, actor)


async def waits(desk: Desk) -> Visit:
    """Ada waits in an open queue."""
    assert isinstance(await asks(desk, clinician("anna"), OpenQueue()), Done)
    assert isinstance(await asks(desk, ADA, Join()), Done)
    return (await desk.queue(QUEUE)).visits[ADA.visit]


async def admits(desk: Desk, name: str) -> Reply:
    visit = (await desk.queue(QUEUE)).visits[ADA.visit]
    return await asks(desk, clinician(name), Admit(visit=visit.id, seen=visit.revision))
