"""Who may ask what: every kind of actor, every command, every stage, and no deviation."""

from collections.abc import Mapping
from typing import get_args

import pytest

from tests.core.test_stages import at
from tests.core.town import NODE, NOW, OTHER_QUEUE, Town, party
from waitingroom.core import commands as c
from waitingroom.core.actors import (
    Actor,
    GuestActor,
    ServiceActor,
    StaffActor,
    StaffRole,
    SystemActor,
    written,
)
from waitingroom.core.checks import Outcome
from waitingroom.core.decide import decide
from waitingroom.core.decide.rights import RIGHTS, staff_may
from waitingroom.core.ids import Epoch, GuestId, NoticeId, StaffId, Version, VisitId
from waitingroom.core.model import (
    Kind,
    MoveReason,
    Priority,
    RemoveReason,
    Role,
    Rules,
    Stage,
    Text,
)
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.restoration import Flaw

ADA, GUEST = VisitId("v-ada"), GuestId("ada")

ACTORS: Mapping[str, Actor] = {
    "patient": GuestActor(guest=GUEST, visit=ADA),
    "walk-in": GuestActor(guest=GUEST, visit=ADA, walk_in=True),
    "relative": GuestActor(guest=GuestId("rie"), visit=ADA, role=Role.RELATIVE),
    "interpreter": GuestActor(guest=GuestId("tor"), visit=ADA, role=Role.INTERPRETER),
    "colleague": GuestActor(guest=GuestId("kim"), visit=ADA, role=Role.COLLEAGUE),
    "clinician": StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN),
    "secretary": StaffActor(staff=StaffId("siv"), role=StaffRole.SECRETARY),
    "administrator": StaffActor(staff=StaffId("bo"), role=StaffRole.ADMINISTRATOR),
    "node": SystemActor(node=NODE),
    "service": ServiceActor(name="handoff"),
}

GUEST_MAY: tuple[c.GuestCommand, ...] = (
    c.Join(),
    c.Leave(),
    c.Ready(),
    c.SayInside(inside=True),
)

ALL_STAFF_MAY: tuple[c.StaffCommand, ...] = (
    c.OpenQueue(),
    c.CloseQueue(),
    c.WithdrawNotice(),
    c.PostNotice(notice=NoticeId("n")),
    c.ExpectVisit(visit=VisitId("v-new"), guests=party(("new", Role.PATIENT))),
    c.InviteGuest(visit=ADA, guest=GuestId("new"), role=Role.RELATIVE),
    c.MoveUp(visit=ADA, reason=MoveReason.URGENT),
    c.MoveBack(visit=ADA),
    c.Remove(visit=ADA, reason=RemoveReason.OTHER),
    c.Reinstate(visit=ADA),
    c.ClaimVisit(visit=ADA),
    c.ReleaseClaim(visit=ADA),
    c.Transfer(visit=ADA, to=OTHER_QUEUE),
    c.PutBack(visit=ADA),
    c.End(visit=ADA),
)

CLINICAL_MAY: tuple[c.StaffCommand, ...] = (
    c.Admit(visit=ADA, seen=Version(3)),
    c.AdmitGuest(visit=ADA, guest=GUEST),
    c.AdmitByPhone(visit=ADA, guest=GUEST, seen=Version(3)),
    c.TryAgain(visit=ADA),
)

WE_MAY: tuple[c.SystemCommand, ...] = (
    c.Configure(rules=Rules()),
    c.Connected(visit=ADA, guest=GUEST, node=NODE),
    c.Away(visit=ADA, guest=GUEST, node=NODE),
    c.Told(visit=ADA, guest=GUEST, admission=1),
    c.Saw(visit=ADA, guest=GUEST, admission=1),
    c.MakeReady(visit=ADA, admission=1),
    c.GiveUp(visit=ADA, admission=1),
    c.Entered(visit=ADA, guest=GUEST, admission=1),
    c.LeftCall(visit=ADA, guest=GUEST, admission=1),
    c.Unanswered(visit=ADA, guest=GUEST, admission=1),
    c.Texted(visit=ADA, guest=GUEST, admission=1, text=Text.SENT),
    c.Check(visit=ADA, guest=GUEST, outcome=Outcome.GOOD),
    c.StaffEntered(visit=ADA, staff=StaffId("anna"), admission=1),
    c.StaffLeft(visit=ADA, staff=StaffId("anna"), admission=1),
    c.Receive(visit=ADA, origin=OTHER_QUEUE, kind=Kind.BOOKED, guests=()),
    c.BeginRestoring(epoch=Epoch("second")),
    c.Restore(
        epoch=Epoch("first"),
        visit=ADA,
        guest=GUEST,
        role=Role.PATIENT,
        kind=Kind.BOOKED,
        number=7,
        priority=Priority.ORDINARY,
        arrived_at=NOW,
        admissions=0,
        version=Version(9),
    ),
    c.RefuseTicket(visit=ADA, guest=GUEST, why=Flaw.FORGED),
    c.Tick(),
)

COMMANDS: tuple[c.Command, ...] = (*GUEST_MAY, *ALL_STAFF_MAY, *CLINICAL_MAY, *WE_MAY)

GUESTS = ("patient", "walk-in", "relative", "interpreter", "colleague")


def allowed(who: str, command: c.Command) -> bool:
    """The rights written out a second time, by hand."""
    if command in GUEST_MAY:
        return who in GUESTS
    if command in CLINICAL_MAY:
        return who in ("clinician", "administrator")
    if command in ALL_STAFF_MAY:
        return who in ("clinician", "administrator", "secretary")
    return who in ("node", "service")


def test_every_command_there_is_stands_in_the_matrix_once() -> None:
    assert sorted(type(each).__name__ for each in COMMANDS) == sorted(
        each.__name__ for each in get_args(c.Command)
    )


@pytest.mark.parametrize("who", ACTORS)
def test_who_may_not_ask_is_denied_in_every_stage_and_nobody_else_is(who: str) -> None:
    deviations = [
        (type(command).__name__, stage)
        for stage in Stage
        for town in [at(stage)]
        for command in COMMANDS
        if is_denied(town, who, command) is allowed(who, command)
    ]
    assert deviations == []


def is_denied(town: Town, who: str, command: c.Command) -> bool:
    decision = decide(town.queue, command, ACTORS[who], town.now)
    return decision == Refused(code=Code.DENIED)


def test_every_staff_command_has_its_row_and_there_is_no_row_too_many() -> None:
    assert set(RIGHTS) == set(get_args(c.StaffCommand))


@pytest.mark.parametrize("role", StaffRole)
def test_the_table_of_rights_says_what_the_matrix_says(role: StaffRole) -> None:
    actor = StaffActor(staff=StaffId("s"), role=role)
    for command in (*ALL_STAFF_MAY, *CLINICAL_MAY):
        assert staff_may(actor, command) is (role in RIGHTS[type(command)])
        assert staff_may(actor, command) is allowed(role.value, command)


def test_the_log_names_every_actor_by_kind_and_id_alone() -> None:
    assert {who: written(actor) for who, actor in ACTORS.items() if who not in GUESTS} == {
        "clinician": "staff:anna",
        "secretary": "staff:siv",
        "administrator": "staff:bo",
        "node": "node:node-1",
        "service": "service:handoff",
    }
    assert written(ACTORS["relative"]) == "guest:rie"
