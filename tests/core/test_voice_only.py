"""A conversation with somebody who has no page at all: opened by telephone, and a full party."""

from tests.core.town import (
    ANNA,
    BO,
    OTHER_QUEUE,
    QUICK,
    SECRETARY,
    SYSTEM,
    Names,
    Town,
    invited,
    open_town,
)
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.alarms import due_at
from waitingroom.core.card import card
from waitingroom.core.ids import GuestId, Version, VisitId
from waitingroom.core.model import (
    Conference,
    EndReason,
    Media,
    Phone,
    Presence,
    Provider,
    Role,
    Shelf,
    Stage,
)
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.seat import seat
from waitingroom.core.stages import shelf_of

V_ADA, ADA, RIE = VisitId("v-ada"), GuestId("ada"), GuestId("ada-relative")
READY = c.MakeReady(visit=V_ADA, admission=1, provider=Provider.PEXIP)
FAILED = c.GiveUp(visit=V_ADA, admission=1, provider=Provider.PEXIP)
RULES = QUICK.but(
    call_places=3, rings_per_day=2, calls_in=True, providers=(Provider.VDX, Provider.PEXIP)
)
YEAR_S = 365 * 24 * 3600


def expecting(**rules: object) -> Town:
    """Ada and her relative are expected; neither has a page."""
    town = open_town(RULES.but(**rules))
    town.walks_in("ben")
    town.expects("ada", Role.RELATIVE)
    return town


def waiting() -> Town:
    """Ada has been at her page and has lost it."""
    town = expecting()
    town.comes("ada", "v-ada")
    town.loses("ada", "v-ada")
    return town


def opens(town: Town, guest: GuestId = ADA, **changes: object) -> c.AdmitByPhone:
    """What a clinician asks who sees the visit as it is now."""
    seen = town.visit("v-ada").revision
    return c.AdmitByPhone(visit=V_ADA, guest=guest, seen=seen).but(**changes)


def admitted(**changes: object) -> e.VisitAdmitted:
    return e.VisitAdmitted(
        visit=V_ADA,
        admission=1,
        by=ANNA.staff,
        guests=(ADA,),
        media=Media.SOUND,
        provider=Provider.PEXIP,
    ).but(**changes)


PHONED = e.GuestPhoned(visit=V_ADA, admission=1, guest=ADA, ring=True)


def test_an_expected_visit_gets_its_number_and_no_page_is_said_to_be_there() -> None:
    town = expecting()
    arrived = e.VisitArrived(visit=V_ADA, guest=ADA, role=Role.PATIENT, number=2, walk_in=False)
    away = e.GuestWentAway(visit=V_ADA, guest=ADA)
    assert town.asks(ANNA, opens(town)) == (arrived, away, admitted(), PHONED)
    visit = town.visit("v-ada")
    assert (visit.stage, visit.number) == (Stage.ADMITTED, 2)
    assert [each.presence for each in visit.guests] == [Presence.AWAY, Presence.INVITED]
    assert town.walks_in("cai").number == 3


def test_a_visit_that_waits_without_a_page_is_let_in_as_it_is() -> None:
    town = waiting()
    assert town.asks(ANNA, opens(town)) == (admitted(), PHONED)
    assert town.visit("v-ada").number == 2


def test_of_a_party_others_may_be_rung_up_first() -> None:
    town = waiting()
    only = admitted(guests=(RIE,))
    assert town.asks(ANNA, opens(town, RIE)) == (only, PHONED.but(guest=RIE))


def test_a_picture_is_kept_for_those_of_the_party_who_are_at_their_pages() -> None:
    town = expecting()
    town.comes("ada-relative", "v-ada")
    assert town.asks(ANNA, opens(town)) == (admitted(media=Media.TWO_WAY), PHONED)


def test_of_a_telephone_and_a_page_exactly_one_wins_and_the_other_reads_who_did() -> None:
    town = expecting()
    town.comes("ada", "v-ada")
    ring = opens(town)
    assert town.asks(ANNA, ring) == (admitted(), PHONED)
    by_anna = Refused(code=Code.ALREADY_ADMITTED, by=ANNA.staff, at=town.now)
    assert town.admits(BO, "v-ada") == by_anna
    assert town.asks(BO, ring) == by_anna
    assert town.kinds().count("VisitAdmitted") == 1


def test_the_telephone_loses_to_a_colleague_who_was_first() -> None:
    town = expecting()
    town.comes("ada", "v-ada")
    ring = opens(town)
    town.admits(BO, "v-ada")
    refused = Refused(code=Code.ALREADY_ADMITTED, by=BO.staff, at=town.now)
    assert town.asks(ANNA, ring) == refused


def test_what_has_changed_since_it_was_seen_is_looked_at_again() -> None:
    town = expecting()
    ring = opens(town)
    town.comes("ada", "v-ada")
    assert town.asks(ANNA, ring) == Refused(code=Code.CHANGED)
    assert town.asks(ANNA, ring.but(seen=Version(0))) == Refused(code=Code.CHANGED)


def test_who_only_means_the_open_call_opens_none() -> None:
    town = waiting()
    assert town.asks(ANNA, opens(town, seen=None)) == Refused(code=Code.NOT_ADMITTED)


def test_a_visit_that_is_over_is_not_opened_by_telephone() -> None:
    town = waiting()
    ring = opens(town)
    town.asks(invited("ada", "v-ada"), c.Leave())
    assert town.asks(ANNA, ring) == Refused(code=Code.ENDED, at=town.now)


def test_where_no_provider_has_a_telephone_it_is_refused() -> None:
    for rules in ({"providers": (Provider.VDX,)}, {"rings_per_day": 0}):
        town = expecting(**rules)
        assert town.asks(ANNA, opens(town)) == Refused(code=Code.NO_PHONE)
    town = expecting(calls_in=False)
    assert town.asks(ANNA, opens(town, ring=False)) == Refused(code=Code.NO_PHONE)


def test_the_days_quota_a_stranger_and_too_small_a_call_are_refused() -> None:
    town = expecting(rings_per_day=1)
    assert town.asks(ANNA, opens(town, GuestId("x"))) == Refused(code=Code.NOT_FOUND)
    town.asks(ANNA, opens(town))
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    assert town.asks(ANNA, opens(town)) == Refused(code=Code.TOO_MANY_RINGS)
    small = expecting(call_places=1)
    assert small.asks(ANNA, opens(small)) == Refused(code=Code.CALL_FULL)


def test_a_secretary_opens_no_conversation() -> None:
    town = expecting()
    assert town.asks(SECRETARY, opens(town)) == Refused(code=Code.DENIED)


def test_the_minute_of_ringing_begins_when_the_conference_is_there() -> None:
    town = expecting()
    town.asks(ANNA, opens(town))
    town.later(10 * RULES.ring_s)
    assert town.asks(SYSTEM, c.Tick()) == ()
    town.asks(SYSTEM, READY)
    shown = card(town.queue, town.visit("v-ada"), Names()).guests[0]
    assert (shown.phone, shown.called_at) == (Phone.RUNG, town.now)
    town.later(RULES.ring_s - 1)
    assert town.asks(SYSTEM, c.Tick()) == ()
    town.later(1)
    unanswered = e.PhoneUnanswered(visit=V_ADA, admission=1, guest=ADA)
    assert town.asks(SYSTEM, c.Tick()) == (unanswered,)


def test_a_conference_of_telephones_goes_only_where_there_are_telephones() -> None:
    town = expecting()
    town.asks(ANNA, opens(town))
    town.asks(SYSTEM, FAILED)
    assert town.asks(ANNA, c.TryAgain(visit=V_ADA, other=True)) == Refused(code=Code.NO_OTHER_WAY)
    town.asks(ANNA, c.TryAgain(visit=V_ADA))
    admission = town.visit("v-ada").admission
    assert admission is not None
    assert (admission.provider, admission.conference) == (Provider.PEXIP, Conference.PREPARING)
    video = waiting()
    video.admits(ANNA, "v-ada")
    video.asks(SYSTEM, FAILED.but(provider=Provider.VDX))
    assert video.asks(ANNA, c.TryAgain(visit=V_ADA, other=True)) != ()


def test_put_back_is_the_same_place_and_no_time_takes_a_booked_one() -> None:
    town = expecting()
    town.walks_in("cai")
    town.asks(ANNA, opens(town))
    number = town.visit("v-ada").number
    town.asks(SYSTEM, READY)
    town.later(3 * RULES.grace_s)
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    town.later(YEAR_S)
    town.asks(SYSTEM, c.Tick())
    visit = town.visit("v-ada")
    assert (visit.stage, visit.number, shelf_of(visit)) == (Stage.WAITING, number, Shelf.LINE)
    assert due_at(town.queue) is None or V_ADA not in town.queue.alarms
    assert town.asks(BO, opens(town)) == (
        admitted(admission=2, by=BO.staff),
        PHONED.but(admission=2),
    )


def test_the_whole_conversation_may_be_one_by_telephone() -> None:
    town = expecting()
    town.asks(ANNA, opens(town))
    town.asks(SYSTEM, READY)
    town.asks(SYSTEM, c.Entered(visit=V_ADA, guest=ADA, admission=1))
    assert town.visit("v-ada").stage is Stage.IN_CALL
    town.asks(ANNA, c.End(visit=V_ADA))
    ended = town.visit("v-ada").ended
    assert ended is not None
    assert ended.reason is EndReason.COMPLETED


def test_a_visit_by_telephone_may_be_moved_to_another_queue() -> None:
    town = expecting()
    town.asks(ANNA, opens(town))
    town.asks(ANNA, c.Transfer(visit=V_ADA, to=OTHER_QUEUE))
    assert town.visit("v-ada").stage is Stage.ENDED


def test_a_page_that_comes_all_the_same_reads_how_and_the_number_but_no_code() -> None:
    town = expecting()
    town.asks(ANNA, opens(town, ring=False))
    town.comes("ada", "v-ada")
    visit = town.visit("v-ada")
    shown = seat(town.queue, visit, visit.guests[0], Names())
    assert (shown.phone, shown.dial_in_number) == (Phone.CALLS_IN, "+45 00 00 00 00")
    assert "code of" not in repr(shown)
    beside = seat(town.queue, visit, visit.guests[1], Names())
    assert (beside.phone, beside.dial_in_number) == (None, "")
