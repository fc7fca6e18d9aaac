"""Names of conferences: what we made is read back, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.handoff import Admitted, Naming, Who
from waitingroom.handoff.naming import Side

NAMING = Naming(b"k" * 32)
OTHER = Naming(b"l" * 32)
ids = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=16)
admissions = st.builds(
    Admitted,
    queue=ids.map(QueueId),
    visit=ids.map(VisitId),
    admission=st.integers(1, 99),
)


@given(admissions)
def test_an_alias_is_read_back_and_in_capitals_too(admitted: Admitted) -> None:
    alias = NAMING.alias(admitted)
    assert len(alias) < 100
    assert NAMING.admitted(alias) == admitted
    assert NAMING.admitted(alias.upper()) == admitted


@given(admissions, st.integers(2, 60), st.sampled_from("abc234-"))
def test_an_altered_alias_is_nobodys(admitted: Admitted, at: int, letter: str) -> None:
    alias = NAMING.alias(admitted)
    altered = alias[:at] + letter + alias[at + 1 :]
    assert altered == alias or NAMING.admitted(altered) is None


@given(admissions)
def test_another_key_makes_other_names(admitted: Admitted) -> None:
    alias = NAMING.alias(admitted)
    assert OTHER.admitted(alias) is None
    assert OTHER.pin(alias, Side.GUEST) != NAMING.pin(alias, Side.GUEST)


@given(admissions)
def test_pins_differ_by_side_and_by_admission_and_have_one_length(admitted: Admitted) -> None:
    alias = NAMING.alias(admitted)
    again = NAMING.alias(admitted.but(admission=admitted.admission + 1))
    pins = [NAMING.pin(each, side).reveal() for each in (alias, again) for side in Side]
    assert len(set(pins)) == 4
    assert {len(pin) for pin in pins} == {12}
    assert all(pin.isdecimal() for pin in pins)


@given(admissions, ids)
def test_a_tag_tells_who_it_is_in_this_conference_only(admitted: Admitted, someone: str) -> None:
    alias = NAMING.alias(admitted)
    again = NAMING.alias(admitted.but(admission=admitted.admission + 1))
    for who in (Who.guest(GuestId(someone)), Who.staff(StaffId(someone))):
        tag = NAMING.tag(alias, who)
        assert NAMING.who(alias, tag) == who
        assert NAMING.who(again, tag) is None


def test_a_guests_tag_does_not_become_a_staff_tag() -> None:
    alias = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1))
    tag = NAMING.tag(alias, Who.guest(GuestId("anna")))
    assert NAMING.who(alias, tag.replace("guest.", "staff.", 1)) is None
    assert NAMING.who(alias, "") is None


NONSENSE = (
    "",
    "v",
    "v----",
    "v-q-v-1-",
    "v-q-v-x-abc",
    "v-q-v-１-abc",
    "v-q-v-²-abc",
    "meet.anna@example.dk",
    "v-q-v-" + "9" * 10_000 + "-abc",
    "v-" + "q" * 100_000 + "-v-1-abc",
    "v-q-v-1-" + "\ud800",
    "-".join("v" * 50),
)


def test_whatever_is_dialled_is_nobodys_and_never_a_fault() -> None:
    """Anybody who can call the conference node chooses this text."""
    for alias in NONSENSE:
        assert NAMING.admitted(alias) is None, alias[:40]


@given(st.text(max_size=120))
def test_any_text_is_nobodys_alias_and_nobodys_tag(text: str) -> None:
    alias = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1))
    assert NAMING.admitted(text) is None
    assert NAMING.who(alias, text) is None


def test_a_tag_that_was_made_up_is_nobodys() -> None:
    alias = NAMING.alias(Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1))
    for tag in (*NONSENSE, "guest.", "guest..", "staff.anna", "guest.anna.\ud800", "host.anna.x"):
        assert NAMING.who(alias, tag) is None, tag[:40]


def test_neither_alias_nor_tag_nor_pin_shows_the_key_or_repeats_another() -> None:
    one = Admitted(queue=QueueId("q"), visit=VisitId("v"), admission=1)
    aliases = {NAMING.alias(one.but(admission=nth)) for nth in range(1, 200)}
    assert len({alias.rsplit("-", 1)[1] for alias in aliases}) == 199
    pins = {NAMING.pin(alias, Side.GUEST).reveal() for alias in aliases}
    assert len(pins) == 199
