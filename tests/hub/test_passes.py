"""The way into a call: for the one who is called, while the admission is open, and nobody else."""

import pytest

from tests.core.test_views import Erased
from tests.core.town import made_ready
from tests.handoff.town import clinic, lets_in, policy_of
from tests.hub.hall import ANNA, BO, HANDOFF, QUEUE, SIV, Frame, Hall, colleague
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.ids import GuestId, NodeId, StaffId, VisitId
from waitingroom.core.model import Media, Provider, Role, Rules
from waitingroom.handoff import Admitted, Naming, Options, Who
from waitingroom.handoff.doors import DerivedDoor
from waitingroom.handoff.naming import Side
from waitingroom.handoff.options import DirectMedia
from waitingroom.hub.passes import Passes
from waitingroom.protocol.messages import Pass

NAMING = Naming(b"k" * 32)


def alias(admission: int = 1) -> str:
    return NAMING.alias(Admitted(queue=QUEUE, visit=VisitId("vada"), admission=admission))


def code(answer: Frame) -> str:
    assert answer["type"] == "Refused", answer
    return str(answer["code"])


async def test_the_called_guest_gets_the_guests_pin_and_a_tag_of_their_own(hall: Hall) -> None:
    page = await hall.waits("ada")
    await hall.admits("ada", ready=True)
    given = await page.enters()
    assert given["type"] == "Pass"
    assert (given["alias"], given["node"]) == (alias(), "")
    assert given["pin"] == NAMING.pin(alias(), Side.GUEST).reveal()
    assert NAMING.who(alias(), given["tag"]) == Who.guest(GuestId("ada"))
    assert given["display_name"] == "Prøve Ada"


async def test_there_is_no_pass_before_the_conference_is_ready(hall: Hall) -> None:
    page = await hall.waits("ada")
    await hall.admits("ada")
    assert code(await page.enters()) == "not-ready"
    await hall.tells(HANDOFF, c.GiveUp(visit=VisitId("vada"), admission=1))
    assert code(await page.enters()) == "not-ready"
    await hall.tells(colleague(ANNA), c.TryAgain(visit=VisitId("vada")))
    await hall.tells(HANDOFF, made_ready(hall.queue(), VisitId("vada")))
    assert (await page.enters())["type"] == "Pass"


async def test_who_was_not_let_in_gets_no_pass(hall: Hall) -> None:
    page = await hall.waits("ada")
    assert code(await page.enters()) == "not-admitted"
    stranger = await hall.greeted(await hall.guest("ben"))
    assert code(await stranger.enters()) == "not-admitted"


async def test_neither_the_rest_of_the_party_nor_another_visit_gets_the_pass(hall: Hall) -> None:
    signed_in = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    pages = [await hall.greeted(each) for each in signed_in]
    for page in pages:
        await page.asks("Join")
    other = await hall.waits("ben")
    await hall.admits("ada", ready=True)
    await pages[0].sees(conference="ready")
    assert (await pages[0].enters())["type"] == "Pass"
    for page in (pages[1], other):
        assert code(await page.enters()) == "not-admitted"
        assert page.all("Pass") == []
        assert alias() not in page.text


@pytest.mark.parametrize(
    ("direct", "places", "guests", "told"),
    [
        (DirectMedia.BEST_EFFORT, 2, ["ada"], True),
        (DirectMedia.BEST_EFFORT, 2, ["ada", "rie"], False),
        (DirectMedia.BEST_EFFORT, 3, ["ada"], False),
        (DirectMedia.NEVER, 2, ["ada"], False),
    ],
)
def test_only_two_of_a_queue_that_allows_it_are_told_to_talk_past_the_node(
    direct: DirectMedia, places: int, guests: list[str], told: bool
) -> None:
    """With the same words as those the node hears of policy."""
    town = clinic(Rules(call_places=places, limit=5000))
    admitted = lets_in(town, "v1", *guests)
    options = Options(direct_media=direct)
    passes = Passes(Erased(), {Provider.EMBEDDED: DerivedDoor(NAMING)}, options=lambda _: options)
    given = passes.for_guest(town.queue, VisitId("v1"), GuestId("ada"), 1)
    policy = policy_of(lambda: town.queue, options)
    heard = policy.service({"local_alias": NAMING.alias(admitted)})
    assert isinstance(given, Pass) and given.direct_media is told
    assert heard and heard["result"]["direct_media"] == (direct.value if told else "never")


async def test_a_put_back_takes_the_pass_away_and_the_next_admission_has_another(
    hall: Hall,
) -> None:
    page = await hall.waits("ada")
    await hall.admits("ada", ready=True)
    first = await page.enters()
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vada")))
    assert code(await page.enters()) == "not-admitted"
    await hall.admits("ada", ready=True)
    second = await page.enters()
    for field in ("alias", "pin", "tag"):
        assert first[field] != second[field]


async def test_an_ended_visit_gives_no_pass(hall: Hall) -> None:
    page, board = await hall.waits("ada"), await hall.board()
    await hall.admits("ada", ready=True)
    await hall.tells(colleague(ANNA), c.End(visit=VisitId("vada")))
    assert code(await page.enters()) == "not-admitted"
    assert code(await board.enters(visit="vada")) == "not-admitted"


@pytest.mark.parametrize("staff", [ANNA, BO])
async def test_every_clinician_of_the_queue_may_enter_with_the_hosts_pin(
    hall: Hall, staff: StaffId
) -> None:
    """Also the one who did not let them in: somebody may have to take over."""
    await hall.waits("ada")
    board = await hall.board(staff)
    await hall.admits("ada", ANNA, ready=True)
    given = await board.enters(visit="vada")
    assert given["pin"] == NAMING.pin(alias(), Side.STAFF).reveal()
    assert NAMING.who(alias(), given["tag"]) == Who.staff(staff)
    assert given["display_name"] == hall.directory.staff(staff)


async def test_a_secretary_gets_no_pass_whatever_the_stage(hall: Hall) -> None:
    await hall.waits("ada")
    board = await hall.board(SIV)
    assert code(await board.enters(visit="vada")) == "denied"
    await hall.admits("ada", ready=True)
    assert code(await board.enters(visit="vada")) == "denied"


async def test_staff_get_no_pass_before_it_is_ready_or_to_what_is_not_open(hall: Hall) -> None:
    await hall.waits("ada")
    board = await hall.board()
    assert code(await board.enters(visit="vada")) == "not-admitted"
    assert code(await board.enters(visit="vnobody")) == "not-admitted"
    await hall.admits("ada")
    assert code(await board.enters(visit="vada")) == "not-ready"


async def test_a_pass_is_stored_nowhere(hall: Hall) -> None:
    page, board = await hall.waits("ada"), await hall.board()
    await hall.admits("ada", ready=True)
    pins = [(await page.enters())["pin"], (await board.enters(visit="vada"))["pin"]]
    entries = await hall.ledger.log(QUEUE)
    written = b"".join(each.body for each in entries).decode()
    assert not [pin for pin in pins if pin in written]


async def test_a_way_in_that_is_being_found_out_is_asked_for_again_by_the_page(hall: Hall) -> None:
    """The conference is ready and this process does not know its room yet, as after a start."""
    page = await hall.waits("ada")
    rules = Rules(providers=(Provider.VDX,))
    await hall.tells(SystemActor(node=NodeId("n")), c.Configure(rules=rules))
    await hall.admits("ada", ready=True)
    given = await page.enters()
    assert (code(given), given["retry_ms"] > 0) == ("not-ready", True)
    given = await page.enters()
    assert (given["type"], given["alias"], given["node"]) == ("Pass", "1782@vdx", "https://vdx")
    assert (given["pin"], given["link"]) == ("8822", "https://vdx/page")


async def test_a_provider_that_is_not_set_up_lets_nobody_in(hall: Hall) -> None:
    page = await hall.waits("ada")
    rules = Rules(providers=(Provider.PEXIP,))
    await hall.tells(SystemActor(node=NodeId("n")), c.Configure(rules=rules))
    await hall.admits("ada", ready=True)
    given = await page.enters()
    assert (code(given), given["retry_ms"]) == ("not-ready", 0)


async def test_a_call_that_goes_one_way_is_never_left_to_a_page_that_does_not_know_it(
    hall: Hall,
) -> None:
    page = await hall.waits("ada")
    rules = Rules(providers=(Provider.VDX,))
    await hall.tells(SystemActor(node=NodeId("n")), c.Configure(rules=rules))
    seen = hall.visit("vada").revision
    admit = c.Admit(visit=VisitId("vada"), seen=seen, media=Media.ONE_WAY)
    await hall.tells(colleague(ANNA), admit)
    await hall.tells(HANDOFF, made_ready(hall.queue(), VisitId("vada")))
    await page.enters()
    given = await page.enters()
    assert (given["link"], given["media"]) == ("", "send-only")
