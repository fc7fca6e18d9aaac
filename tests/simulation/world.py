"""One seed's world: two nodes, one ledger, a bus that loses things, and people who ask again.

Run one seed by hand: python -m tests.simulation SEED
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import TypeGuard

from tests.simulation import promises
from tests.simulation.bus import LossyBus
from tests.simulation.ledger import START, Dice, Disk, NodeLedger
from tests.simulation.node import QUEUE, Node
from tests.simulation.outside import Conferences
from tests.simulation.pages import Page
from tests.simulation.people import (
    STAFF,
    WALKERS,
    colleague,
    guest_command,
    held,
    seen,
    staff_command,
    visit_of,
    walker,
)
from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, SystemActor
from waitingroom.core.ids import GuestId, NodeId, OpId
from waitingroom.core.model import Presence, Provider, Queue, Rules
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.stages import is_over
from waitingroom.desk import Reply
from waitingroom.desk.replies import is_remembered
from waitingroom.ledger import Busy

AGAIN = frozenset({Code.BUSY, Code.UNKNOWN})
TRIES = 60
PATIENCE_S = 3.0
WHOLE = 10
"""In each tenth world there are workers and pages, and leases run out; they take twice the time."""

QUIET_S = 30.0
"""How long it may take, once nothing goes wrong any more, until all is done that was begun."""

WEATHERS = (
    Dice(),
    Dice(busy=0.08, unknown=0.12, death=0.02),
    Dice(busy=0.25, unknown=0.25),
    Dice(death=0.08),
)

VENDORS = ((0.0, 0.1), (0.2, 0.1), (0.1, 1.4))
"""How often a conference fails, and how many seconds it takes at most."""

RULES = Rules(
    grace_s=1,
    parked_s=2,
    claim_s=1,
    again_s=1,
    unreached_s=2,
    ring_s=5,
    rings_per_day=1000,
    texts=True,
    providers=(Provider.PEXIP,),
)


@dataclass
class World:
    """Everything of one seed."""

    seed: int
    random: Random = field(init=False)
    disk: Disk = field(default_factory=Disk)
    told: dict[OpId, Reply] = field(default_factory=dict)
    undone: set[OpId] = field(default_factory=set)
    begun: set[OpId] = field(default_factory=set)
    asked: int = 0
    nodes: list[Node] = field(default_factory=list)
    names: list[NodeId] = field(default_factory=lambda: [NodeId("n")])

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - it must be repeatable
        self.is_whole = self.seed % WHOLE == 0
        self.is_calm = self.random.random() < 0.25
        weather = WEATHERS[0] if self.is_calm else self.random.choice(WEATHERS)
        self.dice = replace(weather)
        self.bus = LossyBus(self.random)
        self.conferences = Conferences(self.random, *self.random.choice(VENDORS))
        watched = WALKERS if self.is_whole and self.random.random() < 0.4 else ()
        self.pages = [Page(visit_of(each), GuestId(each), self.disk.witness) for each in watched]

    async def run(self) -> str:
        """Let everybody do what they do, then look whether all promises were kept.

        Shape: a digest of all that was written and told, the same for the same seed.
        """
        self.nodes = [self._node(), self._node()]
        await self.ask(SystemActor(node=NodeId("n")), c.Configure(rules=RULES), stubborn=True)
        await self.ask(colleague("anna"), c.OpenQueue(), stubborn=True)
        for page in self.pages:
            await self._move(page)
        await asyncio.gather(
            *(self._guest(name) for name in WALKERS),
            *(self._colleague(name) for name in STAFF),
            self._clockwork(),
        )
        await self._come_to_rest()
        self._check()
        return sha256(repr((self.disk.entries, self.told)).encode()).hexdigest()

    def _check(self) -> None:
        queue = promises.read_log(self.disk, Queue(id=QUEUE))
        promises.check_answers(self.disk, self.told, self.undone)
        if self.is_whole:
            promises.check_conferences(queue, self.conferences)
        if self.is_calm:
            assert self.begun <= self.disk.answers.keys(), "who went away took a command along"
        for node in self.nodes:
            assert node.desk.known(QUEUE) == queue, "a replica differs from the log"
        assert not self.disk.witness.broken, self.disk.witness.broken[0]

    # --- people

    async def _guest(self, name: str) -> None:
        await self._pause()
        await self.ask(walker(name), c.Join())
        for _ in range(self.random.randint(0, 3)):
            await self._pause()
            await self.ask(walker(name), guest_command(self.random))

    async def _colleague(self, name: str) -> None:
        for _ in range(self.random.randint(2, 5)):
            await self._pause()
            looked_at = self.random.choice(self.nodes).desk.known(QUEUE)
            command = staff_command(self.random, looked_at, self.asked)
            await self.ask(colleague(name), command)
            if isinstance(command, c.Admit | c.AdmitByPhone) and self.random.random() < 0.4:
                # It was the wrong one: what was begun for them is in the middle of being done.
                await self.ask(colleague(name), c.PutBack(visit=command.visit))

    async def _clockwork(self) -> None:
        """Connections come and go, pages move, and now and then a process dies or stands still."""
        for _ in range(self.random.randint(2, 6)):
            await self._pause()
            node = self.random.choice(self.nodes)
            await self._hold(node)
            known, any_node = node.desk.known(QUEUE), self.random.choice(self.names)
            await self.ask(*seen(self.random, known, node.keeper.node, any_node))
            for page in self.pages:
                if self.random.random() < 0.2:
                    await self._move(page)
            if not self.is_calm:
                self._something_happens(self.random.choice(self.nodes))

    async def _hold(self, node: Node) -> None:
        """A node says of a guest that it holds them: true only as long as the node lives."""
        life = node.keeper.node
        if not life:
            # It has no lease yet, and opens no door before it has one.
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self.random.choice((0.01, 0.5))):
                await node.desk.ask(QUEUE, None, held(self.random, life), SystemActor(node=life))

    def _something_happens(self, node: Node) -> None:
        chance = self.random.random()
        if chance < 0.25:
            self._replace(node)
        elif chance < 0.45:
            node.freeze(self.random.uniform(0.2, 4.0))

    async def _move(self, page: Page) -> None:
        """A page comes back to any node, which shows it nothing older than what it has seen."""
        for each in self.nodes:
            if page in each.pages:
                each.pages.remove(page)
        node = self.random.choice(self.nodes)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await node.desk.queue(QUEUE)
                await node.desk.read_on(QUEUE, page.version)
        except (Busy, TimeoutError):
            return
        queue = node.desk.known(QUEUE)
        if queue is not None:
            page.show_whole(queue)
            node.pages.append(page)

    # --- processes

    def _replace(self, node: Node) -> None:
        """It dies, and a process with another name begins in its place."""
        if node in self.nodes:
            node.die()
            self.nodes[self.nodes.index(node)] = self._node()

    def _node(self) -> Node:
        ledger = NodeLedger(self.disk, self.random, self.dice)
        return Node(
            ledger,
            self.bus,
            self.conferences,
            self._now,
            self.random,
            self._fresh,
            self._replace,
            works=self.is_whole,
        )

    def _fresh(self) -> NodeId:
        self.names.append(NodeId(f"n{len(self.names)}"))
        return self.names[-1]

    def _now(self) -> datetime:
        # Wall clocks of nodes disagree, and may step back.
        drift = self.random.uniform(-0.5, 0.5)
        seconds = asyncio.get_running_loop().time() + drift
        return START + timedelta(seconds=seconds)

    async def _pause(self) -> None:
        await asyncio.sleep(self.random.uniform(0, 0.3))

    # --- asking until there is an answer

    async def ask(self, actor: Actor, command: c.Command, *, stubborn: bool = False) -> None:
        """Ask under one op_id, of any node, as often as it takes; a cut line is asked again too.

        Now and then somebody gives up: of what was told as not done nothing may be found later.
        """
        self.asked += 1
        op_id = OpId(f"op{self.asked}")
        self.begun.add(op_id)
        is_open = False
        for _ in range(TRIES):
            reply = await self._once(actor, command, op_id)
            if _is_final(reply):
                self._note(op_id, reply)
                await self._perhaps_again(actor, command, op_id)
                return
            is_open = is_open or not _is_busy(reply)
            if not stubborn and self.random.random() < 0.15:
                self._give_up(op_id, is_open=is_open)
                return
            await self._pause()
        raise AssertionError(f"no answer after {TRIES} tries")

    def _give_up(self, op_id: OpId, *, is_open: bool) -> None:
        if not is_open:
            self.undone.add(op_id)
            self.begun.discard(op_id)

    async def _once(self, actor: Actor, command: c.Command, op_id: OpId) -> Reply | None:
        node = self.random.choice(self.nodes)
        patience = self.random.choice((0.01, PATIENCE_S, PATIENCE_S, PATIENCE_S))
        try:
            async with asyncio.timeout(patience):
                return await node.desk.ask(QUEUE, op_id, command, actor)
        except TimeoutError:
            return None

    async def _perhaps_again(self, actor: Actor, command: c.Command, op_id: OpId) -> None:
        """A late repeat hears the same; another command under the same name is refused."""
        if self.random.random() < 0.2:
            await self._pause()
            reply = await self._once(actor, command, op_id)
            if _is_final(reply):
                self._note(op_id, reply)
        if self.random.random() < 0.05:
            other = c.Connected(
                visit=visit_of("nobody"), guest=GuestId("nobody"), node=self.names[0]
            )
            reply = await self._once(SystemActor(node=self.names[0]), other, op_id)
            is_refused = isinstance(reply, Refused) and reply.code in {Code.OP_REUSED, *AGAIN}
            assert reply is None or is_refused, f"{op_id} was used for something else"

    def _note(self, op_id: OpId, reply: Reply) -> None:
        is_durable = not is_remembered(reply) or op_id in self.disk.answers
        assert is_durable, f"{op_id} was answered before it was written"
        earlier = self.told.setdefault(op_id, reply)
        assert earlier == reply, f"{op_id} was answered {earlier} and then {reply}"

    # --- the end

    async def _come_to_rest(self) -> None:
        """Nothing goes wrong any more: what was begun is done, and nobody of the dead is here."""
        self.dice.busy = self.dice.unknown = self.dice.death = self.conferences.fails = 0.0
        # Who stands still goes on, and what was on its way arrives, or it never does.
        thaws_at = max(each.ledger.thaws_at for each in self.nodes)
        await asyncio.sleep(max(0.0, thaws_at - asyncio.get_running_loop().time()) + 1.5)
        if self.is_whole:
            await self._become_quiet()
        for node in self.nodes:
            await node.stop()
        for node in self.nodes:
            await node.desk.queue(QUEUE)
            await node.desk.catch_up()

    async def _become_quiet(self) -> None:
        self.disk.hurry()
        restless = self._restless()
        until = asyncio.get_running_loop().time() + QUIET_S
        while restless:
            assert asyncio.get_running_loop().time() < until, f"never done: {restless}"
            await asyncio.sleep(0.2)
            restless = self._restless()

    def _restless(self) -> list[str]:
        """What is still to be done, and who of the dead still counts as connected."""
        queue, living = self.nodes[0].desk.known(QUEUE), {each.keeper.node for each in self.nodes}
        if queue is None or not all(each.keeper.acts for each in self.nodes):
            return ["a node begins"]
        lost = [
            guest.id
            for visit in queue.visits.values()
            if not is_over(visit)
            for guest in visit.guests
            if guest.presence is Presence.CONNECTED and guest.node not in (*living, None)
        ]
        return lost + [row.effect.kind for row in self.disk.outbox.values()]


def _is_final(reply: Reply | None) -> TypeGuard[Reply]:
    """Whether who asked hears this and asks no more."""
    return reply is not None and not (isinstance(reply, Refused) and reply.code in AGAIN)


def _is_busy(reply: Reply | None) -> bool:
    return isinstance(reply, Refused) and reply.code is Code.BUSY
