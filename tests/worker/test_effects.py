"""Effects are done at least once, tried as often as is stated, and never twice at the same time."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.worker.yard import ANNA, NINE, QUEUE, Trouble, Yard, beside, gone, never
from waitingroom.core import commands as c
from waitingroom.core.ids import QueueId, Version, VisitId
from waitingroom.core.model import Conference
from waitingroom.errands import CLOSE_RETRY_MOST_S
from waitingroom.handoff import Admitted, VendorFailed
from waitingroom.handoff.port import USUAL, Patience
from waitingroom.ledger import Append, Effect, Entry

ADA = Admitted(queue=QUEUE, visit=VisitId("vada"), admission=1)

EVERY_WAY: dict[str, Callable[[], Trouble]] = {
    "it fails": gone,
    "it breaks": lambda: RuntimeError("a bug of ours"),
    "it never answers": never,
}


async def admitted(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.admits("ada")


async def fails_and_waits(yard: Yard, times: int) -> None:
    """Wait until so many tries have failed, and let the time until the next one pass."""
    await yard.book.says(lambda: len(yard.book.given_back) == times)
    yard.passed_s = (yard.book.given_back[-1][1] - NINE).total_seconds()


# --- preparing


async def test_an_admission_gets_its_conference_and_the_queue_hears_of_it(yard: Yard) -> None:
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.READY)
    assert yard.handoff.prepared == [ADA]
    entries = await yard.ledger.log(QUEUE)
    assert (entries[-1].kind, entries[-1].actor) == ("ConferenceReady", "service:handoff")


async def test_an_admission_of_before_the_start_gets_its_conference_too(yard: Yard) -> None:
    await admitted(yard)
    yard.worker()
    await yard.until(lambda: yard.conference() is Conference.READY)


@pytest.mark.parametrize("way", EVERY_WAY)
async def test_what_does_not_work_is_tried_three_times_and_then_the_clinician_is_asked(
    yard: Yard, way: str
) -> None:
    yard.handoff.always["prepare"] = EVERY_WAY[way]()
    yard.worker(patience_s=0.05)
    await admitted(yard)
    for tries in range(1, USUAL.tries):
        await fails_and_waits(yard, tries)
        assert yard.passed_s == USUAL.pause_s * tries
        assert yard.conference() is Conference.PREPARING
    await yard.until(lambda: yard.conference() is Conference.FAILED)
    await yard.book.says(lambda: len(yard.book.finished) == 1)
    assert len(yard.handoff.prepared) == USUAL.tries == 3


async def test_a_failure_says_itself_how_often_and_after_how_long_it_is_tried_again(
    yard: Yard,
) -> None:
    coming = VendorFailed("fake", "coming", retry=True, patience=Patience(tries=7, pause_s=1.0))
    yard.handoff.always["prepare"] = coming
    await admitted(yard)
    yard.worker()
    for tries in range(1, 7):
        await fails_and_waits(yard, tries)
        assert yard.passed_s == tries * 1.0
        assert yard.conference() is Conference.PREPARING
    await yard.until(lambda: yard.conference() is Conference.FAILED)
    assert len(yard.handoff.prepared) == 7


async def test_what_cannot_mend_itself_is_not_tried_again(yard: Yard) -> None:
    yard.handoff.always["prepare"] = gone(retry=False)
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.FAILED)
    assert len(yard.handoff.prepared) == 1


async def test_a_second_try_that_works_makes_it_ready(yard: Yard) -> None:
    yard.handoff.trouble["prepare"].append(gone())
    yard.worker()
    await admitted(yard)
    await fails_and_waits(yard, 1)
    await yard.until(lambda: yard.conference() is Conference.READY)


async def test_trying_again_prepares_anew_with_all_its_tries(yard: Yard) -> None:
    yard.handoff.always["prepare"] = gone(retry=False)
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.FAILED)
    yard.handoff.always["prepare"] = None
    yard.handoff.trouble["prepare"].extend([gone(), gone()])
    await yard.asks(ANNA, c.TryAgain(visit=ADA.visit))
    for tries in (1, 2):
        await fails_and_waits(yard, tries)
    await yard.until(lambda: yard.conference() is Conference.READY)
    assert yard.handoff.prepared == [ADA] * 4


async def test_who_was_put_back_before_anybody_began_gets_no_conference(yard: Yard) -> None:
    await admitted(yard)
    await yard.puts_back("ada")
    yard.worker()
    await yard.book.says(lambda: len(yard.book.finished) == 2)
    assert (yard.handoff.prepared, yard.handoff.closed) == ([], [ADA])
    assert "ConferenceReady" not in await yard.kinds()


async def test_who_is_put_back_while_it_is_being_prepared_finds_nothing_ready(yard: Yard) -> None:
    door = never()
    yard.handoff.trouble["prepare"].append(door)
    yard.worker()
    await admitted(yard)
    await yard.handoff.is_asked(lambda: yard.handoff.prepared == [ADA])
    await yard.puts_back("ada")
    await yard.admits("ada")
    door.set()
    await yard.until(lambda: yard.conference() is Conference.READY)
    await yard.book.says(lambda: len(yard.book.finished) == 3)
    assert yard.handoff.prepared == [ADA, ADA.but(admission=2)]
    # Once with the put-back, and once more when there was something to close.
    assert yard.handoff.closed == [ADA, ADA]
    ready = [each for each in await yard.kinds() if each == "ConferenceReady"]
    assert len(ready) == 1


async def test_a_ledger_that_is_busy_makes_it_ready_a_moment_later(yard: Yard) -> None:
    door = never()
    yard.handoff.trouble["prepare"].append(door)
    yard.worker()
    await admitted(yard)
    await yard.handoff.is_asked(lambda: yard.handoff.prepared == [ADA])
    yard.ledger.is_busy = True
    door.set()
    await fails_and_waits(yard, 1)
    assert yard.passed_s <= USUAL.pause_s
    yard.ledger.is_busy = False
    await yard.until(lambda: yard.conference() is Conference.READY)


async def test_what_was_taken_is_done_at_once_when_the_answer_to_taking_it_is_lost(
    yard: Yard,
) -> None:
    yard.ledger.loses_claims = 2
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.READY)
    assert yard.passed_s == 0
    assert yard.handoff.prepared == [ADA]


async def test_one_that_hangs_keeps_no_other_from_being_prepared_for_long(yard: Yard) -> None:
    yard.handoff.trouble["prepare"].append(never())
    yard.worker(patience_s=0.05)
    for name in ("ada", "ben"):
        await yard.waits(name)
        await yard.admits(name)
    await yard.until(lambda: yard.conference("ben") is Conference.READY)
    assert yard.conference("ada") is Conference.PREPARING


# --- closing


async def test_the_end_closes_the_conference_once(yard: Yard) -> None:
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.READY)
    await yard.asks(ANNA, c.End(visit=ADA.visit))
    await yard.book.says(lambda: len(yard.book.finished) == 2)
    assert yard.handoff.closed == [ADA]


async def test_who_ends_without_having_been_let_in_closes_nothing(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.asks(ANNA, c.CloseQueue(send_home=True))
    yard.worker()
    await yard.book.says(lambda: yard.book.claims > 1)
    assert yard.handoff.closed == []


@pytest.mark.parametrize("way", EVERY_WAY)
async def test_closing_is_tried_again_until_it_works_ever_later_but_within_minutes(
    yard: Yard, way: str
) -> None:
    await admitted(yard)
    yard.worker(patience_s=0.02)
    await yard.until(lambda: yard.conference() is Conference.READY)
    yard.handoff.trouble["close"].extend(EVERY_WAY[way]() for _ in range(10))
    await yard.puts_back("ada")
    waited: list[float] = []
    for times in range(1, 11):
        before = yard.passed_s
        await fails_and_waits(yard, times)
        waited.append(yard.passed_s - before)
    await yard.book.says(lambda: len(yard.book.finished) == 2)
    assert waited == sorted(waited)
    assert (waited[0], waited[-1]) == (2.0, CLOSE_RETRY_MOST_S)
    assert len(yard.handoff.closed) == 11


async def test_a_conference_that_cannot_be_closed_keeps_nobody_from_the_next(yard: Yard) -> None:
    yard.handoff.always["close"] = gone(retry=False)
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.READY)
    await yard.puts_back("ada")
    await yard.admits("ada")
    await yard.until(lambda: yard.conference() is Conference.READY)
    await fails_and_waits(yard, 1)
    assert yard.passed_s == CLOSE_RETRY_MOST_S


# --- several workers, and one that dies


async def test_two_workers_on_one_outbox_never_do_one_effect_at_the_same_time(
    url: str, yard: Yard
) -> None:
    names = [f"g{nth}" for nth in range(12)]
    async with beside(yard, url) as other:

        def all_done() -> bool:
            # What the two were too busy for is done again when its time has come.
            yard.passed_s = other.passed_s = 2.0 * len(yard.book.given_back)
            return len(yard.book.finished) == 24

        yard.worker()
        other.worker()
        for name in names:
            await yard.waits(name)
            await yard.admits(name)
        for name in names:
            await yard.puts_back(name)
        await yard.book.says(all_done)
    # One that came to be after its put-back is closed once more.
    assert len(set(yard.handoff.closed)) == 12
    done = {(each.version, each.kind) for each in yard.book.finished}
    assert len(done) == len(yard.book.finished) == 24


async def test_what_a_worker_had_begun_when_it_died_another_one_does(url: str, yard: Yard) -> None:
    yard.handoff.trouble["prepare"].append(never())
    dying = yard.worker()
    await admitted(yard)
    await yard.handoff.is_asked(lambda: yard.handoff.prepared == [ADA])
    await yard.stop()
    assert dying.cancelled()
    async with beside(yard, url) as other:
        await other.desk.queue(QUEUE)
        other.worker()
        before = yard.book.claims
        await yard.book.says(lambda: yard.book.claims > before + 3)
        assert yard.handoff.prepared == [ADA]
        other.passed_s += 60
        await other.until(lambda: other.conference() is Conference.READY)
    assert yard.handoff.prepared == [ADA, ADA]


async def test_an_effect_of_a_newer_program_is_left_for_it_and_stops_no_other(yard: Yard) -> None:
    entry = Entry(version=Version(1), at=NINE, actor="node:new", kind="Flowers", body=b"{}")
    flowers = Effect(version=Version(1), kind="send-flowers", body=b"{}")
    await yard.ledger.append(
        Append(
            queue=QueueId("newer"),
            expected=Version(0),
            batch="b",
            entries=(entry,),
            effects=(flowers,),
        )
    )
    yard.worker()
    await admitted(yard)
    await yard.until(lambda: yard.conference() is Conference.READY)
    assert [claimed.kind for claimed, _ in yard.book.given_back] == ["send-flowers"]
    later = yard.book.given_back[0][1] - yard.now()
    assert later >= timedelta(minutes=1)


async def test_a_node_that_has_not_heard_of_the_admission_yet_prepares_it_all_the_same(
    url: str, yard: Yard
) -> None:
    """Its replica may lag behind the outbox: it reads on before it looks at the present."""
    await yard.waits("ada")
    async with beside(yard, url) as other:
        await other.desk.queue(QUEUE)
        other.hears_nothing()
        await yard.admits("ada")
        other.worker()
        await yard.book.says(lambda: len(yard.book.finished) == 1)
    assert yard.handoff.prepared == [ADA]
    await yard.desk.catch_up()
    assert yard.conference() is Conference.READY


async def test_a_slow_conference_keeps_nobody_elses_waiting(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.waits("ben")
    stuck = never()
    yard.handoff.trouble["prepare"].append(stuck)
    await yard.admits("ada")
    yard.worker()
    await yard.handoff.is_asked(lambda: len(yard.handoff.prepared) == 1)
    await yard.admits("ben")
    await yard.until(lambda: yard.conference("ben") is Conference.READY)
    assert yard.conference("ada") is Conference.PREPARING
    stuck.set()
    await yard.until(lambda: yard.conference("ada") is Conference.READY)
