"""The answer to each single thing that a store is asked is eaten once, wherever it is asked."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from tests.faults.cluster import Cluster, Plan
from tests.faults.laboratory import Run
from tests.faults.processes import until
from tests.faults.proxy import Hit, Proxy
from tests.faults.rounds import Rounds
from tests.faults.sites import UNMET, met, redis_commands, redis_key, sql_key, sql_sites
from tests.faults.talks import Question

RESTS_S = 6.0
"""In so long everything is asked once that is asked by the clock."""

SHORT = 5
"""Of how many kinds of questions to each store answers are eaten in the short form."""


class Eater:
    """Eats the answer to the next question of one kind.

    Shape: `kinds` are all that were met, each with the one whose loss led to it, "" when none did;
    `lately` those since `looks`. `eaten` are all whose answers were.
    """

    def __init__(self, proxy: Proxy, key: Callable[[Question], str]) -> None:
        self.proxy = proxy
        self.kinds: dict[str, str] = {}
        self.lately: set[str] = set()
        self.eaten: list[Question] = []
        self._key = key
        self._left: list[str] = []
        self._eats = ""
        proxy.rule = self._asked

    def looks(self) -> None:
        """From now on it is noted what is met."""
        self.lately = set()

    def eats(self, kind: str) -> None:
        """From now on: what leads to it is eaten first, if something must be."""
        self._left = [each for each in (self.kinds[kind], kind) if each]
        self._eats = kind

    def rests(self) -> bool:
        """Nothing is eaten any more; whether all was that should be."""
        left, self._left, self._eats = self._left, [], ""
        return not left

    @property
    def is_hungry(self) -> bool:
        """Whether something is still to be eaten."""
        return bool(self._left)

    def _asked(self, question: Question) -> Hit | None:
        kind = self._key(question)
        self.lately.add(kind)
        self.kinds.setdefault(kind, self._eats)
        if not self._left or kind != self._left[0]:
            return None
        del self._left[0]
        self.eaten.append(question)
        return Hit.ANSWER_LOST


async def eaten(run: Run) -> None:
    """Nothing happens twice, the same op_id has the same answer, and nobody is left waiting."""
    plan = Plan(
        store=True,
        database="postgresql",
        proxies=frozenset({"database", "store"}),
        program="tests.faults.signed",
        seed=run.seed,
    )
    async with Cluster(plan) as cluster:
        assert cluster.to_database is not None
        assert cluster.to_store is not None
        rounds = Rounds(run, cluster)
        try:
            await rounds.begin()
            eaters = Eater(cluster.to_database, sql_key), Eater(cluster.to_store, redis_key)
            if not run.short:
                # Also what is asked only in the beginning.
                await cluster.nodes[0].end()
                await cluster.nodes[0].start()
                await rounds.all_back()
            for each in eaters:
                await Meals(run, cluster, rounds, each).all()
        finally:
            await rounds.leave()
        if not run.short:
            _judge_coverage(run, *(each.eaten for each in eaters))
        await rounds.judge()


class Meals:
    """One answer after the other, of one store."""

    def __init__(self, run: Run, cluster: Cluster, rounds: Rounds, eater: Eater) -> None:
        self._run = run
        self._cluster = cluster
        self._rounds = rounds
        self._eater = eater

    async def all(self) -> None:
        """Every kind there is, also those that are met only after another answer was lost."""
        self._eater.looks()
        await self._rounds.one()
        if not self._run.short:
            await asyncio.sleep(RESTS_S)
        by_people = set(self._eater.lately)
        kinds = sorted(by_people)
        if self._run.short:
            kinds = self._run.dice.sample(kinds, min(SHORT, len(kinds)))
        for kind in kinds:
            await self._in_a_round(kind)
        if self._run.short:
            return
        for kind in sorted(set(self._eater.kinds) - by_people):
            if self._eater.kinds[kind]:
                await self._in_a_round(kind)
            else:
                await self._in_a_start(kind)

    async def _in_a_round(self, kind: str) -> None:
        self._eater.eats(kind)
        await self._rounds.one()
        await self._is_eaten(kind)

    async def _in_a_start(self, kind: str) -> None:
        """A server that can't begin says so, and the next one can."""
        server = self._cluster.nodes[0]
        self._eater.eats(kind)
        self._run.expect(await server.end() == 0, f"{kind}: the server did not end well")
        try:
            await server.start()
        except AssertionError as error:
            self._run.counts["starts_refused"] += 1
            self._run.expect("Traceback" not in str(error), f"{kind}: the server fell over")
            self._eater.rests()
            await server.start()
        await self._is_eaten(kind)
        await self._rounds.all_back()
        await self._rounds.one()

    async def _is_eaten(self, kind: str) -> None:
        """What is asked by the clock is asked again soon; what only chance brings may not be."""
        with suppress(TimeoutError):
            await until(lambda: not self._eater.is_hungry, RESTS_S)
        self._run.counts["eaten" if self._eater.rests() else "not_met_again"] += 1


def _judge_coverage(run: Run, of_sql: list[Question], of_redis: list[Question]) -> None:
    """Of every place in the code that asks a store something an answer was eaten."""
    sites = sql_sites()
    found = met(sites, of_sql)
    run.counts["sites"], run.counts["sites_eaten"] = len(sites), len(found)
    for site in sites:
        if site not in found and site.function not in UNMET:
            run.wrong.append(f"nothing of {site} was eaten")
    asked = {each.text.split()[0] for each in of_redis}
    for command in redis_commands() - asked - set(UNMET):
        run.wrong.append(f"no {command} of Redis was eaten")
