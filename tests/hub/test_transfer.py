"""A page whose visit is transferred: told where it goes on, then shown that queue."""

import asyncio

from tests.hub.hall import PATIENCE_S, QUEUE, Hall, colleague
from waitingroom.core import commands as c
from waitingroom.core.handing import handed_over
from waitingroom.core.ids import OrganisationId, QueueId, StaffId, UnitId, Version, VisitId
from waitingroom.core.model import Presence, Queue, Rules
from waitingroom.directory import Organisation, QueueInfo, Unit
from waitingroom.errands import HANDOFF
from waitingroom.protocol import CloseCode

ANNA = StaffId("anna")
OTHER, FOREIGN = QueueId("queue2"), QueueId("queue3")
VISIT = VisitId("vada")


async def other_queue(hall: Hall) -> None:
    """A second queue of the same organisation, and one of another."""
    await hall.directory.add_queue(
        QueueInfo(id=OTHER, unit=UnitId("unit1"), name="Skadestuen", slug="skade")
    )
    await hall.desk.ask(OTHER, None, c.Configure(rules=Rules()), HANDOFF)
    stranger, unit = OrganisationId("org2"), UnitId("unit2")
    await hall.directory.add_organisation(Organisation(id=stranger, name="Naboregionen"))
    await hall.directory.add_unit(Unit(id=unit, organisation=stranger, name="Nabo", slug="nabo"))
    await hall.directory.add_queue(QueueInfo(id=FOREIGN, unit=unit, name="Kø", slug="video"))


async def handed(hall: Hall) -> c.Receive:
    """Ada's visit is sent on, and nobody has received it yet."""
    receive = handed_over(hall.visit("vada"), QUEUE)
    await hall.tells(colleague(ANNA), c.Transfer(visit=VISIT, to=OTHER))
    return receive


async def test_the_page_reads_where_it_goes_on_and_is_called_over_when_it_is_there(
    hall: Hall,
) -> None:
    await other_queue(hall)
    page = await hall.waits("ada")
    receive = await handed(hall)
    shown = await page.sees(ended="transferred")
    assert shown["goes_on_in"] == "Skadestuen"
    assert page.code is None
    await hall.desk.ask(OTHER, None, receive, HANDOFF)
    await hall.quiet()
    assert page.code == CloseCode.MOVED


async def test_the_cookie_of_the_first_queue_leads_to_the_second(hall: Hall) -> None:
    await other_queue(hall)
    sign_in = await hall.guest("ada")
    page = await hall.greeted(sign_in)
    await page.asks("Join")
    receive = await handed(hall)
    await hall.desk.ask(OTHER, None, receive, HANDOFF)
    connected = asyncio.Event()
    hall.desk.watch(lambda before, after, happened: _heard(after, connected))
    again = await hall.greeted(sign_in, known=1_000_000)
    assert again.last("Welcome")["epoch"].endswith(f"-{OTHER}")
    shown = again.last("Seat")["seat"]
    assert (shown["stage"], shown["ahead"], shown["came_from"]) == ("waiting", 0, "Kø")
    async with asyncio.timeout(PATIENCE_S):
        await connected.wait()


def _heard(queue: Queue, connected: asyncio.Event) -> None:
    """The other queue knows that Ada's page is here."""
    visit = queue.visits.get(VISIT)
    if queue.id == OTHER and visit and visit.guests[0].presence is Presence.CONNECTED:
        connected.set()


async def test_a_page_that_comes_in_the_very_moment_of_the_move_is_shown_the_second_queue(
    hall: Hall,
) -> None:
    await other_queue(hall)
    sign_in = await hall.guest("ada")
    page = await hall.greeted(sign_in)
    await page.asks("Join")
    receive = await handed(hall)
    read_on, reads, door = hall.desk.read_on, asyncio.Event(), asyncio.Event()

    async def slowly(queue: QueueId, version: Version) -> None:
        reads.set()
        await door.wait()
        await read_on(queue, version)

    hall.desk.read_on = slowly  # type: ignore[method-assign]
    again = hall.opens(sign_in)
    again.hello(page.version, f"{hall.epoch}-{QUEUE}")
    await reads.wait()
    await hall.desk.ask(OTHER, None, receive, HANDOFF)
    door.set()
    await again.hears(type="Welcome")
    assert again.last("Welcome")["epoch"].endswith(f"-{OTHER}")


async def test_before_it_is_received_the_first_queue_says_what_happens(hall: Hall) -> None:
    await other_queue(hall)
    sign_in = await hall.guest("ada")
    page = await hall.greeted(sign_in)
    await page.asks("Join")
    await handed(hall)
    again = await hall.greeted(sign_in)
    assert again.last("Seat")["seat"]["goes_on_in"] == "Skadestuen"


async def test_nobody_is_sent_to_another_organisation_or_to_nowhere(hall: Hall) -> None:
    await other_queue(hall)
    await hall.waits("ada")
    board = await hall.board()
    for to in (FOREIGN, QueueId("nowhere")):
        refused = await board.asks("Transfer", visit=VISIT, to=to)
        assert refused["code"] == "not-found"
    assert hall.visit("vada").ended is None
    assert (await board.asks("Transfer", visit=VISIT, to=OTHER))["type"] == "Done"


async def test_a_visit_is_found_in_the_queue_it_is_in_by_now(hall: Hall) -> None:
    await other_queue(hall)
    await hall.waits("ada")
    assert await hall.desk.whereabouts(QUEUE, VISIT) == QUEUE
    receive = await handed(hall)
    assert await hall.desk.whereabouts(QUEUE, VISIT) == QUEUE
    await hall.desk.ask(OTHER, None, receive, HANDOFF)
    assert await hall.desk.whereabouts(QUEUE, VISIT) == OTHER
    await hall.desk.ask(OTHER, None, c.Transfer(visit=VISIT, to=QUEUE), colleague(ANNA))
    back = handed_over((await hall.desk.queue(OTHER)).visits[VISIT], OTHER)
    await hall.desk.ask(QUEUE, None, back, HANDOFF)
    assert await hall.desk.whereabouts(OTHER, VISIT) == QUEUE


async def test_another_device_closes_the_pages_of_this_guest_and_of_nobody_else(
    hall: Hall,
) -> None:
    sign_in = await hall.guest("ada")
    first, second = await hall.greeted(sign_in), await hall.greeted(sign_in)
    await first.asks("Join")
    other = await hall.waits("bo")
    hall.hub.take_over(sign_in.visit, sign_in.guest)
    await hall.quiet()
    assert (first.code, second.code) == (CloseCode.REPLACED, CloseCode.REPLACED)
    assert other.code is None
