"""What people are called inside a conference: the whole name, the first, or the role."""

import pytest

from tests.handoff.town import NAMING, clinic, lets_in, policy_of
from waitingroom.core.ids import GuestId, StaffId
from waitingroom.handoff import Who
from waitingroom.handoff.calling import Called, called
from waitingroom.handoff.options import Options

NAMES = {"ada": "Ada  Prøve Pedersen", "rie": "Rie Test", "anna": "Anna Test"}


@pytest.mark.parametrize(
    ("style", "words"),
    [
        (Called.FULL_NAME, ["Ada  Prøve Pedersen", "Rie Test", "Anna Test"]),
        (Called.FIRST_NAME, ["Ada", "Rie", "Anna"]),
        (Called.ROLE, ["Patient", "Pårørende", "Behandler"]),
    ],
)
def test_others_read_of_somebody_what_the_queue_has_chosen(style: Called, words: list[str]) -> None:
    town = clinic()
    admitted = lets_in(town, "vada", "ada")
    # Somebody who belongs to the visit is called by their role, called to this talk or not.
    visit = town.visit("vada")
    relative = lets_in(town, "vrie", "per", "rie")
    assert relative.visit == "vrie"
    policy = policy_of(lambda: town.queue, Options(called=style), lambda who: NAMES.get(who.id, ""))
    alias = NAMING.alias(admitted)
    heard = []
    for who in (Who.guest(GuestId("ada")), Who.staff(StaffId("anna"))):
        answer = policy.participant({"local_alias": alias, "call_tag": NAMING.tag(alias, who)})
        assert answer is not None
        heard.append(answer["result"]["remote_display_name"])
    assert heard == [words[0], words[2]]
    assert called(style, NAMES["rie"], Who.guest(GuestId("rie")), town.visit("vrie")) == words[1]
    assert called(style, NAMES["ada"], Who.guest(GuestId("ada")), visit) == words[0]


def test_who_has_no_name_is_called_nothing_but_by_their_role() -> None:
    town = clinic()
    lets_in(town, "vada", "ada")
    ada, visit = Who.guest(GuestId("ada")), town.visit("vada")
    assert [called(style, " ", ada, visit) for style in Called] == ["", "", "Patient"]
    assert called(Called.ROLE, "", Who.guest(GuestId("stranger")), visit) == ""
