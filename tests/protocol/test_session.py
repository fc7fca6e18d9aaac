"""A conversation with a page, on a clock that is moved by hand."""

import msgspec
import pytest

from tests.protocol.samples import (
    BOARD,
    CHANGE,
    FROM_STAFF,
    HELLO,
    OP,
    PASS,
    PING,
    PONG,
    REFUSED,
    SEAT,
    VISIT,
    WELCOME,
    said,
)
from waitingroom.core import commands as c
from waitingroom.core.board import Window
from waitingroom.core.ids import OpId, Version
from waitingroom.protocol import messages as m
from waitingroom.protocol import talk
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.codec import Audience, encode
from waitingroom.protocol.limits import KEPT_GUEST, KEPT_STAFF
from waitingroom.protocol.session import Session

START = 1000.0


def conversation(audience: Audience = Audience.GUEST) -> Session:
    """A session after Hello and Welcome, with nothing left to do."""
    session = Session(audience, START)
    assert session.receive(said(HELLO), START) == [talk.Greeted(hello=HELLO)]
    session.welcome(WELCOME)
    assert sent(session) == [WELCOME]
    return session


def sent(session: Session) -> list[msgspec.Struct]:
    """What the page is sent now; fails when the conversation ends."""
    return [_read(each) for each in session.outputs()]


def _read(output: talk.Output) -> msgspec.Struct:
    assert isinstance(output, talk.Send), output
    read: msgspec.Struct = msgspec.json.decode(output.data, type=m.ToGuest | m.ToStaff)
    return read


def goodbye(session: Session) -> tuple[CloseCode, int]:
    """The close code and the wait the page is told; fails when the conversation goes on."""
    *_, last, close = session.outputs()
    assert isinstance(close, talk.Close)
    bye = _read(last)
    assert isinstance(bye, m.Bye)
    assert bye.reason == close.code.word == close.reason
    assert session.deadline is None
    return close.code, bye.after_ms


def ask(ref: int) -> bytes:
    return said(m.GuestAsk(ref=ref, op_id=OP, command=c.Join()))


# --- hello


def test_a_page_that_says_hello_is_greeted_and_welcomed() -> None:
    assert conversation().outputs() == []


def test_a_page_that_never_says_hello_is_closed_after_five_seconds() -> None:
    session = Session(Audience.GUEST, START)
    assert session.deadline == START + 5
    assert session.tick(START + 4.9) == []
    assert session.outputs() == []
    session.tick(START + 5)
    assert goodbye(session) == (CloseCode.SILENT, 0)


@pytest.mark.parametrize("text", [said(PING), ask(1), b"?"])
def test_nothing_but_hello_is_taken_first(text: bytes) -> None:
    session = Session(Audience.GUEST, START)
    assert session.receive(text, START) == []
    assert goodbye(session) == (CloseCode.MALFORMED, 0)


def test_a_second_hello_ends_the_conversation() -> None:
    session = conversation()
    assert session.receive(said(HELLO), START) == []
    assert goodbye(session)[0] == CloseCode.MALFORMED


@pytest.mark.parametrize(
    "text",
    [
        b'{"type":"Hello","protocol":2,"locale":"da","tab":"t"}',
        b'{"type":"Hello","protocol":2,"mood":"fine"}',
        b'{"type":"Hello","protocol":0,"locale":"da","tab":"t"}',
    ],
)
def test_a_page_of_another_release_is_told_so(text: bytes) -> None:
    session = Session(Audience.GUEST, START)
    assert session.receive(text, START) == []
    assert goodbye(session) == (CloseCode.OUTDATED, 0)


def test_saying_anything_before_hello_is_a_mistake_of_ours() -> None:
    session = Session(Audience.GUEST, START)
    with pytest.raises(AssertionError, match="before its Hello"):
        session.show(encode(SEAT))
    with pytest.raises(AssertionError, match="before its Hello"):
        session.done(1)


# --- asking


def test_what_a_guest_says_is_heard() -> None:
    session = conversation()
    assert session.receive(ask(1), START) == [talk.Asked(ref=1, op_id=OP, command=c.Join())]
    assert session.receive(said(m.GuestEnter(ref=2)), START) == [talk.Entering(ref=2, visit=None)]
    assert session.receive(said(PING), START) == [talk.Acked(version=Version(7), visible=True)]
    assert session.outputs() == []


def test_what_a_colleague_says_is_heard() -> None:
    session = conversation(Audience.STAFF)
    admit = c.Admit(visit=VISIT, seen=Version(7))
    assert session.receive(said(m.BoardAsk(ref=5, op_id=OP, command=admit)), START) == [
        talk.Asked(ref=5, op_id=OP, command=admit)
    ]
    assert session.receive(said(m.StaffEnter(ref=9, visit=VISIT)), START) == [
        talk.Entering(ref=9, visit=VISIT)
    ]
    window = Window(first=60)
    assert session.receive(said(m.Look(window=window)), START) == [talk.Looked(window=window)]


@pytest.mark.parametrize("message", FROM_STAFF[2:], ids=repr)
def test_a_guest_who_speaks_like_a_colleague_is_closed(message: m.FromStaff) -> None:
    session = conversation()
    assert session.receive(said(message), START) == []
    assert goodbye(session) == (CloseCode.MALFORMED, 0)


@pytest.mark.parametrize("ref", [1, 2, 3])
def test_a_ref_that_does_not_grow_ends_the_conversation(ref: int) -> None:
    session = conversation()
    assert len(session.receive(ask(3), START)) == 1
    assert session.receive(said(m.GuestEnter(ref=ref)), START) == []
    assert goodbye(session)[0] == CloseCode.MALFORMED


def test_answers_are_sent_in_their_order() -> None:
    session = conversation()
    session.done(1)
    session.refused(REFUSED)
    session.give_pass(PASS)
    session.pong(PONG)
    session.show(encode(SEAT))
    assert sent(session) == [m.Done(ref=1), REFUSED, PASS, PONG, SEAT]


def test_after_the_end_nothing_is_heard_and_nothing_is_said() -> None:
    session = conversation()
    session.bye(CloseCode.RESTART, after_ms=700)
    assert goodbye(session) == (CloseCode.RESTART, 700)
    session.done(1)
    session.show(encode(SEAT))
    session.change(encode(CHANGE))
    session.pong(PONG)
    session.bye(CloseCode.FAULT)
    session.stalled(START + 1)
    assert session.drained(START + 2) is False
    assert session.receive(ask(1), START + 3) == []
    assert session.tick(START + 99) == []
    assert session.outputs() == []


# --- the pace


def test_twenty_asks_at_once_are_heard_and_one_more_is_too_fast() -> None:
    session = conversation()
    for ref in range(1, 20):
        assert len(session.receive(ask(ref), START)) == 1
    assert session.receive(ask(20), START) == []
    code, after_ms = goodbye(session)
    assert code == CloseCode.TOO_FAST
    assert after_ms == 6000


def heard_in_a_minute(audience: Audience, every_s: float) -> int:
    session = conversation(audience)
    count = 0
    while session.deadline is not None and count * every_s < 60:
        message = m.GuestEnter(ref=count + 1)
        if audience is Audience.STAFF:
            message = m.StaffEnter(ref=count + 1, visit=VISIT)  # type: ignore[assignment]
        session.receive(said(message), START + count * every_s)
        count += 1
    return count


def test_sixty_asks_a_minute_are_allowed_for_ever_and_a_hundred_are_not() -> None:
    assert heard_in_a_minute(Audience.GUEST, 1.0) == 60
    assert heard_in_a_minute(Audience.GUEST, 0.5) < 45


def test_a_colleague_may_ask_five_times_as_fast() -> None:
    assert heard_in_a_minute(Audience.STAFF, 0.2) == 300
    assert heard_in_a_minute(Audience.STAFF, 0.1) < 50


def test_a_page_that_has_used_its_pace_may_still_ping() -> None:
    session = conversation()
    for ref in range(1, 20):
        session.receive(ask(ref), START)
    assert len(session.receive(said(PING), START)) == 1
    assert session.outputs() == []


def test_pings_have_a_pace_of_their_own() -> None:
    session = conversation()
    for _ in range(20):
        assert len(session.receive(said(PING), START)) == 1
    assert session.receive(said(PING), START) == []
    assert goodbye(session)[0] == CloseCode.TOO_FAST


# --- time


def test_a_page_hears_something_every_fifteen_seconds() -> None:
    session = conversation()
    assert session.deadline == START + 15
    assert session.tick(START + 14.9) == []
    assert session.tick(START + 15) == [talk.Quiet()]
    session.pong(PONG)
    assert sent(session) == [PONG]
    assert session.deadline == START + 30


def test_a_page_that_was_just_shown_something_needs_no_heartbeat() -> None:
    session = conversation()
    session.receive(said(PING), START + 10)
    session.show(encode(SEAT))
    assert session.tick(START + 15) == []
    assert session.deadline == START + 25


def test_a_page_that_is_silent_for_thirty_five_seconds_is_closed() -> None:
    session = conversation()
    session.receive(said(PING), START + 8)
    for at in (23.0, 38.0):
        assert session.tick(START + at) == [talk.Quiet()]
    assert session.deadline == START + 43
    assert session.tick(START + 42.9) == []
    session.tick(START + 43)
    assert goodbye(session) == (CloseCode.SILENT, 0)


def test_a_page_that_pings_is_never_closed() -> None:
    session = conversation()
    for at in range(0, 3600, 15):
        assert session.tick(START + at) == ([] if at == 0 else [talk.Quiet()])
        assert len(session.receive(said(PING), START + at)) == 1
    assert session.outputs() == []


# --- a page that does not read


def test_a_page_that_does_not_read_is_kept_only_the_newest_view() -> None:
    session = conversation()
    session.stalled(START + 1)
    assert session.reads is False
    for version in range(8, 300):
        session.show(encode(msgspec.structs.replace(SEAT, version=version)))
        session.pong(PONG)
    assert session.outputs() == []
    assert session.drained(START + 2) is False
    assert sent(session) == [msgspec.structs.replace(SEAT, version=299)]


def test_a_page_that_was_caught_up_is_read_again() -> None:
    session = conversation()
    session.stalled(START + 1)
    session.drained(START + 2)
    assert session.reads is True
    session.show(encode(SEAT))
    assert sent(session) == [SEAT]


def test_answers_are_kept_for_a_page_that_does_not_read_and_come_before_the_view() -> None:
    session = conversation()
    session.stalled(START + 1)
    session.show(encode(SEAT))
    session.done(1)
    session.refused(REFUSED)
    session.give_pass(PASS)
    assert session.outputs() == []
    session.drained(START + 2)
    assert sent(session) == [m.Done(ref=1), REFUSED, PASS, SEAT]
    assert session.drained(START + 3) is False
    assert session.outputs() == []


def test_a_board_that_missed_a_change_asks_for_a_whole_one() -> None:
    session = conversation(Audience.STAFF)
    session.stalled(START + 1)
    session.show(encode(BOARD))
    session.change(encode(CHANGE))
    assert session.drained(START + 2) is True
    assert session.outputs() == []
    session.show(encode(BOARD))
    session.change(encode(CHANGE))
    assert sent(session) == [BOARD, CHANGE]
    session.stalled(START + 3)
    assert session.drained(START + 4) is False


def test_a_whole_board_makes_up_for_the_changes_before_it() -> None:
    session = conversation(Audience.STAFF)
    session.stalled(START + 1)
    session.change(encode(CHANGE))
    session.show(encode(BOARD))
    assert session.drained(START + 2) is False
    assert sent(session) == [BOARD]


@pytest.mark.parametrize(
    ("audience", "limit"), [(Audience.GUEST, KEPT_GUEST), (Audience.STAFF, KEPT_STAFF)]
)
def test_too_many_answers_for_a_page_that_does_not_read_end_the_conversation(
    audience: Audience, limit: int
) -> None:
    session = conversation(audience)
    session.stalled(START + 1)
    fits = limit // len(encode(m.Done(ref=100_000)))
    for ref in range(100_000, 100_000 + fits):
        session.done(ref)
    assert session.outputs() == []
    session.done(100_000 + fits)
    assert goodbye(session) == (CloseCode.TOO_SLOW, 0)


def test_a_page_that_takes_nothing_for_ten_seconds_is_cut() -> None:
    session = conversation()
    session.stalled(START + 1)
    assert session.deadline == START + 11
    assert session.tick(START + 10.9) == []
    assert session.outputs() == []
    assert session.tick(START + 11) == []
    assert session.outputs() == [talk.Abort()]
    assert session.deadline is None


def test_a_page_that_reads_slowly_but_reads_is_not_cut() -> None:
    session = conversation()
    for at in range(1, 30, 6):
        session.stalled(START + at)
        assert session.deadline == START + at + 10
    assert session.drained(START + 30) is False
    assert session.outputs() == []


def test_a_page_that_does_not_read_gets_no_heartbeat_but_must_still_be_alive() -> None:
    session = conversation()
    for at in range(1, 36, 2):
        session.stalled(START + at)
        assert session.tick(START + at) == []
    session.tick(START + 35)
    assert goodbye(session)[0] == CloseCode.SILENT


def test_every_close_code_that_is_ours_has_its_word_and_meaning() -> None:
    assert len({each.word for each in CloseCode}) == len(CloseCode)
    assert all(each.meaning.endswith(".") for each in CloseCode)
    assert {each.value for each in CloseCode if each.comes_back} == {
        1006,
        1011,
        1012,
        1013,
        4408,
        4410,
        4413,
        4429,
    }


def test_an_op_id_of_any_page_is_kept_as_it_is() -> None:
    session = conversation()
    other = m.GuestAsk(ref=1, op_id=OpId("A-1"), command=c.Leave())
    assert session.receive(said(other), START) == [
        talk.Asked(ref=1, op_id=OpId("A-1"), command=c.Leave())
    ]
