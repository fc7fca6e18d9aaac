"""A visit on its way to another queue: received once and never lost, whatever dies or refuses."""

from tests.worker.yard import ANNA, NODE, QUEUE, Yard
from waitingroom.core import commands as c
from waitingroom.core.ids import OpId, QueueId, VisitId
from waitingroom.core.model import Stage
from waitingroom.desk import Done
from waitingroom.errands import Errands
from waitingroom.ledger import Claimed
from waitingroom.ledger.outbox import HELD_S

OTHER = QueueId("queue2")
V_ADA = VisitId("vada")


async def sent_on(yard: Yard) -> Claimed:
    """Ada's visit has left this queue; the errand that the other one is told by."""
    await yard.opens(OTHER)
    await yard.waits("ada")
    assert isinstance(await yard.asks(ANNA, c.Transfer(visit=V_ADA, to=OTHER)), Done)
    (claimed,) = await yard.ledger.claim(NODE, yard.now(), limit=16)
    return claimed


def errands(yard: Yard) -> Errands:
    return Errands(yard.desk, yard.outside)


def waits_there(yard: Yard) -> bool:
    visit = yard.queue(OTHER).visits.get(V_ADA)
    return visit is not None and visit.stage is Stage.WAITING


async def test_the_other_queue_has_it_and_its_links_follow(yard: Yard) -> None:
    assert await errands(yard).perform(await sent_on(yard)) is None
    assert waits_there(yard)
    assert yard.followed == [(V_ADA, OTHER)]


async def test_who_dies_after_it_is_received_leaves_it_received_once(yard: Yard) -> None:
    await errands(yard).perform(await sent_on(yard))
    yard.passed_s += HELD_S
    (again,) = await yard.ledger.claim(NODE, yard.now(), limit=16)
    assert await errands(yard).perform(again) is None
    assert (await yard.kinds(OTHER)).count("VisitReceived") == 1
    assert yard.followed == [(V_ADA, OTHER)] * 2


async def test_a_queue_that_can_not_write_now_receives_it_later(yard: Yard) -> None:
    claimed = await sent_on(yard)
    yard.ledger.is_busy = True
    assert await errands(yard).perform(claimed) is not None
    assert yard.followed == []
    yard.ledger.is_busy = False
    assert await errands(yard).perform(claimed) is None
    assert waits_there(yard)


async def test_no_page_can_take_the_name_of_a_transfer_and_have_it_refused(yard: Yard) -> None:
    claimed = await sent_on(yard)
    taken = OpId(f"{QUEUE}-{claimed.version}")
    assert isinstance(await yard.desk.ask(OTHER, taken, c.CloseQueue(), ANNA), Done)
    assert await errands(yard).perform(claimed) is None
    assert waits_there(yard)
