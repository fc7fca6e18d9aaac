"""Which texts the directory takes, and that a refusal repeats nothing of them."""

import traceback
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.clinic import PETER, QUEUE, UNIT
from waitingroom.directory import InvalidText, Person, checked, checked_reason, fresh_id, texts
from waitingroom.directory.places import checked_queue, checked_unit


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   \n "),
        ("name", "x" * 81),
        ("name", "Anna\x00Test"),
        ("name", "Anna\x1b[2J"),
        ("name", "Anna \u202etseT"),
        ("name", "Anna \u2066Test"),
        ("name", "Anna \ud800"),
        ("phone", "1234"),
        ("phone", "1" * 16),
        ("phone", "+45 12 34 56 7a"),
        ("phone", "12+345678"),
        ("phone", "1234567８"),
        ("phone", "javascript:alert(1)"),
        ("note", "x" * 501),
        ("note", "Ondt\x07"),
        ("note", "Ondt\u2028i brystet"),
        ("language", ""),
        ("language", "dansk sprog"),
        ("language", "DA"),
        ("language", "d"),
        ("language", "da-" + "x" * 40),
        ("language", "../da"),
        ("birth_year", 1899),
        ("birth_year", 2101),
        ("birth_year", -1),
    ],
)
def test_a_text_that_does_not_fit_is_refused_by_the_name_of_its_field(
    field: str, value: str | int
) -> None:
    with pytest.raises(InvalidText) as refused:
        checked(PETER.but(**{field: value}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "  Prøve \t Pedersen ", "Prøve Pedersen"),
        ("name", "A\u030angstro\u0308m", "Ångström"),
        ("name", "Nguyễn Thị", "Nguyễn Thị"),
        ("name", "آزمون\u200cنمونه", "آزمون\u200cنمونه"),
        ("name", "x" * 80, "x" * 80),
        ("name", "<b>Anna</b>", "<b>Anna</b>"),
        ("phone", "", ""),
        ("phone", "+45 12 34 56 78", "+4512345678"),
        ("phone", "(0045) 12-34.56/78", "004512345678"),
        ("note", " Ondt\r\ni brystet\n", "Ondt\ni brystet"),
        ("note", "x" * 500, "x" * 500),
        ("note", "", ""),
        ("language", "zh-Hant", "zh-Hant"),
        ("language", "kmr", "kmr"),
        ("birth_year", None, None),
        ("birth_year", 1900, 1900),
        ("birth_year", 2100, 2100),
    ],
)
def test_a_text_that_fits_is_kept_tidy(field: str, value: object, kept: object) -> None:
    assert getattr(checked(PETER.but(**{field: value})), field) == kept


@given(st.text(max_size=100), st.text(max_size=30), st.text(max_size=600))
def test_what_was_tidied_once_stays_as_it_is(name: str, phone: str, note: str) -> None:
    try:
        once = checked(Person(name=name, phone=phone, note=note))
    except InvalidText:
        return
    assert checked(once) == once
    assert once.name == unicodedata.normalize("NFC", once.name)


def test_a_reason_is_shorter_than_a_note() -> None:
    assert checked_reason("  Ondt i halsen\n") == "Ondt i halsen"
    assert checked_reason("x" * 200) == "x" * 200
    with pytest.raises(InvalidText) as refused:
        checked_reason("x" * 201)
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    "slug", ["", "-", "a-", "-a", "a--b", "Hjerte", "hjørne", "a b", "a/b", "a.b", "a" * 41, "a\n"]
)
def test_a_slug_that_is_no_part_of_an_address_is_refused(slug: str) -> None:
    for refuse in (
        lambda: checked_unit(UNIT.but(slug=slug)),
        lambda: checked_queue(QUEUE.but(slug=slug)),
    ):
        with pytest.raises(InvalidText) as refused:
            refuse()
        assert refused.value.field == "slug"


@pytest.mark.parametrize("slug", ["a", "hjerte", "afsnit-12b", "4", "a" * 40])
def test_a_slug_of_letters_digits_and_single_hyphens_is_taken(slug: str) -> None:
    assert checked_unit(UNIT.but(slug=slug)).slug == slug


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Copenhagen"),
        ("time_zone", "../etc/passwd"),
        ("time_zone", "/etc/localtime"),
        ("time_zone", ""),
        ("time_zone", "Europe/\x00"),
        ("languages", ()),
        ("languages", ("da", "da")),
        ("languages", ("da", "dansk!")),
        ("phone", "ring til os"),
        ("name", "\u202eklinik"),
    ],
)
def test_a_unit_that_does_not_fit_is_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidText) as refused:
        checked_unit(UNIT.but(**{field: value}))
    assert refused.value.field == field


CANARY = "kanariefugl-7391"


@pytest.mark.parametrize(
    "refuse",
    [
        lambda: checked(PETER.but(name=f"{CANARY}\x00")),
        lambda: checked(PETER.but(phone=CANARY)),
        lambda: checked(PETER.but(note=CANARY * 100)),
        lambda: checked(PETER.but(language=CANARY)),
        lambda: checked_reason(CANARY * 100),
        lambda: checked_unit(UNIT.but(time_zone=CANARY)),
        lambda: checked_unit(UNIT.but(slug=f"{CANARY}!")),
        lambda: texts.lines("text", f"{CANARY}\x00", 500),
    ],
)
def test_no_refusal_repeats_what_was_entered(refuse: Callable[[], object]) -> None:
    with pytest.raises(InvalidText) as refused:
        refuse()
    error = refused.value
    told = [str(error), repr(error), repr(error.args), repr(vars(error))]
    told += traceback.format_exception_only(error)
    assert error.__cause__ is None and error.__context__ is None
    assert not any(CANARY in each for each in told)


def test_a_person_never_prints_itself() -> None:
    person = Person(name=CANARY, phone="12345678", note=CANARY, birth_year=1954)
    told = f"{person} {person!r} {person!s} {[person]} {person.__rich_repr__()} {vars_of(person)}"
    assert CANARY not in told
    assert "12345678" not in told
    assert "1954" not in told


def vars_of(person: Person) -> str:
    """What a debugger that asks for attributes gets without naming one."""
    return str(getattr(person, "__dict__", ""))


def test_persons_with_the_same_texts_are_equal() -> None:
    assert Person(name="Anna Test") == Person(name="Anna Test")
    assert Person(name="Anna Test") != Person(name="Anna Test", note="x")


def test_a_hundred_thousand_ids_are_unique_and_of_the_promised_form() -> None:
    ids = {fresh_id() for _ in range(100_000)}
    assert len(ids) == 100_000
    assert all(len(each) == 16 for each in ids)
    assert set("".join(ids)) == set("abcdefghijklmnopqrstuvwxyz234567")
