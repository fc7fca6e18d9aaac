"""One message of each kind, with invented people, and the few words the protocol's tests speak."""

from datetime import UTC, datetime, timedelta

import msgspec

from waitingroom.core import commands as c
from waitingroom.core.board import Head, Window
from waitingroom.core.card import Card, CardGuest
from waitingroom.core.checks import Cause, LastCheck, Outcome
from waitingroom.core.ids import GuestId, NodeId, OpId, QueueId, StaffId, Version, VisitId
from waitingroom.core.model import (
    Kind,
    MoveReason,
    Presence,
    Priority,
    RemoveReason,
    Role,
    Shelf,
    Stage,
)
from waitingroom.core.refusals import Code
from waitingroom.core.seat import Companion, Seat
from waitingroom.protocol import messages as m

NOON = datetime(2026, 3, 2, 12, 0, 0, 250000, tzinfo=UTC)
VISIT = VisitId("mfrggzdfmztwq2lk")
GUEST = GuestId("nbswy3dpeb3w64tm")
STAFF = StaffId("orugs4zanfzsaylo")
OP = OpId("0195a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")

HELLO = m.Hello(protocol=1, locale="da-DK", tab="tab-1", epoch="e1", known=Version(7))
PING = m.Ping(version=Version(7), visible=True)

GUEST_COMMANDS: tuple[c.GuestCommand, ...] = (
    c.Join(),
    c.Leave(),
    c.Ready(ready=False),
    c.SayInside(inside=True),
)

BOARD_COMMANDS: tuple[c.BoardCommand, ...] = (
    c.OpenQueue(),
    c.CloseQueue(send_home=True),
    c.WithdrawNotice(),
    c.Admit(visit=VISIT, seen=Version(7), guests=(GUEST,)),
    c.AdmitGuest(visit=VISIT, guest=GUEST),
    c.PutBack(visit=VISIT),
    c.MoveUp(visit=VISIT, reason=MoveReason.CHILD),
    c.MoveBack(visit=VISIT),
    c.Remove(visit=VISIT, reason=RemoveReason.NO_ANSWER),
    c.Reinstate(visit=VISIT),
    c.End(visit=VISIT),
    c.AdmitByPhone(visit=VISIT, guest=GUEST, ring=False),
    c.AdmitByPhone(visit=VISIT, guest=GUEST, seen=Version(7)),
    c.Transfer(visit=VISIT, to=QueueId("kfyhzdfmztwq2lka")),
    c.TryAgain(visit=VISIT),
    c.ClaimVisit(visit=VISIT),
    c.ReleaseClaim(visit=VISIT),
)

FROM_GUEST: tuple[m.FromGuest, ...] = (
    HELLO,
    PING,
    *(m.GuestAsk(ref=1, op_id=OP, command=each) for each in GUEST_COMMANDS),
    m.GuestEnter(ref=2),
    HELLO.but(place="eyJh.eyJp.c2ln"),
)

FROM_STAFF: tuple[m.FromStaff, ...] = (
    HELLO,
    PING,
    *(m.BoardAsk(ref=1, op_id=OP, command=each) for each in BOARD_COMMANDS),
    m.StaffEnter(ref=2, visit=VISIT),
    m.Look(window=Window(first=60, size=60, search="Prøve Ø")),
)

WELCOME = m.Welcome(node=NodeId("node-1"), epoch="e1", now=NOON, ping_s=15, max_bytes=4096)
PONG = m.Pong(now=NOON, version=Version(7), confirmed_at=NOON)
REFUSED = m.NotDone(ref=1, code=Code.ALREADY_ADMITTED, by=STAFF, name="Læge Test Testesen", at=NOON)
PASS = m.Pass(ref=2, node="", alias="v-abc", pin="135790", tag="g.mac", display_name="Anna Test")

CHECKED = LastCheck(
    outcome=Outcome.SOUND_ONLY, causes=(Cause.CAM_NONE,), at=NOON, until=NOON + timedelta(hours=12)
)

SEAT = m.SeatShown(
    version=Version(7),
    confirmed_at=NOON,
    seat=Seat(
        stage=Stage.WAITING,
        parked=False,
        called=False,
        again=False,
        phone=None,
        dial_in_number="",
        full=False,
        entered=False,
        admission=0,
        conference=None,
        media=None,
        clinician="",
        clinician_inside=False,
        ahead=2,
        exact=True,
        estimate=None,
        seen=True,
        ready=False,
        checked=None,
        open=True,
        notice="Vi er 20 minutter forsinket",
        notice_at=NOON,
        due_at=None,
        put_back=False,
        party=(Companion(role=Role.RELATIVE, presence=Presence.AWAY, inside=False),),
        came_from="",
        goes_on_in="",
        place=2,
        ended=None,
    ),
)

CARD = Card(
    visit=VISIT,
    shelf=Shelf.LINE,
    kind=Kind.WALK_IN,
    stage=Stage.WAITING,
    revision=Version(5),
    priority=Priority.ORDINARY,
    number=3,
    due_at=None,
    arrived_at=NOON,
    note="",
    guests=(
        CardGuest(
            guest=GUEST,
            role=Role.PATIENT,
            name="Prøve Pedersen",
            phone_number="",
            language="da",
            birth_year=1948,
            presence=Presence.CONNECTED,
            since=NOON,
            ready=True,
            checked=CHECKED,
            called=False,
            called_at=None,
            told_at=None,
            seen_at=None,
            entered_at=None,
            left_at=None,
            again_at=None,
            unreached_at=None,
            phone=None,
            dial_in=None,
            text=None,
        ),
    ),
    claim=None,
    admission=None,
    admissions=0,
    came_from="",
    restored=False,
    ended=None,
)

HEAD = Head(
    queue=QueueId("kfyhzdfmztwq2lka"),
    open=True,
    notice="",
    notice_at=None,
    waiting=1,
    arrivals=3,
    longest_since=NOON,
    expected=0,
    parked=0,
    admitted=0,
    ended=0,
    first=0,
    found=0,
    call_places=2,
    grace_s=600,
    rings=False,
    calls_in=False,
    restored_at=None,
    restoring=False,
)

BOARD = m.BoardShown(version=Version(7), confirmed_at=NOON, head=HEAD, cards=(CARD,))
CHANGE = m.BoardChange(
    version=Version(8), confirmed_at=NOON, head=HEAD, put=(CARD,), remove=(VISIT,)
)

TO_PAGES: tuple[m.ToGuest | m.ToStaff, ...] = (
    WELCOME,
    SEAT,
    BOARD,
    CHANGE,
    PASS,
    m.Done(ref=1),
    REFUSED,
    PONG,
    m.Bye(reason="restart", after_ms=4000),
)


def said(message: msgspec.Struct) -> bytes:
    """What a page writes for this message."""
    return msgspec.json.encode(message)
