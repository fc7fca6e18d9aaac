"""Compares who is in a conference, as the node lists it, with what the queues believe: pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from waitingroom.core.ids import QueueId
from waitingroom.core.model import Conference, Guest, Provider, Queue, Visit
from waitingroom.handoff.naming import Admitted, Naming, Side, Who
from waitingroom.handoff.reports import Report, report
from waitingroom.handoff.roster import IN_CALL

FRESH = timedelta(seconds=30)
"""A node's list lags so far behind: who came in later than that is not missed in it."""

Here = frozenset[tuple[Admitted, Who]]
"""Guests and staff of ours who are in the conference of an admission."""

Told = tuple[QueueId, Report]


def here(participants: Iterable[Mapping[str, Any]], naming: Naming) -> Here:
    """The people of ours among a node's participants; what has no tag of ours is passed over."""
    return frozenset(found for each in participants if (found := _whom(each, naming)) is not None)


def differences(
    queues: Iterable[Queue],
    found: Here,
    asked_at: datetime,
    provider: Provider = Provider.EMBEDDED,
) -> list[Told]:
    """What must be told so that the queues believe what was found when the node was asked.

    Only conferences of the node's own provider are compared: it can't list anybody else's.
    """
    return [
        told
        for queue in queues
        for visit in queue.visits.values()
        if visit.admission is not None and visit.admission.provider is provider
        for told in _of_visit(queue.id, visit, found, asked_at)
    ]


def calls_since(queues: Iterable[Queue], provider: Provider = Provider.EMBEDDED) -> datetime | None:
    """Since when some conference of this provider could be entered; None when there is none."""
    return min(
        (
            visit.admission.at
            for queue in queues
            for visit in queue.visits.values()
            if visit.admission is not None
            and visit.admission.conference is Conference.READY
            and visit.admission.provider is provider
        ),
        default=None,
    )


def _of_visit(queue: QueueId, visit: Visit, found: Here, asked_at: datetime) -> Iterator[Told]:
    admission = visit.admission
    if admission is None:
        return
    admitted = Admitted(queue=queue, visit=visit.id, admission=admission.number)
    for guest in visit.guests:
        who = Who.guest(guest.id)
        is_here = (admitted, who) in found
        if guest.id not in admission.guests or is_here is guest.is_inside:
            continue
        if is_here or _is_settled(guest, asked_at):
            yield queue, report(admitted, who, is_in=is_here)
    for told in _of_staff(admitted, frozenset(map(Who.staff, admission.inside)), found):
        yield queue, told


def _of_staff(admitted: Admitted, inside: frozenset[Who], found: Here) -> Iterator[Report]:
    here = {who for other, who in found if other == admitted and who.side is Side.STAFF}
    for who in sorted(here ^ inside, key=lambda each: each.id):
        yield report(admitted, who, is_in=who in here)


def _is_settled(guest: Guest, asked_at: datetime) -> bool:
    return guest.entered_at is not None and guest.entered_at < asked_at - FRESH


def _whom(participant: Mapping[str, Any], naming: Naming) -> tuple[Admitted, Who] | None:
    alias, tag = participant.get("conference"), participant.get("call_tag")
    is_in = participant.get("service_type") in IN_CALL and participant.get("has_media") is True
    if not isinstance(alias, str) or not isinstance(tag, str) or not is_in:
        return None
    admitted, who = naming.admitted(alias), naming.who(alias.lower(), tag)
    return None if admitted is None or who is None else (admitted, who)
