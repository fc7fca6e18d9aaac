"""What is wrong with a history or a log is found, one planted lie at a time."""

from datetime import UTC, datetime
from pathlib import Path

from tests.faults.checks import backwards, double, not_linear, twice, without_a_place
from tests.faults.history import Call, History, read
from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, Join
from waitingroom.core.ids import GuestId, OpId, QueueId, StaffId, Version, VisitId
from waitingroom.core.model import EndReason, Media, Provider, Role
from waitingroom.core.refusals import Code
from waitingroom.ledger import Entry

QUEUE, VISIT = QueueId("q"), VisitId("v")
NINE = datetime(2026, 3, 28, 9, tzinfo=UTC)
GUEST = GuestActor(guest=GuestId("g"), visit=VISIT, walk_in=True)
ANNA, BO = (StaffActor(staff=StaffId(n), role=StaffRole.CLINICIAN) for n in ("anna", "bo"))
ARRIVED = e.VisitArrived(visit=VISIT, guest=GuestId("g"), role=Role.PATIENT, number=1, walk_in=True)


def admitted(nth: int, by: StaffActor) -> e.VisitAdmitted:
    return e.VisitAdmitted(
        visit=VISIT,
        admission=nth,
        by=by.staff,
        guests=(GuestId("g"),),
        media=Media.TWO_WAY,
        provider=Provider.EMBEDDED,
    )


def happened(*events: e.Event) -> list[e.Happened]:
    return [
        e.Happened(version=Version(nth), at=NINE, event=each) for nth, each in enumerate(events, 1)
    ]


def log(*events: e.Event) -> list[Entry]:
    return [
        Entry(
            version=Version(nth),
            at=NINE,
            actor="guest:g",
            kind=type(each).__name__,
            body=eventlog.encode(each),
        )
        for nth, each in enumerate(events, 1)
    ]


def joined() -> History:
    history = History()
    history.ask(OpId("a"), GUEST, VISIT, Join())
    history.answer(OpId("a"), None, None, "n1")
    return history


def test_a_page_that_is_shown_an_older_version_is_found_whichever_node_shows_it() -> None:
    history = History()
    for page, epoch, version in (("p", "e1", 5), ("p", "e2", 1), ("other", "e1", 3)):
        history.see(page, epoch, Version(version), "n1")
    assert list(backwards(history)) == []
    history.see("p", "e1", Version(4), "n2")
    assert list(backwards(history)) == ["p saw version 5 and then 4"]


def test_a_second_open_admission_in_the_log_is_found() -> None:
    put_back = e.VisitPutBack(visit=VISIT, admission=1)
    assert list(double(happened(ARRIVED, admitted(1, ANNA), put_back, admitted(2, BO)))) == []
    assert list(double(happened(ARRIVED, admitted(1, ANNA), admitted(2, BO)))) == [
        "v was admitted twice, at version 3"
    ]


def test_an_alarm_that_rings_twice_in_one_admission_is_found() -> None:
    def again(admission: int) -> e.GuestCalledAgain:
        return e.GuestCalledAgain(visit=VISIT, admission=admission, guest=GuestId("g"))

    late = e.GuestNotReached(visit=VISIT, admission=1, guest=GuestId("g"))
    assert list(twice(happened(ARRIVED, again(1), late, again(2)))) == []
    assert list(twice(happened(ARRIVED, again(1), late, again(1)))) == [
        "GuestCalledAgain for g again, at version 4"
    ]


def test_a_place_that_is_gone_though_nobody_gave_it_up_is_found() -> None:
    gone = e.VisitEnded(visit=VISIT, reason=EndReason.LEFT)
    assert list(without_a_place(joined(), QUEUE, log(ARRIVED))) == []
    assert list(without_a_place(joined(), QUEUE, log(ARRIVED, gone))) == ["v has lost its place"]
    assert list(without_a_place(joined(), QUEUE, [])) == ["v has lost its place"]


def test_two_who_both_let_somebody_in_are_no_one_story() -> None:
    history = joined()
    for name, actor in (("b", ANNA), ("c", BO)):
        history.ask(OpId(name), actor, VISIT, Admit(visit=VISIT, seen=Version(1)))
    history.answer(OpId("b"), None, None, "n1")
    assert list(not_linear(history)) == []
    history.answer(OpId("c"), None, None, "n2")
    (said,) = not_linear(history)
    assert said.startswith("what was said of v is no one story: guest Join")


def test_a_second_answer_that_is_unlike_the_first_is_noted_and_a_passing_one_is_not() -> None:
    history = joined()
    history.answer(OpId("a"), Code.BUSY, None, "n1")
    assert history.unlike == []
    history.answer(OpId("a"), Code.ENDED, None, "n2")
    assert history.unlike == ["a was answered Done and then ended"]


def test_a_history_that_was_written_is_read_again(tmp_path: Path) -> None:
    history = joined()
    history.ask(OpId("b"), ANNA, VISIT, Admit(visit=VISIT, seen=Version(1)))
    history.see("p", "e1", Version(5), "n1")
    history.write(tmp_path / "history.jsonl")
    again = read(tmp_path / "history.jsonl")
    assert again.calls == history.calls
    assert again.views == history.views
    assert isinstance(again.calls[OpId("b")], Call)
