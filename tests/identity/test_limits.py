"""The pace of staff sign-in: guessing is slow, and no stranger can lock a colleague out."""

import pytest

from waitingroom.identity import StaffPace, limits
from waitingroom.identity.pace import Rate

HOME = "192.0.2.10"


def _strangers(pace: StaffPace, now: float, login: str = "anna", count: int = 2_000) -> int:
    """How many tries pass when somebody guesses from very many addresses at once."""
    return sum(
        pace.take(login, f"203.{number // 250}.113.{number % 250}", now) == 0.0
        for number in range(count)
    )


def test_the_limits_are_those_that_were_promised() -> None:
    assert Rate(count=10, per_s=60) == limits.LINK_MISSES == limits.GUEST_SIGN_INS
    assert Rate(count=60, per_s=60) == limits.SIGN_INS
    assert Rate(count=600, per_s=60) == limits.SIGN_INS_OF_NETWORK
    assert Rate(count=5, per_s=3600) == limits.WALK_INS


def test_ten_mistakes_pass_and_then_one_try_every_half_minute() -> None:
    pace = StaffPace()
    assert [pace.take("anna", HOME, 0.0) for _ in range(10)] == [0.0] * 10
    assert pace.take("anna", HOME, 0.0) == pytest.approx(30.0)
    assert pace.take("anna", HOME, 30.0) == 0.0


def test_a_login_is_the_same_however_it_is_written() -> None:
    pace = StaffPace()
    spellings = ["anna", "ANNA", " Anna ", "ａｎｎａ"]
    passed = [pace.take(spellings[number % 4], HOME, 0.0) == 0.0 for number in range(40)]
    assert sum(passed) == 10


def test_one_address_tries_at_most_sixty_passwords_a_minute_whatever_the_logins() -> None:
    pace = StaffPace()
    assert sum(pace.take(f"login{number}", HOME, 0.0) == 0.0 for number in range(500)) == 60


def test_a_network_of_the_operator_may_try_six_hundred() -> None:
    pace = StaffPace(["192.0.2.0/24"])
    assert sum(pace.take(f"login{number}", HOME, 0.0) == 0.0 for number in range(2000)) == 600


def test_guessing_from_many_addresses_slows_down_to_one_a_minute() -> None:
    pace = StaffPace()
    assert _strangers(pace, 0.0) == 30
    assert _strangers(pace, 60.0) == 1
    assert _strangers(pace, 3600.0) == 30


def test_a_person_at_a_known_address_is_not_locked_out_by_strangers() -> None:
    pace = StaffPace()
    assert pace.take("anna", HOME, 0.0) == 0.0
    pace.succeeded("anna", HOME)
    _strangers(pace, 10.0)
    assert pace.take("anna", HOME, 10.0) == 0.0


def test_a_person_on_the_operators_network_is_not_locked_out_by_strangers() -> None:
    pace = StaffPace(["192.0.2.0/24"])
    _strangers(pace, 10.0)
    assert pace.take("anna", HOME, 10.0) == 0.0


def test_a_person_at_a_new_address_gets_a_turn_within_a_minute_of_the_last_guess() -> None:
    pace = StaffPace()
    _strangers(pace, 0.0)
    wait = pace.take("anna", HOME, 0.0)
    assert 0.0 < wait <= 60.0
    assert pace.take("anna", HOME, wait) == 0.0


def test_a_known_address_of_one_login_is_new_to_another() -> None:
    pace = StaffPace()
    pace.succeeded("bo", HOME)
    _strangers(pace, 0.0)
    assert pace.take("anna", HOME, 0.0) > 0.0


def test_a_known_address_is_no_free_way_to_guess() -> None:
    pace = StaffPace()
    pace.succeeded("anna", HOME)
    assert sum(pace.take("anna", HOME, 0.0) == 0.0 for _ in range(500)) == 10


def test_a_login_cannot_be_written_so_that_it_counts_as_another_pair() -> None:
    pace = StaffPace()
    pace.succeeded("anna", HOME)
    _strangers(pace, 0.0, login=f"x {HOME} anna")
    assert pace.take("anna", HOME, 0.0) == 0.0
    assert pace.take(f"{HOME} anna", "203.0.113.1", 0.0) == 0.0


def test_a_refused_try_takes_nothing() -> None:
    pace = StaffPace()
    for _ in range(500):
        pace.take("anna", HOME, 0.0)
    assert sum(pace.take(f"login{number}", HOME, 0.0) == 0.0 for number in range(500)) == 50


def test_the_number_of_known_addresses_is_bounded() -> None:
    pace = StaffPace(known=3)
    for number in range(10):
        pace.succeeded("anna", f"192.0.2.{number}")
    pace.succeeded("anna", "192.0.2.7")
    pace.succeeded("anna", "192.0.2.10")
    _strangers(pace, 0.0)
    free = [number for number in range(11) if pace.take("anna", f"192.0.2.{number}", 0.0) == 0.0]
    assert free == [7, 9, 10]
