"""What one person writes or is called is in nothing that another person ever receives."""

from random import Random

from tests.hub.dialling import DIAL_IN
from tests.hub.hall import ANNA, BO, NODE, QUEUE, SIV, Hall, Page, colleague
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import MoveReason, Provider, RemoveReason, Role, Rules
from waitingroom.handoff import Admitted, Naming

CANARIES = ("Kanarie-Navn", "+4512345678", "Kanarie-Note")


async def marked(hall: Hall, name: str) -> Page:
    """A walk-in whose every text is unlike anybody's."""
    return await hall.waits(
        name,
        name=f"Kanarie-Navn {name}",
        phone="+4512345678",
        note=f"Kanarie-Note {name}",
    )


async def test_no_frame_of_one_guest_holds_a_text_or_an_id_of_another(hall: Hall) -> None:
    secret = await marked(hall, "canary")
    watcher = await hall.waits("plain")
    board = await hall.board()
    await hall.tells(colleague(SIV), c.MoveUp(visit=VisitId("vcanary"), reason=MoveReason.URGENT))
    await hall.tells(colleague(BO), c.ClaimVisit(visit=VisitId("vcanary")))
    await hall.admits("canary", ready=True)
    given = await secret.enters()
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vcanary")))
    await hall.admits("plain", BO, ready=True)
    await hall.tells(colleague(ANNA), c.Remove(visit=VisitId("vcanary"), reason=RemoveReason.OTHER))
    for page in (secret, watcher):
        page.pings()
        await page.asks("Leave")
    await hall.quiet()
    heard = watcher.text
    assert "Prøve Plain" not in heard
    for canary in (*CANARIES, "canary", given["alias"], given["pin"], given["tag"]):
        assert canary not in heard
    assert [each in board.text for each in CANARIES] == [True, True, True]


async def test_the_rest_of_a_party_learns_no_name_number_or_note_of_the_others(hall: Hall) -> None:
    signed_in = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    known = hall.directory.person(GuestId("ada"))
    assert known is not None
    secret = known.but(name="Kanarie-Navn", phone="+4512345678", note="Kanarie-Note")
    await hall.directory.change_person(GuestId("ada"), secret)
    pages = [await hall.greeted(each) for each in signed_in]
    for page in pages:
        await page.asks("Join")
    await hall.admits("ada", ready=True)
    given = await pages[0].enters()
    await pages[1].sees(stage="admitted")
    for canary in (*CANARIES, '"ada"', given["alias"], given["pin"], given["tag"]):
        assert canary not in pages[1].text


async def test_nothing_a_person_wrote_is_in_the_log_or_in_the_outbox(hall: Hall) -> None:
    page = await marked(hall, "ada")
    await hall.admits("ada", ready=True)
    given = await page.enters()
    await hall.tells(colleague(ANNA), c.End(visit=VisitId("vada")))
    entries = await hall.ledger.log(hall.queue().id)
    outbox = await hall.ledger.claim("worker", hall.clock.now(), limit=10)
    bodies = [*(each.body for each in entries), *(each.body for each in outbox)]
    written = b"".join(bodies).decode()
    assert outbox
    for canary in (*CANARIES, given["alias"], given["pin"], given["tag"]):
        assert canary not in written


async def test_random_afternoons_leak_nothing(hall: Hall) -> None:
    random = Random(7)  # noqa: S311 - it must be repeatable
    names = ("aki", "bix", "cyd", "dox")
    pages = {name: await marked(hall, name) for name in names}
    for _ in range(60):
        name = random.choice(names)
        visit = VisitId(f"v{name}")
        command = random.choice(
            (
                c.Admit(visit=visit, seen=hall.visit(visit).revision),
                c.PutBack(visit=visit),
                c.End(visit=visit),
                c.ClaimVisit(visit=visit),
                c.MoveUp(visit=visit, reason=MoveReason.CHILD),
                c.Remove(visit=visit, reason=RemoveReason.OTHER),
                c.Reinstate(visit=visit),
            )
        )
        await hall.tells(colleague(random.choice((ANNA, BO))), command)
        pages[name].pings(visible=random.random() < 0.5)
    await hall.quiet()
    for name, page in pages.items():
        assert not [each for each in CANARIES if each in page.text]
        assert not [other for other in names if other != name and other in page.text]


async def test_the_code_of_who_calls_in_is_on_the_board_and_on_no_guests_page(hall: Hall) -> None:
    rules = Rules(providers=(Provider.PEXIP,), calls_in=True)
    await hall.tells(SystemActor(node=NODE), c.Configure(rules=rules))
    signed_in = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    pages = [await hall.greeted(each) for each in signed_in]
    await pages[0].asks("Join")
    board = await hall.board()
    await hall.admits("ada", ready=True)
    visit, rie = VisitId("vada"), GuestId("rie")
    await hall.tells(colleague(ANNA), c.AdmitByPhone(visit=visit, guest=rie, ring=False))
    await hall.quiet()
    admitted = Admitted(queue=QUEUE, visit=visit, admission=1)
    code = Naming(b"k" * 32).dial_code(admitted, rie).reveal()
    (card,) = board.last("BoardChange")["put"]
    shown = {each["guest"]: each["dial_in"] for each in card["guests"]}
    assert shown == {"ada": None, "rie": {"number": DIAL_IN, "code": code}}
    await pages[1].asks("Join")
    await hall.quiet()
    for page in pages:
        assert page.last("Seat")["seat"]["stage"] == "admitted"
        assert code not in page.text
    assert DIAL_IN not in pages[0].text
    assert pages[1].last("Seat")["seat"]["dial_in_number"] == DIAL_IN
