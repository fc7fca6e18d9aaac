"""What time asks for: alarms, guests lost with a process, reading on, tidying."""

import asyncio
from datetime import datetime

import pytest

from tests.worker.yard import ANNA, DEAD, NODE, RULES, Yard, beside
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.ids import GuestId, QueueId, VisitId
from waitingroom.core.model import EndReason, Guest, Presence, RemoveReason, Role, Stage

ADA = VisitId("vada")


def guest(yard: Yard, name: str = "ada") -> Guest:
    return yard.visit(name).guests[0]


def is_away(yard: Yard, name: str = "ada") -> bool:
    return guest(yard, name).presence is Presence.AWAY


def ended(yard: Yard) -> EndReason | None:
    how = yard.visit("ada").ended
    return how.reason if how else None


async def looks_again(yard: Yard) -> None:
    """Wait until the worker has looked at everything once more."""
    seen = yard.book.claims
    await yard.book.says(lambda: yard.book.claims > seen + 3)


# --- alarms


async def test_a_walk_in_who_stays_away_is_set_aside_and_then_expires(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.goes_away("ada")
    yard.worker()
    yard.passed_s += RULES.grace_s
    await yard.until(lambda: yard.visit("ada").parked)
    yard.passed_s += RULES.parked_s
    await yard.until(lambda: ended(yard) is EndReason.EXPIRED)
    assert (await yard.kinds())[-2:] == ["VisitParked", "VisitEnded"]


async def test_nobody_is_set_aside_before_their_time(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.goes_away("ada")
    yard.worker()
    yard.passed_s += RULES.grace_s - 0.001
    await looks_again(yard)
    assert not yard.visit("ada").parked


async def test_who_never_comes_is_a_no_show_and_a_claim_runs_out(yard: Yard) -> None:
    party = (c.Invited(guest=GuestId("ada"), role=Role.PATIENT),)
    await yard.asks(ANNA, c.ExpectVisit(visit=ADA, guests=party))
    await yard.asks(ANNA, c.ClaimVisit(visit=ADA))
    yard.worker()
    yard.passed_s += RULES.claim_s
    await yard.until(lambda: yard.visit("ada").claim is None)
    assert yard.visit("ada").stage is Stage.EXPECTED
    yard.passed_s += RULES.no_show_s
    await yard.until(lambda: ended(yard) is EndReason.NO_SHOW)


async def test_no_alarm_rings_until_people_had_time_to_come_back_after_a_start(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.goes_away("ada")
    yard.passed_s += RULES.grace_s + 1000
    loop = asyncio.get_running_loop()
    began = loop.time()
    yard.worker(settle_s=1.5)
    await looks_again(yard)
    assert not yard.visit("ada").parked
    await yard.until(lambda: yard.visit("ada").parked)
    assert loop.time() - began >= 0.29


async def test_who_is_called_is_called_again_without_waiting_for_that(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.admits("ada")
    yard.worker(settle_s=3600.0)
    yard.passed_s += RULES.again_s
    await yard.until(lambda: guest(yard, "ada").again_at is not None)
    yard.passed_s += RULES.unreached_s
    await yard.until(lambda: guest(yard, "ada").unreached_at is not None)


async def test_two_nodes_that_ring_at_once_write_one_event(url: str, yard: Yard) -> None:
    await yard.waits("ada")
    await yard.goes_away("ada")
    async with beside(yard, url) as other:
        yard.worker()
        other.worker()
        yard.passed_s = other.passed_s = RULES.grace_s
        await yard.until(lambda: yard.visit("ada").parked)
        await looks_again(yard)
    assert (await yard.kinds()).count("VisitParked") == 1


async def test_a_queue_that_cannot_be_rung_keeps_no_other_waiting(
    yard: Yard, caplog: pytest.LogCaptureFixture
) -> None:
    broken = QueueId("broken")
    await yard.opens(broken)
    await yard.waits("ben", queue=broken)
    await yard.goes_away("ben", queue=broken)
    yard.passed_s += 1
    await yard.waits("ada")
    await yard.goes_away("ada")
    yard.breaks(broken)
    yard.worker()
    yard.passed_s += RULES.grace_s
    await yard.until(lambda: yard.visit("ada").parked)
    await looks_again(yard)
    assert "a step of the worker failed" in caplog.text


async def test_a_busy_ledger_rings_later(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.goes_away("ada")
    yard.ledger.is_busy = True
    yard.worker()
    yard.passed_s += RULES.grace_s
    await looks_again(yard)
    yard.ledger.is_busy = False
    await yard.until(lambda: yard.visit("ada").parked)


# --- guests of a process that died


async def test_who_was_at_a_node_without_a_lease_is_away_and_keeps_the_place(
    yard: Yard,
) -> None:
    await yard.waits("ada", DEAD)
    await yard.waits("ben", DEAD)
    seen = c.Connected(visit=VisitId("vben"), guest=GuestId("ben"), node=NODE)
    await yard.asks(SystemActor(node=NODE), seen)
    loop = asyncio.get_running_loop()
    began = loop.time()
    yard.worker(lost_s=0.2)
    await yard.until(lambda: is_away(yard))
    assert loop.time() - began >= 0.19
    await looks_again(yard)
    assert not is_away(yard, "ben")
    assert (yard.visit("ada").stage, yard.visit("ada").number) == (Stage.WAITING, 1)
    assert list(yard.queue().line) == ["vada", "vben"]


async def test_who_was_lost_between_joining_and_being_connected_is_away_too(yard: Yard) -> None:
    await yard.waits("ada", node=None)
    yard.worker(lost_s=0.01)
    await yard.until(lambda: is_away(yard))


async def test_whose_visit_is_over_is_not_called_away(yard: Yard) -> None:
    for name in ("ada", "ben", "cai"):
        await yard.waits(name, DEAD)
    await yard.admits("ada")
    await yard.asks(ANNA, c.End(visit=ADA))
    removal = c.Remove(visit=VisitId("vben"), reason=RemoveReason.OTHER)
    await yard.asks(ANNA, removal)
    yard.worker(lost_s=0.01)
    await yard.until(lambda: is_away(yard, "cai"))
    assert guest(yard).presence is Presence.CONNECTED
    await yard.until(lambda: is_away(yard, "ben"))
    await yard.asks(ANNA, c.Reinstate(visit=VisitId("vben")))
    assert is_away(yard, "ben")


async def test_a_loss_the_ledger_was_too_busy_for_is_written_soon(yard: Yard) -> None:
    await yard.waits("ada", DEAD)
    yard.ledger.is_busy = True
    yard.worker(lost_s=0.01)
    await looks_again(yard)
    yard.ledger.is_busy = False
    await yard.until(lambda: is_away(yard))


# --- reading on, and tidying


async def test_what_another_node_wrote_is_read_without_a_nudge(url: str, yard: Yard) -> None:
    yard.worker()
    async with beside(yard, url) as other:
        await other.waits("ada")
        await yard.until(lambda: ADA in yard.queue().visits)


async def test_what_must_be_fresh_and_what_is_old_is_looked_at_with_the_time(yard: Yard) -> None:
    asked: asyncio.Queue[tuple[str, datetime]] = asyncio.Queue()
    yard.passed_s = 7

    async def refresh(now: datetime) -> None:
        await asked.put(("fresh", now))

    async def broken(now: datetime) -> None:
        raise RuntimeError("this one cannot be tidied")

    async def tidy(now: datetime) -> None:
        await asked.put(("tidy", now))

    yard.worker(fresh=(broken, refresh), tidy=(broken, tidy))
    async with asyncio.timeout(5):
        both = {await asked.get(), await asked.get()}
    assert both == {("fresh", yard.now()), ("tidy", yard.now())}


async def test_a_step_that_fails_ends_no_loop(yard: Yard, caplog: pytest.LogCaptureFixture) -> None:
    """The ledger cannot be read for a while, and after that everything goes on."""
    claim, asked = yard.ledger.claim, asyncio.Event()

    async def fails(*_: object, **__: object) -> None:
        asked.set()
        raise RuntimeError("the outbox cannot be read")

    yard.ledger.claim = fails  # type: ignore[method-assign,assignment]
    worker = yard.worker()
    async with asyncio.timeout(5):
        await asked.wait()
    yard.ledger.claim = claim  # type: ignore[method-assign]
    await looks_again(yard)
    assert not worker.done()
    assert "a step of the worker failed" in caplog.text
