"""Local accounts: the right password and nothing else, and equal work for unknown logins."""

import asyncio
import logging
import threading
import traceback
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.core.ids import StaffId
from waitingroom.core.value import Private
from waitingroom.identity import Accounts, InvalidLogin, LoginTaken, WeakPassword, passwords
from waitingroom.identity.passwords import Passwords
from waitingroom.ledger import Busy

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ANNA = StaffId("staff-1")
BO = StaffId("staff-2")
GOOD = Private("korrekt hest batteri")


async def _hash(engine: AsyncEngine) -> str:
    async with engine.connect() as connection:
        return str(
            (await connection.execute(text("SELECT password_hash FROM account"))).scalar_one()
        )


@pytest.fixture
async def anna(accounts: Accounts) -> Accounts:
    """Accounts with Anna's in them."""
    await accounts.add(ANNA, "Anna.Test", GOOD, NOW)
    return accounts


async def test_the_right_password_tells_who_it_is(anna: Accounts) -> None:
    assert await anna.verify("Anna.Test", GOOD, NOW) == ANNA


@pytest.mark.parametrize("login", ["anna.test", "ANNA.TEST", "  Anna.Test ", "ａnna.Test"])
async def test_a_login_is_the_same_however_it_is_typed(anna: Accounts, login: str) -> None:
    assert await anna.verify(login, GOOD, NOW) == ANNA


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("anna.test", ""),
        ("anna.test", "korrekt hest batterI"),
        ("anna.test", "korrekt hest batteri "),
        ("anna.test", "korrekt hest batteri\x00"),
        ("anna.test", "korrekt hest batter\ud800"),
        ("anna.test", "korrekt hest batteri" * 100_000),
        ("anna.tes", "korrekt hest batteri"),
        ("", "korrekt hest batteri"),
        ("' OR 1=1 --", "korrekt hest batteri"),
        ("a" * 1_000_000, "korrekt hest batteri"),
        ("anna.test\x00", "korrekt hest batteri"),
        ("\ud800", "korrekt hest batteri"),
        ("anna.test" + "x" * 100, "korrekt hest batteri"),
    ],
)
async def test_anything_else_tells_nothing(anna: Accounts, login: str, password: str) -> None:
    assert await anna.verify(login, Private(password), NOW) is None


async def test_a_password_with_danish_letters_works_from_every_keyboard(accounts: Accounts) -> None:
    await accounts.add(ANNA, "anna", Private("rødgrød med fløde på Å"), NOW)
    decomposed = "rødgrød med fløde pa\u030a A\u030a"
    assert await accounts.verify("anna", Private(decomposed), NOW) == ANNA


async def test_a_login_and_a_person_have_one_account(anna: Accounts) -> None:
    for staff, login in ((BO, "ANNA.test"), (ANNA, "another")):
        with pytest.raises(LoginTaken):
            await anna.add(staff, login, GOOD, NOW)
    assert await anna.verify("anna.test", GOOD, NOW) == ANNA
    assert await anna.verify("another", GOOD, NOW) is None


async def test_a_longer_login_is_not_the_one_it_begins_with(accounts: Accounts) -> None:
    await accounts.add(ANNA, "a" * 100, GOOD, NOW)
    assert await accounts.verify("a" * 100, GOOD, NOW) == ANNA
    assert await accounts.verify("a" * 101, GOOD, NOW) is None


@pytest.mark.parametrize("login", ["", "   ", "anna test", "anna\x00", "a" * 101, "\ud800"])
async def test_a_login_that_is_none_is_refused(accounts: Accounts, login: str) -> None:
    with pytest.raises(InvalidLogin):
        await accounts.add(ANNA, login, GOOD, NOW)


WEAK = ["", "elleve tegn", "aaaaaaaaaaaaa", "abcdabcdabcdabcd", "x" * 201, "hej Anna.Test hej"]


@pytest.mark.parametrize("password", WEAK)
async def test_a_weak_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(WeakPassword):
        await accounts.add(ANNA, "anna.test", Private(password), NOW)
    assert await accounts.verify("anna.test", Private(password), NOW) is None


@pytest.mark.parametrize("password", ["tolv tegn 12", "én lang sætning er god nok", "x1y2z" * 40])
async def test_twelve_different_characters_are_enough(accounts: Accounts, password: str) -> None:
    await accounts.add(ANNA, "anna.test", Private(password), NOW)
    assert await accounts.verify("anna.test", Private(password), NOW) == ANNA


async def test_a_changed_password_replaces_the_old_one(anna: Accounts) -> None:
    new = Private("et helt andet kodeord")
    assert await anna.change_password(ANNA, new, NOW)
    assert await anna.verify("anna.test", GOOD, NOW) is None
    assert await anna.verify("anna.test", new, NOW) == ANNA


@pytest.mark.parametrize("password", WEAK)
async def test_a_weak_password_does_not_replace_a_good_one(anna: Accounts, password: str) -> None:
    with pytest.raises(WeakPassword):
        await anna.change_password(ANNA, Private(password), NOW)
    assert await anna.verify("anna.test", GOOD, NOW) == ANNA


async def test_nobody_gets_a_password_without_an_account(anna: Accounts) -> None:
    assert not await anna.change_password(BO, GOOD, NOW)


async def test_a_removed_account_lets_nobody_in(anna: Accounts) -> None:
    await anna.remove(ANNA)
    await anna.remove(ANNA)
    assert await anna.verify("anna.test", GOOD, NOW) is None


async def test_the_password_is_kept_as_argon2id_of_the_promised_cost(engine: AsyncEngine) -> None:
    accounts = Accounts(engine)
    try:
        await accounts.add(ANNA, "anna", GOOD, NOW)
        assert (await _hash(engine)).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
        assert await accounts.verify("anna", GOOD, NOW) == ANNA
        assert await accounts.verify("bo", GOOD, NOW) is None
    finally:
        accounts.close()


async def test_a_hash_of_older_costs_is_made_anew_at_the_next_sign_in(
    anna: Accounts, engine: AsyncEngine
) -> None:
    before = await _hash(engine)
    dearer = Passwords(time_cost=2, memory_kib=16, lanes=1)
    try:
        today = Accounts(engine, dearer)
        assert await today.verify("anna.test", Private("forkert kodeord"), NOW) is None
        assert await _hash(engine) == before
        assert await today.verify("anna.test", GOOD, NOW + timedelta(days=1)) == ANNA
        assert "$m=16,t=2,p=1$" in await _hash(engine)
        assert await today.verify("anna.test", GOOD, NOW) == ANNA
        assert await anna.verify("anna.test", GOOD, NOW) == ANNA
    finally:
        dearer.close()


# --- the work it takes


class Counting(Passwords):
    """Notes what each comparison works on."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_kib=8, lanes=1)
        self.compared: list[str] = []

    def _same(self, kept: str, password: Private) -> bool:
        self.compared.append(kept)
        return super()._same(kept, password)


async def test_an_unknown_login_costs_the_same_work_as_a_wrong_password(
    engine: AsyncEngine,
) -> None:
    counting = Counting()
    try:
        accounts = Accounts(engine, counting)
        await accounts.add(ANNA, "anna", GOOD, NOW)
        wrong = Private("forkert kodeord")
        for login in ("anna", "unknown", "", "a" * 1000):
            counting.compared.clear()
            assert await accounts.verify(login, wrong, NOW) is None
            assert len(counting.compared) == 1
            kind, version, costs, salt, digest = counting.compared[0].split("$")[1:]
            assert (kind, version, costs) == ("argon2id", "v=19", "m=8,t=1,p=1")
            assert (len(salt), len(digest)) == (22, 43)
    finally:
        counting.close()


async def test_without_a_hash_no_password_fits(quick: Passwords) -> None:
    assert not await quick.fits(None, GOOD)
    assert not await quick.fits("no hash at all", GOOD)
    assert await quick.fits(await quick.hash(GOOD), GOOD)


class Held(Passwords):
    """Comparisons that wait until they may go on, and count how many run at once."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_kib=8, lanes=1)
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        self.running = 0
        self.most = 0
        self._count = threading.Lock()

    def _same(self, kept: str, password: Private) -> bool:
        with self._count:
            self.running += 1
            self.most = max(self.most, self.running)
        self.begun.set()
        assert self.may_go_on.wait(30)
        with self._count:
            self.running -= 1
        return super()._same(kept, password)


async def test_a_flood_of_sign_ins_runs_two_at_once_and_the_rest_is_told_to_come_back() -> None:
    held = Held()
    try:
        many = [asyncio.ensure_future(held.fits(None, GOOD)) for _ in range(passwords.WAITING + 8)]
        refused, _ = await asyncio.wait(many, return_when=asyncio.FIRST_COMPLETED, timeout=10)
        held.may_go_on.set()
        results = await asyncio.wait_for(asyncio.gather(*many, return_exceptions=True), 30)
        assert all(isinstance(each.exception(), Busy) for each in refused)
        assert sum(isinstance(each, Busy) for each in results) == 8
        assert results.count(False) == passwords.WAITING
        assert held.most == passwords.AT_ONCE
        assert not await held.fits(None, GOOD)
    finally:
        held.may_go_on.set()
        held.close()


async def test_the_event_loop_goes_on_while_a_password_is_compared() -> None:
    held = Held()
    try:
        waiting = asyncio.ensure_future(held.fits(None, GOOD))
        assert await asyncio.wait_for(asyncio.to_thread(held.begun.wait, 10), 20)
        assert not waiting.done()
        held.may_go_on.set()
        assert not await asyncio.wait_for(waiting, 10)
    finally:
        held.may_go_on.set()
        held.close()


# --- nothing private leaks


CANARY = "kanariefugl-7391"


async def test_neither_a_refusal_nor_a_failure_tells_a_login_or_a_password(
    accounts: Accounts,
    quick: Passwords,
    bare_engine: AsyncEngine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    secret = Private(f"{CANARY}-kodeord")
    await accounts.add(ANNA, f"{CANARY}@prøve.example", secret, NOW)
    attempts: list[Callable[[], Awaitable[object]]] = [
        lambda: accounts.add(BO, f"{CANARY}@prøve.example", secret, NOW),
        lambda: accounts.add(BO, f"{CANARY} x", secret, NOW),
        lambda: accounts.add(BO, "bo", Private(CANARY[:8]), NOW),
    ]
    shown = "".join([await _refusal(each) for each in attempts])
    broken = Accounts(bare_engine, quick)
    attempts = [
        lambda: broken.verify(f"{CANARY}@prøve.example", secret, NOW),
        lambda: broken.add(BO, CANARY, secret, NOW),
        lambda: broken.change_password(ANNA, secret, NOW),
    ]
    shown += "".join([await _refusal(each) for each in attempts])
    assert CANARY[:8] not in shown + caplog.text + repr(vars(accounts))
    assert "argon2" not in shown + caplog.text


async def _refusal(attempt: Callable[[], Awaitable[object]]) -> str:
    with pytest.raises((ValueError, Busy, RuntimeError)) as failed:
        await attempt()
    error = failed.value
    assert error.__cause__ is None and error.__context__ is None
    return "".join(traceback.format_exception_only(error)) + repr(error) + repr(vars(error))
