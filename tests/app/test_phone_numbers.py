"""Which telephone numbers may be called from an installation, however they are written."""

import pytest

from waitingroom.phone_numbers import BARRED, Allowed, e164, is_prefix

DANISH = Allowed(prefixes=("+45",))
OPEN = Allowed(prefixes=tuple(f"+{first}" for first in range(1, 10)))

ONE = "+4500000001"
ITS_SPELLINGS = (
    "+45 00 00 00 01",
    "+4500000001",
    "004500000001",
    "00 45 00 00 00 01",
    "(+45) 0000-0001",
    "+45/00.00.00.01",
    "sip:+4500000001@pstn.example",
    "SIPS:+4500000001@pstn.example;user=phone",
    "tel:+4500000001;phone-context=example",
    "h323:+4500000001@pstn.example",
)
NO_NUMBERS = (
    "",
    " ",
    "+",
    "++4500000001",
    "+45+00000001",
    "+0045000001",
    "+45000000",
    "+450000000",
    "+45000000011",
    "+4500000001,,99",
    "+4500000001p99",
    "+4500000001w9",
    "+4500000001*9",
    "+4500000001#",
    "+45000O0001",
    "+45 0000 000l",
    "45 00 00 00 01 ext 2",
    "4500000001",
    "112",
    "114",
    "1813",
    "*21*00000001#",
    "anna@example",
    "sip:anna@example",
    "javascript:alert(1)",
    "+45\u0660\u0660\u0660\u0660\u0660\u0660\u0660\u0661",
    "+45\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11",
    "\u202e+4500000001",
    "+4500000001\n+4690000001",
    "0",
    "00",
    "000000000001",
    "+1234567890123456",
)
NOT_ALLOWED = (
    "+4680000001",
    "+4400000001",
    "0044 0000 0001",
    "+298000001",
    "+299000001",
    "+1900000001",
    "+390000000",
    "+371000000",
)


@pytest.mark.parametrize("text", ITS_SPELLINGS)
def test_a_number_has_one_spelling_however_it_is_written(text: str) -> None:
    assert e164(text) == ONE
    assert DANISH.number(text) == ONE


@pytest.mark.parametrize("text", ["12345678", "12 34 56 78"])
def test_a_number_without_a_country_is_one_of_ours(text: str) -> None:
    assert e164(text) == "+4512345678"


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_never_called(text: str) -> None:
    assert OPEN.number(text) == ""


@pytest.mark.parametrize("text", NOT_ALLOWED)
def test_a_number_outside_the_list_is_not_called(text: str) -> None:
    assert DANISH.number(text) == ""
    assert OPEN.number(text) == e164(text) != ""


@pytest.mark.parametrize("prefix", BARRED)
def test_premium_and_satellite_numbers_are_called_by_nobody(prefix: str) -> None:
    number = prefix.ljust(11, "0")
    assert e164(number) == number
    assert OPEN.number(number) == Allowed(prefixes=(prefix,)).number(number) == ""


def test_without_a_list_nobody_is_called() -> None:
    assert Allowed().number(ONE) == ""


@pytest.mark.parametrize("text", ["45", "+", "+0", "+45 ", "+45x", "", "+12345678"])
def test_what_begins_no_number_is_no_prefix(text: str) -> None:
    assert not is_prefix(text)
    assert is_prefix("+45")
