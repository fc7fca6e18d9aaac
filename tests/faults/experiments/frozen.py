"""A node stands still in the middle of an admit, is taken for dead, and wakes up again."""

import asyncio
import contextlib
from collections.abc import Callable
from enum import StrEnum
from time import monotonic

from bench.line import Heard, Line, LineLost
from tests.faults.clients import Colleague, Guest
from tests.faults.cluster import Cluster, Plan
from tests.faults.crowd import Crowd
from tests.faults.laboratory import Run
from tests.faults.processes import until
from tests.faults.proxy import Hit
from tests.faults.talks import Question, is_commit
from waitingroom.core.model import Shelf
from waitingroom.protocol import CloseCode
from waitingroom.protocol.messages import Bye, Done

STEADY_S = 12.0
"""How long the others must have run before they may declare a node dead."""

TAKEN_S, CLOSED_S, SERVES_S = 12.0, 2.0, 10.0
"""How soon the lease of a frozen node is taken, and how soon after waking its pages are closed and
it serves again; so much later in the short form, which may crawl:"""
SPARE_S = 4.0

BEGINS_S, ACTS_S, ANSWER_S = 10.0, 30.0, 60.0
PING_S, LOOK_S = 5.0, 0.3
WATCHERS = 5


class Moment(StrEnum):
    """Where in the admit the node is when it stands still."""

    ASKED = "asked"
    """A few milliseconds after it was asked, wherever it is by then."""
    BEFORE = "before"
    """The write is on its way, and arrives when the lease has long been taken."""
    BEGUN = "begun"
    """The write is begun, and the node does not go on with it."""
    COMMITTING = "committing"
    """The commit is on its way, and arrives when the lease has long been taken."""
    COMMITTED = "committed"
    """The commit is carried out, and the node has not read the answer."""
    ALONE = "alone"
    """As before, and meanwhile nobody else writes: the version of the queue is still right."""


async def frozen(run: Run) -> None:
    """A node that was taken for dead writes nothing, and its pages are closed when it wakes."""
    rounds = _rounds(run)
    home, *still = run.dice.sample(range(3), 3)
    plan = Plan(nodes=3, database="postgresql", proxies=frozenset({"databases"}), seed=run.seed)
    async with Cluster(plan) as cluster:
        began = monotonic()
        crowd = Crowd(cluster, run.dice)
        await crowd.staff_come(each=0, at=cluster.addresses)
        await crowd.wait_in_line(run.choose(60, 20), [cluster.addresses[home]])
        try:
            await asyncio.sleep(max(0.0, began + STEADY_S - monotonic()))
            for moments in rounds:
                run.dice.shuffle(still)
                spells = [
                    Spell(run, crowd, moment, nth, home)
                    for moment, nth in zip(moments, still, strict=False)
                ]
                await asyncio.gather(*(each.passes() for each in spells))
        finally:
            await crowd.leave()
        await run.judge(crowd)


def _rounds(run: Run) -> list[list[Moment]]:
    """Each moment by itself, twice; in the short form two of them at once, if they can be."""
    if run.short:
        two = run.dice.sample(list(Moment), 2)
        return [[Moment.ALONE]] if Moment.ALONE in two else [two]
    moments = [*Moment, *Moment]
    run.dice.shuffle(moments)
    return [[each] for each in moments]


class Watcher:
    """A second page of a guest, which waits for as long as its line stands."""

    def __init__(self) -> None:
        self.byes: list[Bye] = []
        self.closed_at = 0.0
        self._line: Line | None = None
        self._watching: asyncio.Task[None] | None = None

    async def begin(self, guest: Guest) -> None:
        """Open it."""
        way = guest.way
        self._line = await Line.open(way.origin, way.path, way.cookie, self._hear, at=way.nodes[0])
        self._watching = asyncio.create_task(self._watch(self._line))

    async def close_code(self) -> int | None:
        """Wait until it is closed; gives why."""
        assert self._line is not None
        assert self._watching is not None
        await self._watching
        return self._line.close_code

    def _hear(self, heard: Heard) -> None:
        if isinstance(heard, Bye):
            self.byes.append(heard)

    async def _watch(self, line: Line) -> None:
        pinging = asyncio.create_task(self._ping(line))
        await line.lost()
        self.closed_at = monotonic()
        pinging.cancel()
        await asyncio.gather(pinging, return_exceptions=True)

    async def _ping(self, line: Line) -> None:
        while True:
            await asyncio.sleep(PING_S)
            try:
                await line.ping()
            except LineLost:
                return


class Spell:
    """One node that stands still while somebody lets somebody in by way of it."""

    def __init__(self, run: Run, crowd: Crowd, moment: Moment, still: int, home: int) -> None:
        cluster = crowd.cluster
        assert cluster.witness is not None
        self._run = run
        self._crowd = crowd
        self._moment = moment
        self._node = cluster.nodes[still]
        self._name = f"node{still + 1}"
        self._proxy = cluster.databases[still]
        self._address = cluster.addresses[still]
        self._witness = cluster.witness
        self._asking = run.dice.choice(_boards(crowd, self._address))
        self._home = cluster.addresses[home]
        self._acting = run.dice.choice(_boards(crowd, self._home))
        self._frozen = asyncio.Event()

    async def passes(self) -> None:
        """From the admit until the node serves again."""
        is_alone = self._moment is Moment.ALONE
        guest = await self._crowd.appear([self._home if is_alone else self._address])
        await guest.join()
        watchers = [Watcher() for _ in range(WATCHERS)]
        for each in watchers:
            await each.begin(await self._crowd.appear([self._address]))
        fences = self._witness.leases(self._name)
        admitting = await self._admits(guest)
        began = monotonic()
        if not is_alone:
            await self._others_act(guest)
        await self._is_taken(began)
        if not is_alone:
            await self._others_act(guest)
        await asyncio.sleep(max(0.0, began + self._run.choose(60, 15) - monotonic()))
        await self._wakes(watchers)
        await self._serves_again(fences)
        async with asyncio.timeout(ANSWER_S):
            await admitting
        self._run.counts["freezes"] += 1
        self._run.counts[self._moment] += 1

    # --- it falls asleep

    async def _admits(self, guest: Guest) -> asyncio.Task[object]:
        """Begin to let them in, and wait until the node stands still in the middle of it."""
        await _shows(self._asking, guest, Shelf.LINE)
        self._proxy.held.clear()
        self._proxy.release.clear()
        self._proxy.rule = self._rule()
        admitting = asyncio.ensure_future(self._asking.admit(self._asking.cards[guest.visit]))
        if self._moment is Moment.ASKED:
            await asyncio.sleep(self._run.dice.uniform(0, 0.03))
            self._freeze()
        async with asyncio.timeout(BEGINS_S):
            await self._frozen.wait()
        return admitting

    def _rule(self) -> Callable[[Question], Hit | None]:
        """What the proxy does to the first append, or its commit, that passes."""
        commits = (Moment.COMMITTING, Moment.COMMITTED)
        ends = is_commit if self._moment in commits else _is_guard
        held = self._moment in (Moment.BEFORE, Moment.COMMITTING, Moment.ALONE)
        begun = asyncio.Event()

        def rule(question: Question) -> Hit | None:
            if self._frozen.is_set() or self._moment is Moment.ASKED:
                return None
            if _is_guard(question):
                begun.set()
            if not (begun.is_set() and ends(question)):
                return None
            self._freeze()
            return Hit.HELD_BACK if held else None

        return rule

    def _freeze(self) -> None:
        self._node.freeze()
        self._frozen.set()

    # --- meanwhile

    async def _others_act(self, guest: Guest) -> None:
        """Somebody else puts them back and lets them in, whatever became of the admit."""
        was_back = False
        async with asyncio.timeout(ACTS_S):
            while True:
                card = self._acting.cards.get(guest.visit)
                if card is not None and card.shelf is Shelf.LINE:
                    if isinstance(await self._acting.admit(card), Done) and was_back:
                        break
                elif card is not None:
                    was_back |= isinstance(await self._acting.put_back(guest.visit), Done)
                await asyncio.sleep(LOOK_S)
        self._run.counts["acts_of_others"] += 1

    async def _is_taken(self, began: float) -> None:
        most = TAKEN_S + self._spare
        with contextlib.suppress(TimeoutError):
            await until(lambda: not self._witness.leases(self._name), 2 * most, LOOK_S)
        took = monotonic() - began
        self._noted("taken_s", took, most, "its lease was taken")

    # --- it wakes up

    async def _wakes(self, watchers: list[Watcher]) -> None:
        # What was held back arrives first: nobody is there to refuse it but the database.
        self._proxy.release.set()
        await asyncio.sleep(LOOK_S)
        self._node.thaw()
        woke = monotonic()
        async with asyncio.timeout(ANSWER_S):
            codes = {await each.close_code() for each in watchers}
        self._run.expect(codes == {CloseCode.RESTART}, f"pages were closed with {codes}")
        self._run.expect(
            all(any(bye.reason == CloseCode.RESTART.word for bye in w.byes) for w in watchers),
            "a page was not told when to come back",
        )
        took = max(each.closed_at for each in watchers) - woke
        self._noted("closed_s", took, CLOSED_S + self._spare, "it woke and its pages were closed")

    async def _serves_again(self, fences: list[int]) -> None:
        began = monotonic()
        async with asyncio.timeout(ANSWER_S):
            guest = await self._crowd.appear([self._address])
            answer = await guest.join()
        self._run.expect(isinstance(answer, Done), f"nobody can join by way of {self._name}")
        took = monotonic() - began
        self._noted("serves_s", took, SERVES_S + self._spare, "it served again")
        now = self._witness.leases(self._name)
        self._run.expect(
            len(now) == 1 and now > fences, f"{self._name} had the leases {fences} and has {now}"
        )

    @property
    def _spare(self) -> float:
        return SPARE_S if self._run.short else 0.0

    def _noted(self, name: str, took: float, most: float, what: str) -> None:
        numbers = self._run.numbers
        numbers[name] = max(numbers.get(name, 0.0), round(took, 2))
        self._run.expect(took <= most, f"{self._moment}: it took {took:.1f} s until {what}")


def _boards(crowd: Crowd, address: str) -> list[Colleague]:
    return [each for each in crowd.staff if each.way.nodes == (address,)]


def _is_guard(question: Question) -> bool:
    """Whether this is the first statement of an append."""
    return question.text.startswith("UPDATE ledger_queue")


async def _shows(colleague: Colleague, guest: Guest, shelf: Shelf) -> None:
    def shown() -> bool:
        card = colleague.cards.get(guest.visit)
        return card is not None and card.shelf is shelf

    async with asyncio.timeout(BEGINS_S):
        await colleague.until(shown)
