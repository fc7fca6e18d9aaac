"""The outbox: every effect is handed out until it is done, and never to two at a time."""

import asyncio
from datetime import timedelta

from tests.ledger.makes import NOON, OTHER, QUEUE, append, effect
from waitingroom.core.ids import QueueId
from waitingroom.ledger import Claimed, SqlLedger

LATER = NOON + timedelta(minutes=1)


async def _fill(ledger: SqlLedger, rows: int, queue: QueueId = QUEUE) -> None:
    effects = tuple(effect(version) for version in range(1, rows + 1))
    await ledger.append(append(0, rows, queue=queue, effects=effects))


async def test_an_effect_is_handed_out_with_what_was_written(ledger: SqlLedger) -> None:
    written = effect(1, "letter").but(body=b"{'to': 'guest'}")
    await ledger.append(append(0, effects=(written,)))
    assert await ledger.claim("worker", LATER, 10) == [
        Claimed(queue=QUEUE, version=written.version, kind="letter", body=written.body, tries=1)
    ]


async def test_a_claimed_effect_is_handed_out_again_after_60_seconds_and_not_before(
    ledger: SqlLedger,
) -> None:
    await _fill(ledger, 1)
    await ledger.claim("first", LATER, 10)
    assert await ledger.claim("second", LATER + timedelta(seconds=59.9), 10) == []
    (again,) = await ledger.claim("second", LATER + timedelta(seconds=60), 10)
    assert again.tries == 2


async def test_what_a_worker_holds_without_knowing_of_it_is_handed_out_to_it_at_once(
    ledger: SqlLedger,
) -> None:
    await _fill(ledger, 4)
    known = await ledger.claim("worker", LATER, 1)
    (lost,) = await ledger.claim("worker", LATER, 1)
    (others,) = await ledger.claim("another", LATER, 1)
    again = await ledger.claim("worker", LATER, 10, doing=known)
    assert [each.version for each in again] == [lost.version, others.version + 1]
    assert again[0] == lost.but(tries=2)
    assert await ledger.claim("worker", LATER, 10, doing=[*known, *again]) == []


async def test_a_worker_that_does_nothing_is_handed_out_all_it_holds(ledger: SqlLedger) -> None:
    await _fill(ledger, 2)
    lost = await ledger.claim("worker", LATER, 10)
    assert await ledger.claim("worker", LATER, 10, doing=[]) == [each.but(tries=2) for each in lost]


async def test_a_finished_effect_is_never_handed_out_again(ledger: SqlLedger) -> None:
    await _fill(ledger, 1)
    (claimed,) = await ledger.claim("worker", LATER, 10)
    await ledger.finish(claimed)
    await ledger.finish(claimed)
    assert await ledger.claim("worker", LATER + timedelta(days=1), 10) == []


async def test_an_effect_given_back_waits_until_its_time(ledger: SqlLedger) -> None:
    await _fill(ledger, 1)
    (claimed,) = await ledger.claim("worker", LATER, 10)
    await ledger.retry(claimed, LATER + timedelta(hours=1))
    assert await ledger.claim("worker", LATER + timedelta(minutes=59), 10) == []
    (again,) = await ledger.claim("worker", LATER + timedelta(hours=1), 10)
    assert again == claimed.but(tries=2)


async def test_a_worker_whose_claim_ran_out_cannot_give_back_what_another_holds(
    ledger: SqlLedger,
) -> None:
    await _fill(ledger, 1)
    (late,) = await ledger.claim("slow", LATER, 10)
    until = LATER + timedelta(minutes=2)
    await ledger.claim("quick", until, 10)
    await ledger.retry(late, until)
    assert await ledger.claim("third", until, 10) == []


async def test_effects_of_one_queue_come_in_the_order_of_its_log(ledger: SqlLedger) -> None:
    await _fill(ledger, 20)
    first = await ledger.claim("worker", LATER, 7)
    rest = await ledger.claim("worker", LATER, 100)
    assert [each.version for each in first + rest] == list(range(1, 21))


async def test_two_workers_that_claim_at_once_never_hold_the_same_effect(
    ledger: SqlLedger, other: SqlLedger
) -> None:
    await _fill(ledger, 150)
    await _fill(ledger, 150, queue=OTHER)

    async def work(on: SqlLedger, name: str) -> list[Claimed]:
        held: list[Claimed] = []
        while claimed := await on.claim(name, LATER, 7):
            held += claimed
        return held

    workers = [work(on, f"worker-{each}") for each in range(3) for on in (ledger, other)]
    held = [each for one in await asyncio.gather(*workers) for each in one]
    assert len(held) == 300
    assert len({(each.queue, each.version) for each in held}) == 300
    assert {each.tries for each in held} == {1}


async def test_a_claim_takes_no_more_than_its_limit(ledger: SqlLedger) -> None:
    await _fill(ledger, 30)
    assert len(await ledger.claim("worker", LATER, 10)) == 10


async def test_an_effect_is_not_handed_out_before_its_event_happened(ledger: SqlLedger) -> None:
    await _fill(ledger, 1)
    assert await ledger.claim("worker", NOON - timedelta(seconds=1), 10) == []


async def test_who_is_alone_frees_what_a_worker_held_that_is_gone(ledger: SqlLedger) -> None:
    await _fill(ledger, 3)
    (held, back, done) = await ledger.claim("gone", LATER, 10)
    await ledger.retry(back, LATER + timedelta(hours=1))
    await ledger.finish(done)
    assert await ledger.free(LATER) == 2
    again = await ledger.claim("next", LATER, 10)
    assert [each.version for each in again] == [held.version, back.version]
    assert await ledger.claim("another", LATER, 10) == []
