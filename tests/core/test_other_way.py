"""Who carries a conference, who is in it, and what the clinician may choose when it fails."""

from tests.core.town import ANNA, BO, OTHER_RULES, QUICK, SYSTEM, Names, Town, open_town
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.card import CardAdmission, card
from waitingroom.core.ids import Failure, VisitId
from waitingroom.core.model import Media, Provider, Rules
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.seat import seat

V_ADA = VisitId("v-ada")
FAILED = c.GiveUp(
    visit=V_ADA, admission=1, provider=Provider.PEXIP, failure=Failure("vdx-pool-empty")
)


def admitted(rules: Rules = OTHER_RULES) -> Town:
    town = open_town(rules)
    town.walks_in("ada")
    town.admits(ANNA, "v-ada")
    return town


def shown(town: Town) -> CardAdmission:
    admission = card(town.queue, town.visit("v-ada"), Names()).admission
    assert admission is not None
    return admission


def test_the_first_provider_of_the_queue_carries_it() -> None:
    town = admitted()
    assert (shown(town).provider, shown(town).other_way) == (Provider.PEXIP, Provider.VDX)


def test_after_a_failure_the_clinician_may_take_the_next_and_come_round_again() -> None:
    town = admitted()
    again = c.TryAgain(visit=V_ADA)
    for failed, provider in ((Provider.PEXIP, Provider.VDX), (Provider.VDX, Provider.PEXIP)):
        town.asks(SYSTEM, FAILED.but(provider=failed))
        assert shown(town).failure == "vdx-pool-empty"
        town.asks(ANNA, again.but(other=True))
        assert (shown(town).provider, shown(town).failure) == (provider, "")
    town.asks(SYSTEM, FAILED)
    town.asks(ANNA, again)
    assert shown(town).provider is Provider.PEXIP


def test_who_was_given_up_on_and_answers_late_is_not_listened_to() -> None:
    town = admitted()
    town.asks(SYSTEM, FAILED)
    town.asks(ANNA, c.TryAgain(visit=V_ADA, other=True))
    late = c.MakeReady(visit=V_ADA, admission=1, provider=Provider.PEXIP)
    assert town.asks(SYSTEM, late) == town.asks(SYSTEM, FAILED) == ()
    assert town.asks(SYSTEM, late.but(provider=Provider.VDX))


def test_where_there_is_one_provider_there_is_no_other_way() -> None:
    town = admitted(QUICK)
    town.asks(SYSTEM, FAILED.but(provider=Provider.EMBEDDED))
    assert shown(town).other_way is None
    refused = town.asks(ANNA, c.TryAgain(visit=V_ADA, other=True))
    assert refused == Refused(code=Code.NO_OTHER_WAY)


def test_staff_in_the_call_are_known_to_colleagues_and_to_the_guest() -> None:
    town = admitted(QUICK)
    come = c.StaffEntered(visit=V_ADA, staff=ANNA.staff, admission=1)
    went = c.StaffLeft(visit=V_ADA, staff=ANNA.staff, admission=1)
    assert town.asks(SYSTEM, went) == ()
    town.asks(SYSTEM, come)
    town.asks(SYSTEM, come.but(staff=BO.staff))
    assert town.asks(SYSTEM, come) == ()
    assert shown(town).inside == ("staff anna", "staff bo")
    visit = town.visit("v-ada")
    assert seat(town.queue, visit, visit.guests[0], Names()).clinician_inside
    assert town.asks(SYSTEM, went) == (e.StaffLeftCall(visit=V_ADA, admission=1, staff=ANNA.staff),)
    assert shown(town).inside == ("staff bo",)


def test_what_is_told_of_an_earlier_admission_changes_nothing() -> None:
    town = admitted(QUICK)
    town.asks(ANNA, c.PutBack(visit=V_ADA))
    town.admits(ANNA, "v-ada")
    late = c.StaffEntered(visit=V_ADA, staff=ANNA.staff, admission=1)
    assert town.asks(SYSTEM, late) == ()


def test_a_one_way_call_is_chosen_at_the_door() -> None:
    town = open_town()
    seen = town.walks_in("ada")
    town.asks(ANNA, c.Admit(visit=V_ADA, seen=seen.revision, media=Media.ONE_WAY))
    assert shown(town).media is Media.ONE_WAY
    visit = town.visit("v-ada")
    assert seat(town.queue, visit, visit.guests[0], Names()).media is Media.ONE_WAY
