"""Two nodes on one database: what one has in memory, the other has a moment later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx2

from tests.wire.place import until
from waitingroom import app
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.commands import (
    Admit,
    Configure,
    ExpectVisit,
    Invited,
    Join,
    OpenQueue,
    PostNotice,
)
from waitingroom.core.ids import (
    GuestId,
    NoticeId,
    OpId,
    OrganisationId,
    QueueId,
    StaffId,
    UnitId,
    VisitId,
)
from waitingroom.core.model import Role, Rules
from waitingroom.desk import Done
from waitingroom.directory import Organisation, Person, QueueInfo, StaffInfo, Unit, fresh_id
from waitingroom.handoff import Admitted, Who
from waitingroom.house import House
from waitingroom.nodes import node_login
from waitingroom.web import build

ANNA = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)

Nodes = tuple[House, House]


class Counted:
    """How often a queue's cards, or everything of it, were marked to be drawn anew."""

    def __init__(self, house: House) -> None:
        self.cards: list[VisitId] = []
        self.queues: list[QueueId] = []
        renamed, reworded = house.hub.renamed, house.hub.reworded

        def card(queue: QueueId, visit: VisitId) -> None:
            self.cards.append(visit)
            renamed(queue, visit)

        def whole(queue: QueueId) -> None:
            self.queues.append(queue)
            reworded(queue)

        house.hub.renamed = card  # type: ignore[method-assign]
        house.hub.reworded = whole  # type: ignore[method-assign]


async def queue_of(house: House) -> QueueInfo:
    """A new unit with one open queue."""
    organisation = Organisation(id=OrganisationId(fresh_id()), name="Prøveregionen")
    unit = Unit(id=UnitId(fresh_id()), organisation=organisation.id, name="Prøven", slug=fresh_id())
    queue = QueueInfo(id=QueueId(fresh_id()), unit=unit.id, name="Video", slug="video")
    await house.directory.add_organisation(organisation)
    await house.directory.add_unit(unit)
    await house.directory.add_queue(queue)
    system = SystemActor(node=house.keeper.node)
    await house.desk.ask(queue.id, None, Configure(rules=Rules()), system)
    assert isinstance(await house.desk.ask(queue.id, OpId(fresh_id()), OpenQueue(), ANNA), Done)
    return queue


async def walks_in(house: House, queue: QueueId, name: str) -> tuple[VisitId, GuestId]:
    """Somebody new in this queue."""
    guest, visit = GuestId(fresh_id()), VisitId(fresh_id())
    await house.directory.keep_person(guest, queue, visit, Person(name=name), house.clock.now())
    actor = GuestActor(guest=guest, visit=visit, walk_in=True)
    assert isinstance(await house.desk.ask(queue, OpId(fresh_id()), Join(), actor), Done)
    return visit, guest


async def test_who_comes_on_one_node_has_a_name_on_the_boards_of_the_other(nodes: Nodes) -> None:
    one, other = nodes
    queue = await queue_of(one)
    await other.coherence.look()
    seen = Counted(other)
    visit, guest = await walks_in(one, queue.id, "Prøve Pedersen")
    assert other.directory.person(guest) is None
    await other.desk.catch_up()
    await until(lambda: other.directory.person(guest) is not None)
    await until(lambda: visit in seen.cards)


async def test_a_name_that_changes_on_one_node_changes_on_the_boards_of_the_other(
    nodes: Nodes,
) -> None:
    one, other = nodes
    queue = await queue_of(one)
    await other.coherence.look()
    visit, guest = await walks_in(one, queue.id, "Prøve Pedersen")
    await other.desk.catch_up()
    await until(lambda: other.directory.person(guest) is not None)
    seen = Counted(other)
    await one.directory.change_person(guest, Person(name="Demo Dam"))
    await other.coherence.look()
    found = other.directory.person(guest)
    assert found is not None
    assert (found.name, seen.cards) == ("Demo Dam", [visit])


async def test_who_is_erased_on_one_node_is_in_no_memory(nodes: Nodes) -> None:
    one, other = nodes
    queue = await queue_of(one)
    asked, left = [await walks_in(one, queue.id, "Prøve Pedersen") for _ in range(2)]
    later = one.clock.now() + timedelta(minutes=1)
    await other.coherence.look()
    await other.desk.queue(queue.id)
    await other.directory.fetch([asked[1], left[1]])
    await one.directory.erase([asked[1]])
    await other.coherence.look()
    assert other.directory.person(asked[1]) is None
    assert other.directory.person(left[1]) is not None
    await one.directory.erase_people(later)
    await other.coherence.look()
    assert other.directory.person(left[1]) is None


async def test_a_notice_of_one_node_is_read_on_the_other(nodes: Nodes) -> None:
    one, other = nodes
    queue = await queue_of(one)
    await other.coherence.look()
    seen = Counted(other)
    notice = NoticeId(fresh_id())
    await one.directory.keep_notice(
        notice, queue.id, "20 minutter forsinket", ANNA.staff, one.clock.now()
    )
    await one.desk.ask(queue.id, OpId(fresh_id()), PostNotice(notice=notice), ANNA)
    await other.desk.catch_up()
    await until(lambda: other.directory.notice(notice) == "20 minutter forsinket")
    await until(lambda: queue.id in seen.queues)


async def test_new_places_and_staff_and_the_mute_are_known_on_the_other_node(
    nodes: Nodes,
) -> None:
    one, other = nodes
    queue = await queue_of(one)
    unit = one.directory.unit(queue.unit)
    assert unit is not None
    bo = StaffInfo(
        id=StaffId(fresh_id()),
        organisation=unit.organisation,
        name="Bo Eksempel",
        role=StaffRole.CLINICIAN,
        units=(unit.id,),
    )
    await one.directory.add_staff(bo)
    await one.directory.set_muted(bo.id, True)
    await one.directory.set_conference(queue.id, {"has_chat": True})
    assert other.directory.queue(queue.id) is None
    await other.coherence.look()
    assert other.directory.queue(queue.id) == queue
    assert other.directory.staff_member(bo.id) == bo.but(muted=True)
    assert other.directory.conference(queue.id) == {"has_chat": True}
    # A conference node may ask the other one about an admission in it.
    assert other.desk.known(queue.id) is not None


async def test_nothing_is_read_anew_when_nothing_has_changed(nodes: Nodes) -> None:
    one, other = nodes
    await queue_of(one)
    await other.coherence.look()
    assert (await other.directory.follow()).is_nothing


async def test_who_signs_in_on_one_node_is_not_sent_away_by_the_other(nodes: Nodes) -> None:
    one, other = nodes
    begun = await one.sign_ins.begin(ANNA.staff, one.clock.now())
    now = other.clock.now()
    assert other.sign_ins.current(begun.id, now) is None
    other.sign_ins.meet(begun, now)
    assert other.sign_ins.current(begun.id, now) == begun
    await other.sign_ins.refresh(now)
    assert other.sign_ins.current(begun.id, now) == begun


async def test_who_has_signed_out_on_one_node_is_out_on_the_other(nodes: Nodes) -> None:
    one, other = nodes
    closed: list[str] = []
    other.sign_ins.on_ended(closed.append)
    begun = await one.sign_ins.begin(ANNA.staff, one.clock.now())
    other.sign_ins.meet(begun, other.clock.now())
    await one.sign_ins.end(begun.id, one.clock.now())
    await other.sign_ins.refresh(other.clock.now())
    assert closed == [begun.id]
    other.sign_ins.meet(begun, other.clock.now())
    assert not other.sign_ins.lasts(begun.id, other.clock.now())


async def test_an_old_cookie_is_not_believed_because_nobody_knows_it(nodes: Nodes) -> None:
    one, other = nodes
    begun = await one.sign_ins.begin(ANNA.staff, one.clock.now() - timedelta(seconds=30))
    await one.sign_ins.end(begun.id, one.clock.now())
    other.sign_ins.meet(begun, other.clock.now())
    assert not other.sign_ins.lasts(begun.id, other.clock.now())


async def test_a_link_that_is_taken_back_on_one_node_lets_nobody_in_on_the_other(
    nodes: Nodes,
) -> None:
    one, other = nodes
    now = one.clock.now()
    guest = GuestId(fresh_id())
    token = await one.links.issue(
        guest, VisitId("v"), QueueId("q"), Role.PATIENT, now, now + timedelta(hours=1)
    )
    link = await other.links.find(token)
    assert link is not None
    await one.links.revoke_guest(guest, now)
    await other.links.refresh(other.clock.now())
    assert other.links.is_revoked(link.id)


async def test_before_it_is_said_that_there_is_no_such_visit_the_log_is_read(nodes: Nodes) -> None:
    one, other = nodes
    queue = await queue_of(one)
    await other.desk.queue(queue.id)
    visit = VisitId(fresh_id())
    expected = ExpectVisit(
        visit=visit,
        guests=(Invited(guest=GuestId(fresh_id()), role=Role.PATIENT),),
        due_at=one.clock.now(),
    )
    assert isinstance(await one.desk.ask(queue.id, OpId(fresh_id()), expected, ANNA), Done)
    assert visit not in (await other.desk.queue(queue.id)).visits
    assert visit in (await other.desk.having(queue.id, visit)).visits


async def test_before_a_conference_node_hears_no_the_newest_admission_is_read(
    nodes: Nodes,
) -> None:
    one, other = nodes
    queue = await queue_of(one)
    await other.coherence.look()
    visit, guest = await walks_in(one, queue.id, "Prøve Pedersen")
    await other.desk.catch_up()
    seen = (await one.desk.queue(queue.id)).visits[visit].revision
    admit = Admit(visit=visit, seen=seen)
    assert isinstance(await one.desk.ask(queue.id, OpId(fresh_id()), admit, ANNA), Done)
    admitted = Admitted(queue=queue.id, visit=visit, admission=1)
    alias = one.naming.alias(admitted)
    async with asked(other) as client:
        params = {"local_alias": alias, "call_tag": one.naming.tag(alias, Who.guest(guest))}
        for what in ("service/configuration", "participant/properties"):
            answer = await client.get(f"/policy/v1/{what}", params=params)
            assert answer.json()["action"] == "continue"


@asynccontextmanager
async def asked(house: House) -> AsyncIterator[httpx2.AsyncClient]:
    """What a conference node asks this node with."""
    async with httpx2.AsyncClient() as outside:
        way = app.handoff(house, "http://127.0.0.1:9", outside)
        application, _ = build(app.rooms(house, "http://127.0.0.1:9", way))
        login = node_login(house.keys)
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(application),
            base_url="http://127.0.0.1",
            auth=(login.login, login.password.reveal()),
        ) as client:
            yield client
