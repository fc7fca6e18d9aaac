"""The log's own words: every event goes into bytes and comes back, and none can hold a name."""

from datetime import datetime
from enum import Enum
from typing import NewType, get_args

import msgspec
import pytest

from tests.core.test_stages import EVENTS
from tests.core.test_views import fields
from tests.core.town import NOW
from waitingroom.core import eventlog
from waitingroom.core import events as e
from waitingroom.core.actors import GuestActor, ServiceActor, StaffActor, SystemActor
from waitingroom.core.commands import Command
from waitingroom.core.ids import Epoch, GuestId, NoticeId, VisitId
from waitingroom.core.model import Rules
from waitingroom.core.restoration import Flaw
from waitingroom.core.value import Value

OF_QUEUE: tuple[e.QueueEvent, ...] = (
    e.QueueConfigured(rules=Rules(grace_s=1)),
    e.QueueOpened(),
    e.QueueClosed(),
    e.NoticePosted(notice=NoticeId("late")),
    e.NoticeWithdrawn(),
    e.QueueRestoring(epoch=Epoch("second"), first_number=1_000_001, until=NOW),
    e.QueueRestored(),
    e.TicketRefused(visit=VisitId("v"), guest=GuestId("g"), why=Flaw.FORGED),
)


@pytest.mark.parametrize("event", [*EVENTS, *OF_QUEUE], ids=e.kind)
def test_an_event_comes_back_from_the_log_as_it_was(event: e.Event) -> None:
    body = eventlog.encode(event)
    assert eventlog.decode(body) == event
    assert msgspec.json.decode(body)["type"] == e.kind(event)


def test_an_event_of_a_newer_program_is_not_read_as_something_else() -> None:
    with pytest.raises(msgspec.ValidationError):
        eventlog.decode(b'{"type":"VisitTeleported","visit":"v"}')


@pytest.mark.parametrize("record", get_args(e.Event), ids=lambda record: record.__name__)
def test_no_event_has_a_field_for_text_that_a_person_wrote(record: type[Value]) -> None:
    assert texts_in(record) == []


def texts_in(record: type[Value]) -> list[str]:
    """Fields that are neither an id, a choice, a number nor a time."""
    plain = (bool, int, float, datetime, type(None))
    return [
        where
        for where, kind in fields(record)
        if not isinstance(kind, NewType)
        and kind not in plain
        and not (isinstance(kind, type) and issubclass(kind, Enum))
    ]


@pytest.mark.parametrize("record", get_args(Command), ids=lambda record: record.__name__)
def test_no_command_carries_text_either(record: type[Value]) -> None:
    assert texts_in(record) == []


def test_of_the_actors_only_a_part_of_ours_has_a_name() -> None:
    actors = (GuestActor, StaffActor, SystemActor, ServiceActor)
    assert [where for each in actors for where in texts_in(each)] == ["ServiceActor.name"]
