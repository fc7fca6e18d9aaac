"""Which role a PIN opens, and how often one may guess."""

import pytest

from waitingroom.conference.model import Role, Service
from waitingroom.conference.pins import LOCKED_S, TRIES, Guesses, Verdict, opens
from waitingroom.core.value import Private

HOST, GUEST = Private("739201"), Private("110284")
BOTH = Service(name="v", host_pin=HOST, guest_pin=GUEST, allow_guests=True)
FREE = Service(name="v", host_pin=HOST, allow_guests=True)
HOSTS_ONLY = Service(name="v", host_pin=HOST)


@pytest.mark.parametrize(
    ("service", "pin", "verdict"),
    [
        (BOTH, "739201", Role.HOST),
        (BOTH, "110284", Role.GUEST),
        (BOTH, "110285", Verdict.WRONG),
        (BOTH, None, Verdict.ASK),
        (BOTH, "", Verdict.ASK),
        (BOTH, "none", Verdict.ASK),
        (FREE, "none", Role.GUEST),
        (FREE, "739201", Role.HOST),
        (FREE, "000000", Verdict.WRONG),
        (HOSTS_ONLY, "none", Verdict.ASK),
        (HOSTS_ONLY.but(guest_pin=GUEST), "110284", Verdict.WRONG),
        (Service(name="v"), None, Role.HOST),
        (BOTH, "７３９２０１", Verdict.WRONG),
    ],
)
def test_a_pin_opens_its_role(service: Service, pin: str | None, verdict: object) -> None:
    assert opens(service, pin) is verdict


def test_after_three_wrong_pins_there_is_a_rest_for_this_caller_alone() -> None:
    guesses = Guesses()
    for number in range(TRIES):
        assert guesses.allowed("v", "192.0.2.1", float(number))
        guesses.wrong("v", "192.0.2.1", float(number))
    assert not guesses.allowed("v", "192.0.2.1", 5.0)
    assert guesses.allowed("v", "192.0.2.2", 5.0)
    assert guesses.allowed("w", "192.0.2.1", 5.0)
    assert guesses.allowed("v", "192.0.2.1", 3.0 + LOCKED_S)


def test_a_right_pin_and_a_long_time_are_a_new_start() -> None:
    guesses = Guesses()
    for now in (0.0, 1.0):
        guesses.wrong("v", "a", now)
    guesses.right("v", "a")
    for now in (2.0, 3.0):
        guesses.wrong("v", "a", now)
    assert guesses.allowed("v", "a", 4.0)
    guesses.wrong("v", "a", 4.0 + LOCKED_S)
    assert guesses.allowed("v", "a", 5.0 + LOCKED_S)


def test_what_is_remembered_of_wrong_pins_is_bounded() -> None:
    guesses = Guesses()
    for number in range(10_050):
        guesses.wrong("v", str(number), 0.0)
    assert len(guesses._wrong) == 10_000
