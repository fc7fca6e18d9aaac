"""Somebody a node sends on from one conference of ours to another: who comes in, and as whom."""

import pytest

from tests.core.town import ANNA, BO
from tests.core.town import Town as Line
from tests.fakes.pexip_policy import PARTY
from tests.handoff.town import NAMING, again, clinic, lets_in, policy_of
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.handoff import Admitted, Who

REJECT = {"status": "success", "action": "reject"}
ADA = Who.guest(GuestId("ada"))
BEN = Who.guest(GuestId("ben"))


@pytest.fixture
def line() -> Line:
    return clinic()


@pytest.fixture
def old(line: Line) -> Admitted:
    """Where Ada was: a conversation that has been put back."""
    admitted = lets_in(line, "v1", "ada")
    line.asks(ANNA, c.PutBack(visit=VisitId("v1")))
    return admitted


@pytest.fixture
def new(line: Line, old: Admitted) -> Admitted:
    """Where Ada is called to now."""
    return again(line, "v1")


def comes(line: Line, to: Admitted, came_from: str, tag: str) -> object:
    query = {
        **PARTY,
        "local_alias": NAMING.alias(to),
        "call_tag": tag,
        "previous_service_name": came_from,
    }
    answer = policy_of(lambda: line.queue).participant(query)
    assert answer is not None
    return answer.get("result", answer)


def test_who_is_called_there_comes_in_and_gets_the_tag_of_there(
    line: Line, old: Admitted, new: Admitted
) -> None:
    was, now = NAMING.alias(old), NAMING.alias(new)
    first = comes(line, new, was, NAMING.tag(was, ADA))
    assert first == {
        "preauthenticated_role": "guest",
        "call_tag": NAMING.tag(now, ADA),
        "remote_display_name": "name of ada",
    }
    # The second question comes with the media, under the tag they were given.
    assert comes(line, new, was, NAMING.tag(now, ADA)) == first
    assert comes(line, new, was.upper(), NAMING.tag(was, ADA)) == first


def test_who_is_not_of_the_new_visit_is_refused(line: Line, old: Admitted, new: Admitted) -> None:
    was = NAMING.alias(old)
    assert comes(line, new, was, NAMING.tag(was, BEN)) == REJECT


def test_without_the_name_of_where_they_were_an_old_tag_is_nobodys(
    line: Line, old: Admitted, new: Admitted
) -> None:
    was = NAMING.alias(old)
    for came_from in ("", "meet.somebody", NAMING.alias(new)):
        assert comes(line, new, came_from, NAMING.tag(was, ADA)) == REJECT


def test_when_the_new_admission_is_closed_nobody_comes(
    line: Line, old: Admitted, new: Admitted
) -> None:
    was = NAMING.alias(old)
    line.asks(ANNA, c.End(visit=VisitId("v1")))
    assert comes(line, new, was, NAMING.tag(was, ADA)) == REJECT


def test_of_the_staff_only_who_opened_it_is_sent_there(
    line: Line, old: Admitted, new: Admitted
) -> None:
    was = NAMING.alias(old)
    came = comes(line, new, was, NAMING.tag(was, Who.staff(ANNA.staff)))
    assert isinstance(came, dict) and came["preauthenticated_role"] == "chair"
    assert comes(line, new, was, NAMING.tag(was, Who.staff(BO.staff))) == REJECT
