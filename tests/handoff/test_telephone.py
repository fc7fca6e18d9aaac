"""Who is on a telephone: exactly whom staff let in that way, for as long as the door is open."""

import json
import logging
import re
from typing import Any

import pytest

from tests.core.town import ANNA, SYSTEM
from tests.fakes.pexip_policy import StrictNode
from tests.handoff.party import (
    ADA,
    BY_PHONE,
    NUMBER,
    RIE,
    TIM,
    VISIT,
    Party,
    dials_in,
    dials_out,
    opens,
    party,
)
from tests.handoff.town import NAMING
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import Phone, Provider
from waitingroom.handoff import Admitted, VendorFailed, Who
from waitingroom.handoff.telephone import CALLER_MISSES, CALLERS, MISSES, MISSES_S, Misses

REJECT = {"status": "success", "action": "reject"}
STRICT = StrictNode()
WRONG = "0000000000"


def read_service(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    return STRICT.service(200, "application/json", json.dumps(answer).encode())


def read_person(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    return STRICT.participant(200, "application/json", json.dumps(answer).encode())


def tag_of(made: Party, guest: GuestId) -> str:
    return NAMING.tag(made.alias, Who.guest(guest))


# --- rung up


@pytest.mark.parametrize("alias", ["+4500000001", "sip:+4500000001@pstn.example", "004500000001"])
def test_who_is_rung_up_is_known_by_the_number_and_gets_their_own_tag(alias: str) -> None:
    made = party()
    made.rings(RIE)
    asked = dials_out(made.alias, alias)
    service = read_service(made.policy.service(asked))
    assert service is not None
    assert service["name"] == made.alias
    assert read_person(made.policy.participant(asked)) == {
        "preauthenticated_role": "guest",
        "call_tag": tag_of(made, RIE),
        "remote_display_name": "name of rie",
    }


def test_a_number_that_was_not_rung_is_nobodys() -> None:
    made = party()
    made.rings(RIE)
    for stranger in ("+4500000002", "+4500000003", "", "sip:anna@example", "0000000001"):
        assert made.policy.participant(dials_out(made.alias, stranger)) == REJECT


def test_whoever_calls_from_the_rung_number_was_not_rung() -> None:
    made = party()
    made.rings(RIE)
    asked = dials_out(made.alias, "+4500000001") | {"call_direction": "dial_in"}
    assert made.policy.participant(asked) == REJECT


def test_one_telephone_of_two_people_is_neither_of_them() -> None:
    made = party()
    made.phones[TIM] = made.phones[RIE]
    made.rings(RIE)
    assert made.policy.participant(dials_out(made.alias, "+4500000001")) != REJECT
    made.rings(TIM)
    assert made.policy.participant(dials_out(made.alias, "+4500000001")) == REJECT


def test_who_did_not_take_it_or_is_called_off_is_not_let_in_by_their_telephone() -> None:
    made = party()
    asked = dials_out(made.alias, "+4500000001")
    assert made.policy.participant(asked) == REJECT, "nobody has rung them up"
    made.rings(RIE)
    made.town.asks(SYSTEM, c.Unanswered(visit=VISIT, guest=RIE, admission=1))
    assert made.policy.participant(asked) == REJECT
    made.rings(RIE)
    assert made.policy.participant(asked) != REJECT
    made.town.asks(ANNA, c.PutBack(visit=VISIT))
    assert made.policy.participant(asked) == REJECT
    assert made.policy.service(asked) == REJECT


def test_a_tag_of_ours_still_says_more_than_a_number() -> None:
    made = party()
    made.rings(RIE)
    asked = dials_out(made.alias, "+4500000001") | {"call_tag": tag_of(made, ADA)}
    answer = made.policy.participant(asked)
    assert answer is not None
    assert answer["result"]["call_tag"] == tag_of(made, ADA)


@pytest.mark.parametrize(
    ("phone", "code"),
    [("", "no-number"), ("+46 80 00 00 01", "not-allowed"), ("+45 90 00 00 01", "not-allowed")],
)
def test_a_number_is_read_when_it_is_rung_and_only_what_the_list_allows(
    phone: str, code: str
) -> None:
    made = party()
    assert made.numbers.to_ring(RIE) == "+4500000001"
    made.phones[RIE] = phone
    with pytest.raises(VendorFailed) as failed:
        made.numbers.to_ring(RIE)
    assert (failed.value.vendor, failed.value.code, failed.value.retry) == ("phone", code, False)
    assert not phone or phone not in str(failed.value)


# --- calling in


@pytest.mark.parametrize(
    "dialled",
    [
        "{code}",
        "4500000000{code}",
        "+4500000000{code}",
        "sip:{code}@conference.example",
        "SIP:+4500000000{code}@conference.example",
        "h323:{code}",
    ],
)
def test_a_code_leads_into_the_conference_of_its_admission(dialled: str) -> None:
    made = party()
    asked = dials_in(dialled.format(code=made.lets_call_in(RIE)))
    service = read_service(made.policy.service(asked))
    assert service is not None
    assert (service["name"], service["service_tag"]) == (made.alias, f"waitingroom:{made.alias}")
    person = read_person(made.policy.participant(asked))
    assert person is not None
    assert person["preauthenticated_role"] == "guest"
    assert person["call_tag"] == tag_of(made, RIE)


def test_codes_are_ten_digits_and_one_for_each_guest_and_each_admission() -> None:
    codes = {
        NAMING.dial_code(
            Admitted(queue=QueueId("q"), visit=VisitId(visit), admission=number), GuestId(guest)
        ).reveal()
        for visit in ("v1", "v2")
        for number in (1, 2)
        for guest in ("a", "b")
    }
    assert len(codes) == 8
    assert all(re.fullmatch("[0-9]{10}", each) for each in codes)


def test_a_code_is_nothing_before_staff_allow_it_and_after_the_door_is_closed() -> None:
    made = party()
    asked = dials_in(made.code(RIE))
    assert made.policy.service(asked) is None
    made.lets_call_in(RIE)
    assert made.policy.service(asked) is not None
    assert made.policy.service(dials_in(made.code(TIM))) is None
    made.town.asks(ANNA, c.PutBack(visit=VISIT))
    assert made.policy.service(asked) is None
    assert made.policy.participant(asked) is None
    opens(made)
    made.lets_call_in(RIE)
    assert made.policy.service(asked) is None, "each admission has codes of its own"
    assert made.policy.service(dials_in(made.code(RIE))) is not None


def test_who_is_rung_up_instead_has_no_code_any_more() -> None:
    made = party()
    asked = dials_in(made.lets_call_in(RIE))
    made.rings(RIE)
    assert made.phone(RIE) is Phone.RUNG
    assert made.policy.service(asked) is None


def test_a_conference_that_another_vendor_carries_by_now_has_no_telephone() -> None:
    both = BY_PHONE.but(providers=(Provider.PEXIP, Provider.VDX))
    made = party(both)
    asked = dials_in(made.lets_call_in(RIE))
    retried = e.ConferenceRetried(visit=VISIT, admission=1, provider=Provider.VDX)
    made.town.happens(retried)
    assert made.policy.service(asked) is None


def test_where_a_queue_no_longer_allows_it_a_code_is_nothing() -> None:
    made = party()
    asked = dials_in(made.lets_call_in(RIE))
    made.town.asks(SYSTEM, c.Configure(rules=BY_PHONE.but(calls_in=False)))
    assert made.policy.service(asked) is None


@pytest.mark.parametrize("number", ["", "not a number"])
def test_an_installation_without_a_number_takes_no_codes(number: str) -> None:
    made = party()
    code = made.lets_call_in(RIE)
    assert made.policy.service(dials_in(code)) is not None
    without = Party(made.town, number=number)
    assert without.policy.service(dials_in(code)) is None


@pytest.mark.parametrize(
    "dialled",
    ["", "{short}", "{code}1", "9{code}", "+4500000009{code}", "{code}x", "{code}@" + "a" * 500],
)
def test_what_only_looks_like_a_code_is_none(dialled: str) -> None:
    made = party()
    code = made.lets_call_in(RIE)
    asked = dials_in(dialled.format(code=code, short=code[:-1]))
    assert made.policy.service(asked) is None
    assert made.policy.participant(asked) is None


@pytest.mark.parametrize("protocol", ["api", "webrtc", "rtmp", ""])
def test_a_code_is_for_telephones_and_opens_nothing_to_a_browser(protocol: str) -> None:
    """A browser can try codes far faster than anybody dials, and calls itself what it likes."""
    made = party()
    code = made.lets_call_in(RIE)
    by_page = {**dials_in(code), "protocol": protocol, "trigger": "web"}
    assert made.policy.service(by_page) is None
    assert made.policy.participant(by_page) is None
    tries = ({**by_page, "local_alias": f"{nth:010}"} for nth in range(2 * MISSES))
    assert [made.policy.service(each) for each in tries] == [None] * 2 * MISSES
    assert made.policy.service(dials_in(code)) is not None


# --- guessing


def guesses(made: Party, times: int, remote: str = "+45{:08}") -> list[dict[str, Any] | None]:
    wrong = (dials_in(f"{nth:010}", remote.format(nth)) for nth in range(times))
    return [made.policy.service(each) for each in wrong]


def test_a_telephone_that_guesses_is_heard_no_more_though_it_be_right(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = party()
    code = made.lets_call_in(RIE)
    assert guesses(made, CALLER_MISSES, "+4500000077") == [None] * CALLER_MISSES
    assert made.policy.service(dials_in(code, "+4500000077")) == REJECT
    assert made.policy.participant(dials_in(code, "+4500000077")) is None
    assert made.policy.service(dials_in(code, "+4500000078")) is not None
    made.clock.now += MISSES_S
    assert made.policy.service(dials_in(code, "+4500000077")) not in (None, REJECT)
    assert caplog.records == []


def test_many_who_guess_raise_an_alarm_once_a_minute_and_are_refused(
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = party()
    code = made.lets_call_in(RIE)
    answers = guesses(made, 3 * MISSES)
    assert answers == [None] * (MISSES - 1) + [REJECT] * (2 * MISSES + 1)
    assert [each.levelno for each in caplog.records] == [logging.ERROR]
    assert made.policy.service(dials_in(code)) not in (None, REJECT), "the right code still works"
    made.clock.now += MISSES_S
    assert guesses(made, MISSES)[-1] == REJECT
    assert len(caplog.records) == 2
    said = caplog.text
    assert code not in said
    assert "+45" not in said


def test_those_who_hide_their_number_are_not_shut_out_by_one_of_them_who_guesses() -> None:
    made = party()
    code = made.lets_call_in(RIE)
    hidden = "sip:anonymous@anonymous.invalid"
    guesses(made, 2 * CALLER_MISSES, hidden)
    assert made.policy.service(dials_in(code, hidden)) not in (None, REJECT)


def test_what_is_remembered_of_guessing_has_an_end() -> None:
    misses = Misses(lambda: 0.0)
    for nth in range(3 * CALLERS):
        misses.one_more(f"+45{nth:08}")
    assert len(misses._of) == CALLERS


def test_a_code_of_nobody_is_looked_for_in_the_same_way() -> None:
    made = party()
    code = made.lets_call_in(RIE)
    near = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert made.telephone.calls_in(dials_in(near)) is None
    assert made.telephone.calls_in(dials_in(WRONG)) is None
    found = made.telephone.calls_in(dials_in(code))
    assert found is not None
    assert (found.admitted, found.who) == (made.admitted, Who.guest(RIE))


def test_nothing_changes_for_browsers_where_somebody_is_on_a_telephone() -> None:
    made = party()
    made.lets_call_in(RIE)
    asked = {"local_alias": made.alias, "call_tag": tag_of(made, ADA), "remote_alias": NUMBER}
    answer = made.policy.participant(asked)
    assert answer is not None
    assert answer["result"]["call_tag"] == tag_of(made, ADA)
    assert made.policy.participant(asked | {"call_tag": ""}) == REJECT
