"""What staff do with forms: expect a visit, invite, new links, notices, history; each once."""

import asyncio
from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.web.fakes import FakeDesk
from tests.web.town import (
    ACUTE,
    ANNA,
    BOOKED,
    NOON,
    OP,
    OP2,
    PATIENT,
    RELATIVE,
    Browser,
    Town,
    expected,
    token_of,
)
from waitingroom.core.actors import StaffActor, StaffRole
from waitingroom.core.commands import ExpectVisit, PostNotice, Remove
from waitingroom.core.ids import GuestId, NoticeId, VisitId
from waitingroom.core.model import RemoveReason
from waitingroom.core.refusals import Code, Refused

VISITS = f"/api/staff/queues/{ACUTE}/visits"


def actor() -> StaffActor:
    return StaffActor(staff=ANNA, role=StaffRole.CLINICIAN)


async def test_a_visit_is_expected_with_its_whole_party_and_everybody_has_a_link(
    town: Town,
) -> None:
    interpreter = {"name": "Tolk Test", "role": "interpreter", "language": "ar"}
    due_at = NOON + timedelta(minutes=45)
    answer = await expected(await town.signed_in(), PATIENT, RELATIVE, interpreter, due_at=due_at)
    assert answer.status_code == 200
    visit = town.desk.queues[ACUTE].visits[answer.json()["visit"]]
    links = answer.json()["guests"]
    assert [each.role for each in visit.guests] == ["patient", "relative", "interpreter"]
    assert [each.id for each in visit.guests] == [each["guest"] for each in links]
    assert [each["role"] for each in links] == ["patient", "relative", "interpreter"]
    assert len({each["link"] for each in links}) == 3
    assert visit.due_at == due_at
    names = [town.rooms.directory.person(each.id) for each in visit.guests]
    assert [each and each.name for each in names] == [
        "Prøve Pedersen",
        "Pårørende Prøve",
        "Tolk Test",
    ]


async def test_a_link_is_absolute_on_our_own_address_and_its_secret_is_behind_the_hash(
    town: Town,
) -> None:
    link = (await expected(await town.signed_in())).json()["guests"][0]["link"]
    address, _, secret = link.partition("#")
    assert address == "https://vent.example/l"
    assert len(secret) == 32


async def test_the_picture_of_a_link_can_be_shown_without_any_script(town: Town) -> None:
    picture = (await expected(await town.signed_in())).json()["guests"][0]["qr"]
    assert picture.startswith("data:image/svg+xml")
    drawing = unquote(picture)
    assert "<svg" in drawing
    assert "<script" not in drawing


async def test_the_same_form_again_is_the_same_visit_and_loses_no_link(town: Town) -> None:
    colleague = await town.signed_in()
    first = await expected(colleague, PATIENT, RELATIVE)
    second = await expected(colleague, PATIENT, RELATIVE)
    assert first.json()["visit"] == second.json()["visit"]
    assert [each["guest"] for each in first.json()["guests"]] == [
        each["guest"] for each in second.json()["guests"]
    ]
    assert len(town.desk.queues[ACUTE].visits) == 1
    assert sum(isinstance(each, ExpectVisit) for each in town.desk.asked) == 1
    for answer in (first, second):
        for guest in (0, 1):
            entered = await town.browser().post(
                "/api/guest/enter", {"token": token_of(answer, guest)}
            )
            assert entered.status_code == 200


async def test_the_same_form_twenty_times_at_once_is_one_visit(town: Town) -> None:
    colleague = await town.signed_in()
    answers = await asyncio.gather(*(expected(colleague, PATIENT, RELATIVE) for _ in range(20)))
    assert {each.status_code for each in answers} == {200}
    assert len({each.json()["visit"] for each in answers}) == 1
    assert len(town.desk.queues[ACUTE].visits) == 1


@pytest.mark.parametrize(
    "guests",
    [
        [{**PATIENT, "name": "Anna Test"}],
        [{**PATIENT, "phone": "99999999"}],
        [PATIENT, RELATIVE],
    ],
)
async def test_another_form_under_the_same_op_id_is_refused_and_overwrites_nobody(
    town: Town, guests: list[dict[str, object]]
) -> None:
    colleague = await town.signed_in()
    first = await expected(colleague)
    answer = await expected(colleague, *guests)
    assert (answer.status_code, answer.json()) == (409, {"code": "op-reused"})
    person = town.rooms.directory.person(first.json()["guests"][0]["guest"])
    assert person is not None
    assert (person.name, person.phone) == ("Prøve Pedersen", "20304050")
    assert len(town.desk.queues[ACUTE].visits[first.json()["visit"]].guests) == 1


async def test_the_same_op_id_in_another_queue_is_another_visit(town: Town) -> None:
    colleague = await town.signed_in()
    first, second = await expected(colleague), await expected(colleague, queue=BOOKED)
    assert second.status_code == 200
    assert first.json()["visit"] != second.json()["visit"]


async def test_a_refused_visit_leaves_no_name_behind(town: Town) -> None:
    colleague = await town.signed_in()
    for code, stays in ((Code.QUEUE_FULL, False), (Code.UNKNOWN, True)):
        town.desk.refuses = Refused(code=code)
        answer = await expected(colleague, op_id=f"op-{code}")
        assert answer.json() == {"code": code}
        assert bool(await town.names()) is stays


async def test_a_form_whose_outcome_was_unknown_can_be_sent_again(town: Town) -> None:
    colleague = await town.signed_in()
    town.desk.refuses = Refused(code=Code.UNKNOWN)
    answer = await expected(colleague)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    town.desk.refuses = None
    assert (await expected(colleague)).status_code == 200


async def test_who_is_refused_at_last_is_not_kept_though_they_were_written_down_before(
    town: Town,
) -> None:
    colleague = await town.signed_in()
    town.desk.refuses = Refused(code=Code.UNKNOWN)
    await expected(colleague)
    (command,) = town.desk.refused
    assert isinstance(command, ExpectVisit)
    guest = command.guests[0].guest
    assert town.rooms.directory.person(guest)
    town.desk.refuses = Refused(code=Code.QUEUE_FULL)
    assert (await expected(colleague)).status_code == 409
    assert town.rooms.directory.person(guest) is None


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"guests": [RELATIVE]}, "guests"),
        ({"guests": []}, ""),
        ({"guests": [PATIENT] * 11}, ""),
        ({"guests": [{**PATIENT, "name": "  "}]}, "name"),
        ({"guests": [{**PATIENT, "phone": "ring til mig"}]}, "phone"),
        ({"guests": [{**PATIENT, "birth_year": 1492}]}, "birth_year"),
        ({"guests": [{**PATIENT, "role": "doctor"}]}, ""),
        ({"guests": [{**PATIENT, "cpr": "x"}]}, ""),
        ({"due_at": "2031-01-01T10:00:00Z"}, "due_at"),
        ({"due_at": "2026-02-01T10:00:00Z"}, "due_at"),
        ({"due_at": "2026-03-02T12:00:00"}, ""),
        ({"due_at": "0001-01-01T00:00:00+14:00"}, "due_at"),
        ({"op_id": "x"}, ""),
    ],
)
async def test_a_form_that_does_not_fit_changes_nothing(
    town: Town, form: dict[str, object], field: str
) -> None:
    colleague = await town.signed_in()
    answer = await colleague.post(VISITS, {"guests": [PATIENT], "op_id": OP, **form})
    assert answer.status_code == 400
    assert answer.json() == {"code": "malformed", **({"field": field} if field else {})}
    assert town.desk.asked == []
    assert await town.names() == []


async def test_one_more_person_gets_a_link_of_their_own_once(town: Town) -> None:
    colleague = await town.signed_in()
    visit = (await expected(colleague)).json()["visit"]
    answers = [
        await colleague.post(f"{VISITS}/{visit}/guests", {**RELATIVE, "op_id": OP2})
        for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].json()["guest"] == answers[1].json()["guest"]
    assert answers[0].json()["role"] == "relative"
    assert [each.role for each in town.desk.queues[ACUTE].visits[visit].guests] == [
        "patient",
        "relative",
    ]
    token = answers[0].json()["link"].partition("#")[2]
    entered = await town.browser().post("/api/guest/enter", {"token": token})
    assert entered.json()["name"] == "Pårørende Prøve"


async def test_nobody_is_invited_to_a_visit_that_is_over_and_no_name_stays(town: Town) -> None:
    colleague = await town.signed_in()
    visit = (await expected(colleague)).json()["visit"]
    town.desk.do(ACUTE, Remove(visit=visit, reason=RemoveReason.OTHER), actor())
    answer = await colleague.post(f"{VISITS}/{visit}/guests", {**RELATIVE, "op_id": OP2})
    assert (answer.status_code, answer.json()) == (410, {"code": "ended"})
    assert await town.names() == ["Prøve Pedersen"]


async def test_a_new_link_takes_the_old_one_back(town: Town) -> None:
    colleague = await town.signed_in()
    first = await expected(colleague)
    phone = town.browser()
    await phone.post("/api/guest/enter", {"token": token_of(first)})
    closed: list[str] = []
    town.rooms.links.on_revoked(lambda link: closed.append(link.guest))
    visit, guest = first.json()["visit"], first.json()["guests"][0]["guest"]
    answer = await colleague.post(f"{VISITS}/{visit}/guests/{guest}/link")
    assert answer.status_code == 200
    assert closed == [guest]
    assert (await phone.get("/api/guest/me")).status_code == 401
    old = await phone.post("/api/guest/enter", {"token": token_of(first)})
    assert (old.status_code, old.json()) == (410, {"code": "link-revoked"})
    token = answer.json()["link"].partition("#")[2]
    assert (await phone.post("/api/guest/enter", {"token": token})).status_code == 200
    assert (await phone.get("/api/guest/me")).status_code == 200


async def test_no_new_link_leads_to_a_visit_that_is_over(town: Town) -> None:
    colleague = await town.signed_in()
    first = await expected(colleague)
    visit, guest = first.json()["visit"], first.json()["guests"][0]["guest"]
    town.desk.do(ACUTE, Remove(visit=visit, reason=RemoveReason.OTHER), actor())
    answer = await colleague.post(f"{VISITS}/{visit}/guests/{guest}/link")
    assert (answer.status_code, answer.json()) == (410, {"code": "ended"})


async def test_the_history_of_a_visit_is_plain_facts_with_the_colleagues_name(town: Town) -> None:
    colleague = await town.signed_in()
    visit = (await expected(colleague)).json()["visit"]
    await colleague.post(f"{VISITS}/{visit}/guests", {**RELATIVE, "op_id": OP2})
    answer = await colleague.get(f"{VISITS}/{visit}/history")
    assert answer.json() == [
        {"at": "2026-03-02T11:00:00Z", "kind": "VisitExpected", "by": "Anna Test"},
        {"at": "2026-03-02T11:00:00Z", "kind": "GuestInvited", "by": "Anna Test"},
    ]


async def post_notice(colleague: Browser, text: str, op_id: str = OP) -> int:
    form = {"text": text, "op_id": op_id}
    return (await colleague.post(f"/api/staff/queues/{ACUTE}/notice", form)).status_code


def shown(town: Town, desk: FakeDesk) -> str:
    notice = desk.queues[ACUTE].notice
    return town.rooms.directory.notice(notice or NoticeId(""))


async def test_a_notice_is_shown_and_the_same_again_is_no_second_one(town: Town) -> None:
    colleague = await town.signed_in()
    assert await post_notice(colleague, " Vi er 20 minutter forsinket. ") == 200
    assert shown(town, town.desk) == "Vi er 20 minutter forsinket."
    assert await post_notice(colleague, " Vi er 20 minutter forsinket. ") == 200
    assert sum(isinstance(each, PostNotice) for each in town.desk.asked) == 1
    assert await post_notice(colleague, "Nu er vi klar igen.", OP2) == 200
    assert shown(town, town.desk) == "Nu er vi klar igen."
    assert await post_notice(colleague, "   ", "op-nummer-3") == 400


async def test_a_notice_whose_outcome_was_unknown_is_the_same_when_it_is_sent_again(
    town: Town,
) -> None:
    colleague = await town.signed_in()
    town.desk.refuses = Refused(code=Code.UNKNOWN)
    assert await post_notice(colleague, "Vi er forsinket.") == 503
    town.desk.refuses = None
    assert await post_notice(colleague, "Vi er forsinket.") == 200
    # It may have happened: another notice under the same op_id would be refused.
    assert town.desk.refused == [each for each in town.desk.asked if isinstance(each, PostNotice)]
    assert await post_notice(colleague, "Vi er klar igen.") == 409


async def test_a_colleague_mutes_their_own_board(town: Town) -> None:
    colleague = await town.signed_in()
    for muted in (True, False):
        assert (await colleague.post("/api/staff/me/muted", {"muted": muted})).status_code == 200
        assert (await colleague.get("/api/staff/me")).json()["staff"]["muted"] is muted


@pytest.mark.parametrize(
    ("method", "path", "form"),
    [
        ("POST", "/api/staff/queues/{queue}/visits", {"guests": [PATIENT], "op_id": OP2}),
        ("POST", "/api/staff/queues/{queue}/notice", {"text": "Hej", "op_id": OP2}),
        ("POST", "/api/staff/queues/{queue}/visits/{visit}/guests", {**RELATIVE, "op_id": OP2}),
        ("POST", "/api/staff/queues/{queue}/visits/{visit}/guests/{guest}/link", {}),
        ("POST", "/api/staff/queues/{queue}/visits", {"not": "a form"}),
        ("GET", "/api/staff/queues/{queue}/visits/{visit}/history", None),
    ],
)
async def test_what_belongs_to_another_clinic_is_answered_as_what_does_not_exist(
    town: Town, method: str, path: str, form: object
) -> None:
    foreign = await expected(await town.signed_in("bo"), queue="q-foreign")
    known = {
        "queue": "q-foreign",
        "visit": foreign.json()["visit"],
        "guest": foreign.json()["guests"][0]["guest"],
    }
    asked = list(town.desk.asked)
    people = await town.names()
    colleague = await town.signed_in("anna")
    answers = []
    for queue, visit, guest in (
        (known["queue"], known["visit"], known["guest"]),
        ("q-nowhere", known["visit"], known["guest"]),
        ("q-nowhere", "nothing", "nobody"),
    ):
        address = path.format(queue=queue, visit=visit, guest=guest)
        answers.append(
            await colleague.http.request(
                method, address, json=form, headers={"Origin": town.rooms.origins[0]}
            )
        )
    # Also through the colleague's own queue.
    if "{visit}" in path:
        for visit, guest in ((known["visit"], known["guest"]), ("nothing", "nobody")):
            address = path.format(queue=ACUTE, visit=visit, guest=guest)
            answers.append(
                await colleague.http.request(
                    method, address, json=form, headers={"Origin": town.rooms.origins[0]}
                )
            )
    assert {each.status_code for each in answers} == {404}
    assert {each.content for each in answers} == {b'{"code":"not-found"}'}
    assert len({tuple(sorted(each.headers.items())) for each in answers}) == 1
    assert town.desk.asked == asked
    assert await town.names() == people


async def test_a_guest_of_another_visit_of_the_same_queue_gets_no_link_through_this_one(
    town: Town,
) -> None:
    colleague = await town.signed_in()
    first = await expected(colleague)
    second = await expected(colleague, op_id=OP2)
    visit = VisitId(first.json()["visit"])
    stranger = GuestId(second.json()["guests"][0]["guest"])
    answer = await colleague.post(f"{VISITS}/{visit}/guests/{stranger}/link")
    assert (answer.status_code, answer.json()) == (404, {"code": "not-found"})
