"""From being called to being in the call: one figure a call, and figures over the newest."""

import logging

import pytest

from tests.core.town import ANNA, SYSTEM, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.entering import Entered, Entering

ADA, V_ADA = GuestId("ada"), VisitId("v-ada")


def tells(town: Town, entering: Entering, command: c.SystemCommand) -> None:
    """Something is told, and the watcher sees it."""
    before, known = town.queue, len(town.log)
    town.asks(SYSTEM, command)
    entering.changed(before, town.queue, town.log[known:])


def call(town: Town, entering: Entering, seconds: float) -> None:
    """One whole call, whose guest was inside so long after they were called."""
    town.admits(ANNA, "v-ada")
    number = town.visit("v-ada").admissions
    town.later(seconds)
    tells(town, entering, c.Entered(visit=V_ADA, guest=ADA, admission=number))
    town.asks(ANNA, c.PutBack(visit=V_ADA))


def test_before_the_first_call_there_is_no_figure() -> None:
    assert Entering().figures is None


def test_every_call_is_measured_from_the_call_and_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    town, entering = open_town(), Entering()
    town.walks_in("ada")
    for seconds in (1.0, 2.0, 9.0):
        call(town, entering, seconds)
    assert entering.figures == Entered(calls=3, median_s=2.0, p95_s=9.0)
    assert caplog.messages[0] == "in the call after 1.0 s, by embedded"
    assert "ada" not in caplog.text


def test_whoever_comes_back_is_not_measured_again() -> None:
    town, entering = open_town(), Entering()
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    town.later(2)
    inside = c.Entered(visit=V_ADA, guest=ADA, admission=1)
    tells(town, entering, inside)
    tells(town, entering, c.LeftCall(visit=V_ADA, guest=ADA, admission=1))
    town.later(600)
    tells(town, entering, inside)
    assert entering.figures == Entered(calls=1, median_s=2.0, p95_s=2.0)


def test_what_was_read_from_a_snapshot_is_not_guessed_at() -> None:
    town, entering = open_town(), Entering()
    empty = town.queue
    town.walks_in("ada")
    call(town, entering, 1.0)
    entering.changed(empty, town.queue, town.log[-1:])
    assert entering.figures == Entered(calls=1, median_s=1.0, p95_s=1.0)
