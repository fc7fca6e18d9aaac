"""The bus within one process: who listens hears, and nobody spoils it for another."""

import logging

import pytest

from waitingroom.bus import Bus, LocalBus, Nudge
from waitingroom.core.ids import QueueId, Version

NUDGE = Nudge(queue=QueueId("kuufrfrewkwpxpgy"), version=Version(7))


async def test_every_listener_hears_a_nudge_once() -> None:
    bus: Bus = LocalBus()
    first: list[Nudge] = []
    second: list[Nudge] = []
    bus.subscribe(first.append)
    bus.subscribe(second.append)
    await bus.publish(NUDGE)
    assert first == second == [NUDGE]


async def test_a_listener_that_subscribed_twice_hears_twice_and_ends_each_by_itself() -> None:
    bus = LocalBus()
    heard: list[Nudge] = []
    end = bus.subscribe(heard.append)
    bus.subscribe(heard.append)
    end()
    end()
    await bus.publish(NUDGE)
    assert heard == [NUDGE]


async def test_a_listener_that_fails_harms_no_other_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus = LocalBus()
    heard: list[Nudge] = []

    def fail(nudge: Nudge) -> None:
        raise RuntimeError(f"version {nudge.version}")

    bus.subscribe(fail)
    bus.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        await bus.publish(NUDGE)
    assert len(heard) == 1
    assert "a listener failed at version 7" in caplog.text


async def test_a_listener_that_ends_another_while_it_is_called_is_obeyed() -> None:
    bus = LocalBus()
    heard: list[Nudge] = []
    bus.subscribe(lambda _: end())
    end = bus.subscribe(heard.append)
    await bus.publish(NUDGE)
    assert heard == []


async def test_a_listener_that_comes_while_a_nudge_is_told_hears_the_next_one() -> None:
    bus = LocalBus()
    heard: list[Nudge] = []

    def invite(_: Nudge) -> None:
        end()
        bus.subscribe(heard.append)

    end = bus.subscribe(invite)
    await bus.publish(NUDGE)
    assert heard == []
    await bus.publish(NUDGE)
    assert heard == [NUDGE]
