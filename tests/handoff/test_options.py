"""What a queue's conferences may be like: no option a node would not take can be made."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.core.town import ANNA, Town
from tests.handoff.town import CALL, NAMING, clinic, lets_in, policy_of
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Role
from waitingroom.handoff import Admitted
from waitingroom.handoff.options import SOUND, BadOption, DirectMedia, Options, View, read

WRONG: dict[str, list[Any]] = {
    "view": ["five_mains", "", None, 1],
    "shows_names": ["True", 1, None],
    "guests_may_present": ["no", 0],
    "has_chat": ["default"],
    "encryption": ["off", "", None, True],
    "quality": ["4k", "", 720],
    "most_bps_in": [2000, 127_999, 8_192_001, "2000000", True, 2.5],
    "most_bps_out": [-1, 0, 10**30],
    "direct_media": ["always", "", True],
    "theme": ["x" * 251, "to\nlines", 7, None],
    "location": ["x" * 251, "\ud800", ["Oslo"]],
    "overflow": ["Bergen", [7], [""], ["x" * 251]],
    "called": ["nobody", "", None, True],
}


def test_every_option_is_judged() -> None:
    assert set(SOUND) == set(Options.__struct_fields__) == set(WRONG)


@pytest.mark.parametrize("option", WRONG)
def test_a_wrong_option_is_named_and_not_repeated(option: str) -> None:
    for value in WRONG[option]:
        given = {"location": "Oslo", option: value}
        for make in (lambda given=given: read(given), lambda given=given: Options(**given)):
            refusal = refused(make)
            assert refusal.option == option
            assert len(str(value)) < 4 or str(value) not in str(refusal)


def refused(make: Callable[[], Options]) -> BadOption:
    with pytest.raises(BadOption) as caught:
        make()
    return caught.value


def test_options_read_from_outside_are_those_that_were_given() -> None:
    given = {"view": "nine_mains_zero_pips", "location": "Oslo", "overflow": ["Bergen"]}
    assert read(given) == Options(view=View.NINE, location="Oslo", overflow=("Bergen",))
    assert read({}) == Options()
    with pytest.raises(BadOption, match="unknown"):
        read({"pin": "1234"})
    with pytest.raises(BadOption, match="overflow"):
        read({"overflow": ["Bergen"]})


def test_a_change_is_judged_too() -> None:
    with pytest.raises(BadOption, match="most_bps_in"):
        Options().but(most_bps_in=1)


def test_only_names_that_exist_on_the_node_are_left() -> None:
    options = Options(theme="Klinik", location="Oslo", overflow=("Bergen", "Moss"))
    assert options.among(("Klinik",), ("Oslo", "Moss")).overflow == ("Moss",)
    assert options.among((), ("Bergen",)) == Options()


@pytest.fixture
def town() -> Town:
    return clinic()


def direct(town: Town, admitted: Admitted) -> str:
    policy = policy_of(lambda: town.queue, Options(direct_media=DirectMedia.BEST_EFFORT))
    answer = policy.service({"local_alias": NAMING.alias(admitted)})
    assert answer is not None
    return str(answer["result"]["direct_media"])


def test_two_browsers_may_talk_directly_only_where_the_queue_says_so(town: Town) -> None:
    assert direct(town, lets_in(town, "v1", "ada")) == "best_effort"


def test_where_a_third_may_come_nobody_talks_directly(town: Town) -> None:
    assert direct(town, lets_in(town, "v1", "ada", "rie")) == "never"
    ben = lets_in(town, "v2", "ben")
    assert direct(town, ben) == "best_effort"
    invited = c.InviteGuest(visit=VisitId("v2"), guest=GuestId("kim"), role=Role.RELATIVE)
    town.asks(ANNA, invited)
    assert direct(town, ben) == "never"
    larger = clinic(CALL.but(call_places=3))
    assert direct(larger, lets_in(larger, "v1", "ada")) == "never"
