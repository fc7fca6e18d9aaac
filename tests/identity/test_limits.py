"""The pace of staff sign-in: guessing is slow, and no stranger can lock a colleague out."""

from collections.abc import Iterable, Sequence

import pytest

from waitingroom.identity import StaffPace, limits
from waitingroom.tally import OwnTally, Rate

HOME = "192.0.2.10"


class Guarded:
    """The pace of sign-in, tried at instants that a test names."""

    def __init__(self, networks: Sequence[str] = (), known: int = 20_000) -> None:
        self._now = 0.0
        self._pace = StaffPace(OwnTally(lambda: self._now), networks, known)
        self.succeeded = self._pace.succeeded

    async def take(self, login: str, address: str, now: float) -> float:
        self._now = now
        return await self._pace.take(login, address)

    async def passed(self, tries: Iterable[tuple[str, str]], now: float) -> int:
        return [await self.take(*each, now) for each in tries].count(0.0)


async def _strangers(pace: Guarded, now: float, login: str = "anna", count: int = 2_000) -> int:
    """How many tries pass when somebody guesses from very many addresses at once."""
    many = ((login, f"203.{number // 250}.113.{number % 250}") for number in range(count))
    return await pace.passed(many, now)


def test_the_limits_are_those_that_were_promised() -> None:
    assert Rate(count=10, per_s=60) == limits.LINK_MISSES == limits.GUEST_SIGN_INS
    assert Rate(count=60, per_s=60) == limits.SIGN_INS
    assert Rate(count=600, per_s=60) == limits.SIGN_INS_OF_NETWORK
    assert Rate(count=5, per_s=3600) == limits.WALK_INS


async def test_ten_mistakes_pass_and_then_one_try_every_half_minute() -> None:
    pace = Guarded()
    assert [await pace.take("anna", HOME, 0.0) for _ in range(10)] == [0.0] * 10
    assert await pace.take("anna", HOME, 0.0) == pytest.approx(30.0)
    assert await pace.take("anna", HOME, 30.0) == 0.0


async def test_a_login_is_the_same_however_it_is_written() -> None:
    pace = Guarded()
    spellings = ["anna", "ANNA", " Anna ", "ａｎｎａ"]
    passed = [await pace.take(spellings[number % 4], HOME, 0.0) == 0.0 for number in range(40)]
    assert sum(passed) == 10


async def test_one_address_tries_at_most_sixty_passwords_a_minute_whatever_the_logins() -> None:
    pace = Guarded()
    assert [await pace.take(f"login{number}", HOME, 0.0) for number in range(500)].count(0.0) == 60


async def test_a_network_of_the_operator_may_try_six_hundred() -> None:
    pace = Guarded(["192.0.2.0/24"])
    assert await pace.passed(((f"login{number}", HOME) for number in range(2000)), 0.0) == 600


async def test_guessing_from_many_addresses_slows_down_to_one_a_minute() -> None:
    pace = Guarded()
    assert await _strangers(pace, 0.0) == 30
    assert await _strangers(pace, 60.0) == 1
    assert await _strangers(pace, 3600.0) == 30


async def test_a_person_at_a_known_address_is_not_locked_out_by_strangers() -> None:
    pace = Guarded()
    assert await pace.take("anna", HOME, 0.0) == 0.0
    pace.succeeded("anna", HOME)
    await _strangers(pace, 10.0)
    assert await pace.take("anna", HOME, 10.0) == 0.0


async def test_a_person_on_the_operators_network_is_not_locked_out_by_strangers() -> None:
    pace = Guarded(["192.0.2.0/24"])
    await _strangers(pace, 10.0)
    assert await pace.take("anna", HOME, 10.0) == 0.0


async def test_a_person_at_a_new_address_gets_a_turn_within_a_minute_of_the_last_guess() -> None:
    pace = Guarded()
    await _strangers(pace, 0.0)
    wait = await pace.take("anna", HOME, 0.0)
    assert 0.0 < wait <= 60.0
    assert await pace.take("anna", HOME, wait) == 0.0


async def test_a_known_address_of_one_login_is_new_to_another() -> None:
    pace = Guarded()
    pace.succeeded("bo", HOME)
    await _strangers(pace, 0.0)
    assert await pace.take("anna", HOME, 0.0) > 0.0


async def test_a_known_address_is_no_free_way_to_guess() -> None:
    pace = Guarded()
    pace.succeeded("anna", HOME)
    assert [await pace.take("anna", HOME, 0.0) for _ in range(500)].count(0.0) == 10


async def test_a_login_cannot_be_written_so_that_it_counts_as_another_pair() -> None:
    pace = Guarded()
    pace.succeeded("anna", HOME)
    await _strangers(pace, 0.0, login=f"x {HOME} anna")
    assert await pace.take("anna", HOME, 0.0) == 0.0
    assert await pace.take(f"{HOME} anna", "203.0.113.1", 0.0) == 0.0


async def test_a_refused_try_takes_nothing() -> None:
    pace = Guarded()
    for _ in range(500):
        await pace.take("anna", HOME, 0.0)
    assert [await pace.take(f"login{number}", HOME, 0.0) for number in range(500)].count(0.0) == 50


async def test_the_number_of_known_addresses_is_bounded() -> None:
    pace = Guarded(known=3)
    for number in range(10):
        pace.succeeded("anna", f"192.0.2.{number}")
    pace.succeeded("anna", "192.0.2.7")
    pace.succeeded("anna", "192.0.2.10")
    await _strangers(pace, 0.0)
    tries = [await pace.take("anna", f"192.0.2.{number}", 0.0) for number in range(11)]
    free = [number for number, wait in enumerate(tries) if wait == 0.0]
    assert free == [7, 9, 10]
