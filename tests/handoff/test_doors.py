"""The way into a conference whose names are derived, and the pages that are opened instead."""

from urllib.parse import parse_qs, urlsplit

import pytest

from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Naming, Who
from waitingroom.handoff.doors import BadLink, DerivedDoor, page_link
from waitingroom.handoff.naming import Side

NAMING = Naming(b"k" * 32)
ADA = Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1)
ALIAS = NAMING.alias(ADA)
GUEST, STAFF = Who.guest(GuestId("ada")), Who.staff(StaffId("anna"))
NODE = "https://node.example"
FULL = NODE + "/webapp3/m/{alias}?name={name}&callTag={tag}&pin={pin}&join=1"


def test_each_side_gets_its_own_pin_and_a_tag_of_its_own() -> None:
    door = DerivedDoor(NAMING, NODE)
    guest, staff = (door.way_in(ADA, who, "Prøve") for who in (GUEST, STAFF))
    assert (guest.node, guest.alias.reveal(), guest.link.reveal()) == (NODE, ALIAS, "")
    assert guest.pin == NAMING.pin(ALIAS, Side.GUEST)
    assert staff.pin == NAMING.pin(ALIAS, Side.STAFF)
    assert NAMING.who(ALIAS, guest.tag) == GUEST
    assert NAMING.who(ALIAS, staff.tag) == STAFF


def test_a_page_is_opened_with_all_filled_in_and_nothing_breaks_out_of_its_place() -> None:
    door = DerivedDoor(NAMING, NODE, {Side.GUEST: page_link(FULL, Side.GUEST)})
    link = door.way_in(ADA, GUEST, "Ægir & Søn/../?pin=1#{pin}").link.reveal()
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("node.example", f"/webapp3/m/{ALIAS}")
    assert parse_qs(parts.query) == {
        "name": ["Ægir & Søn/../?pin=1#{pin}"],
        "callTag": [NAMING.tag(ALIAS, GUEST)],
        "pin": [NAMING.pin(ALIAS, Side.GUEST).reveal()],
        "join": ["1"],
    }
    assert door.way_in(ADA, STAFF, "Anna").link.reveal() == ""


def test_what_stands_in_a_way_in_does_not_print_itself() -> None:
    door = DerivedDoor(NAMING, NODE, {Side.GUEST: page_link(FULL, Side.GUEST)})
    printed = repr(door.way_in(ADA, GUEST, "Prøve Pedersen"))
    for secret in (ALIAS, NAMING.pin(ALIAS, Side.GUEST).reveal(), "Pedersen"):
        assert secret not in printed


@pytest.mark.parametrize(
    ("template", "side", "why"),
    [
        (FULL, Side.STAFF, "never stands in a link"),
        (f"{NODE}/m?name={{name}}", Side.GUEST, "must hold {alias}"),
        (f"{NODE}/m/{{alias}}?{{secret}}", Side.GUEST, "may hold"),
    ],
)
def test_a_link_that_would_say_too_much_or_lead_nowhere_is_refused(
    template: str, side: Side, why: str
) -> None:
    with pytest.raises(BadLink, match=why):
        page_link(template, side)
