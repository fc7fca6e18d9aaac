"""First views in small slices: the loop has time for others between them."""

import asyncio

from waitingroom.hub.turns import Turns


async def test_in_one_turn_of_the_loop_a_few_are_served_and_in_their_order() -> None:
    turns, served = Turns(at_once=3), list[int]()
    slices = list[int]()

    async def comes(nth: int) -> None:
        await turns.mine()
        served.append(nth)

    async with asyncio.timeout(10):
        storm = asyncio.gather(*(comes(nth) for nth in range(30)))
        while not storm.done():
            before = len(served)
            await asyncio.sleep(0)
            slices.append(len(served) - before)
    assert served == list(range(30))
    assert max(slices) <= 3


async def test_who_goes_away_meanwhile_keeps_nobody_waiting() -> None:
    turns = Turns(at_once=1)
    first, second = (asyncio.create_task(turns.mine()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    async with asyncio.timeout(10):
        await second
    assert first.cancelled()
