"""Valkey is emptied, frozen and stopped under traffic: nothing in it is needed."""

import asyncio
from functools import partial
from time import monotonic

from tests.faults.checks import called_away
from tests.faults.clients import Colleague, Guest
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.experiments.postgresql import judge_answers
from tests.faults.laboratory import Run
from tests.faults.probes import Probes
from tests.faults.traffic import Traffic
from tests.stores import Valkey
from waitingroom.core.actors import StaffActor
from waitingroom.core.ids import VisitId
from waitingroom.core.model import Shelf, Stage
from waitingroom.identity import limits
from waitingroom.protocol.messages import Done

SHOWN_S = 5.0
"""How soon every node shows what was decided on another."""

TOO_FAST = 429


async def store(run: Run) -> None:
    """Nobody is lost, every view is right soon, nobody waits, and limits hold all the same."""
    settings = {"sign_ins_per_min": "600"}
    plan = Plan(nodes=3, database="postgresql", settings=settings, seed=run.seed)
    async with Cluster(plan) as cluster:
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=3)
        await crowd.wait_in_line(run.choose(200, 30))
        probes, watch = Probes(cluster, run.dice), Watch(run, cluster, crowd)
        try:
            traffic = Traffic(crowd, spared={await watch.begin()})
            async with probes.flowing(1.0), traffic.flowing(joins_per_s=1.0, admits_per_s=2.0):
                await _all_blows(run, cluster, watch, probes)
            judge_answers(run, crowd, probes)
            # Before they leave by themselves.
            run.wrong += await called_away(cluster.ledger_url, crowd.queue)
        finally:
            await crowd.leave()
        run.measured("shown", watch.shown_s, SHOWN_S * 1000)
        run.expect(not sum(page.lost for page in crowd.pages), "a page lost its line")
        await run.judge(crowd)


async def _all_blows(run: Run, cluster: Cluster, watch: "Watch", probes: Probes) -> None:
    valkey = cluster.store
    assert valkey is not None
    for nth in range(run.choose(3, 1)):
        await asyncio.sleep(run.dice.uniform(0, 1))
        await asyncio.to_thread(valkey.empty)
        run.counts["emptied"] += 1
        await watch.looks()
        valkey.freeze()
        run.counts["frozen"] += 1
        await _meanwhile(run, watch, probes, run.choose(20, 4), 2 * nth)
        valkey.thaw()
        await watch.looks()
        await _stopped(run, valkey)
        await _meanwhile(run, watch, probes, run.choose(60, 6), 2 * nth + 1)
        # Begun by this thread: it ends with it.
        valkey.start()
        await watch.looks()


async def _stopped(run: Run, valkey: Valkey) -> None:
    await asyncio.to_thread(valkey.stop)
    run.counts["stopped"] += 1


async def _meanwhile(run: Run, watch: "Watch", probes: Probes, seconds: float, nth: int) -> None:
    """What must be right for as long as it is away."""
    ends = monotonic() + seconds
    await _are_limited(run, probes, nth)
    who = run.dice.choice(watch.cluster.ways.staff)
    node = run.dice.randrange(len(watch.cluster.nodes))
    run.expect(await probes.sign_in(who, node) == 200, "a sign-in was refused")
    while monotonic() < ends:
        await watch.looks()
        await asyncio.sleep(run.dice.uniform(0, 1))


async def _are_limited(run: Run, probes: Probes, nth: int) -> None:
    """A stranger who guesses at one node is stopped there, after as many tries as ever."""
    rate, began = limits.STAFF_TRIES, monotonic()
    tries = 0
    while tries < 2 * rate.count and await probes.guess(f"203.0.113.{nth + 1}", 0) != TOO_FAST:
        tries += 1
    more = (monotonic() - began) / rate.step_s
    run.expect(rate.count <= tries <= rate.count + more, f"a stranger could guess {tries} times")
    run.counts["guesses"] += tries


class Watch:
    """A colleague with a page at each node: what one of them decides, the others are shown."""

    def __init__(self, run: Run, cluster: Cluster, crowd: Crowd) -> None:
        self.cluster = cluster
        self.shown_s: list[float] = []
        self._run = run
        self._crowd = crowd
        self._boards: list[Colleague] = []
        self._guest: Guest

    async def begin(self) -> VisitId:
        """Open a board at each node; gives the visit that is theirs alone."""
        like = self._crowd.staff[0]
        assert isinstance(like.actor, StaffActor)
        for nth, address in enumerate(self.cluster.addresses):
            way = like.way.but(nodes=(address,))
            board = Colleague(f"watch{nth}", like.actor, way, self._crowd.history, self._run.dice)
            self._boards.append(board)
            self._crowd.staff.append(board)
            await board.come()
        self._guest = await self._crowd.appear()
        await self._guest.join()
        return self._guest.visit

    async def looks(self) -> None:
        """Let one in at one node and back at another; see how soon all nodes show it."""
        visit = self._guest.visit
        await self._all_show(Shelf.LINE)
        board = self._run.dice.choice(self._boards)
        answer = await board.admit(board.cards[visit])
        self._run.expect(isinstance(answer, Done), f"an admit was answered {answer}")
        await self._all_show(Shelf.ADMITTED)
        await self._run.dice.choice(self._boards).put_back(visit)
        await self._all_show(Shelf.LINE)
        self._run.counts["looks"] += 1

    async def _all_show(self, shelf: Shelf) -> None:
        began = monotonic()
        visit, guest = self._guest.visit, self._guest

        def shown(board: Colleague) -> bool:
            card = board.cards.get(visit)
            return card is not None and card.shelf is shelf

        def is_told() -> bool:
            seat = guest.seat
            return seat is not None and (seat.stage is Stage.ADMITTED) == (shelf is Shelf.ADMITTED)

        try:
            async with asyncio.timeout(2 * SHOWN_S):
                for board in self._boards:
                    await board.until(partial(shown, board))
                await guest.until(is_told)
        except TimeoutError:
            self._run.wrong.append(f"a page did not show {shelf} in {2 * SHOWN_S:.0f} s")
        self.shown_s.append(monotonic() - began)
