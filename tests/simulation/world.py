"""One seed's world: two nodes, one ledger, a bus that loses things, and people who ask again.

Run one seed by hand: python -m tests.simulation SEED
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from tests.simulation.ledger import Dice, Disk, NodeLedger
from waitingroom.bus import Nudge
from waitingroom.clock import Clock
from waitingroom.core import commands as c
from waitingroom.core import events as e
from waitingroom.core.actors import Actor, GuestActor, StaffActor, StaffRole, SystemActor
from waitingroom.core.checks import Outcome
from waitingroom.core.evolve import replay
from waitingroom.core.ids import GuestId, NodeId, OpId, QueueId, StaffId, Version, VisitId
from waitingroom.core.model import MoveReason, Provider, Queue, RemoveReason, Role, Rules
from waitingroom.core.refusals import Code, Refused
from waitingroom.desk import Desk, Done, Reply
from waitingroom.desk.replica import happened
from waitingroom.desk.replies import decode
from waitingroom.effects import effects_of
from waitingroom.lease import Keeper, Life, Pace

QUEUE = QueueId("q")
START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
AGAIN = frozenset({Code.BUSY, Code.UNKNOWN})
TRIES = 40
SETTLED_S = 3.0

WALKERS = ("ada", "ben", "cai", "dea")
STAFF = ("anna", "bo", "cy")


class LossyBus:
    """Carries nudges late, twice, or not at all."""

    hears = True

    def __init__(self, random: Random) -> None:
        self._random = random
        self._listeners: list[Callable[[Nudge], None]] = []

    async def publish(self, nudge: Nudge) -> None:
        for listener in self._listeners:
            for _ in range(self._random.choice((0, 1, 1, 2))):
                asyncio.get_running_loop().call_later(self._random.uniform(0, 0.1), listener, nudge)

    def subscribe(self, listener: Callable[[Nudge], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def follow(self, queue: QueueId) -> None:
        """Everybody hears of everything."""

    async def close(self) -> None:
        """Nobody hears anything any more."""
        self._listeners = []

    def forget(self, desk: Desk) -> None:
        """The process that listened is gone."""
        self._listeners = [
            each for each in self._listeners if getattr(each, "__self__", None) is not desk
        ]


RULES = Rules(grace_s=1, parked_s=2, claim_s=1, rings_per_day=1000, providers=(Provider.PEXIP,))


PACE = Pace(renew_s=0.1, again_s=0.05, still_s=0.4)


class LoopClock(Clock):
    """The time of the world; a node follows no other."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def now(self) -> datetime:
        return self._now()

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    def set(self, at: datetime) -> None:
        """Nothing is to be set."""

    def follow(self, at: datetime) -> None:
        """Nothing is to be followed."""


@dataclass
class Node:
    """One process: it may die, or freeze and wake; then it goes on under another name."""

    ledger: NodeLedger
    desk: Desk
    keeper: Keeper


@dataclass
class World:
    """Everything of one seed."""

    seed: int
    random: Random = field(init=False)
    disk: Disk = field(default_factory=Disk)
    told: dict[OpId, Reply] = field(default_factory=dict)
    asked: int = 0
    nodes: list[Node] = field(default_factory=list)
    lives: int = 0
    taken: dict[NodeId, int] = field(default_factory=dict)
    keeping: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - it must be repeatable
        calm = self.random.random() < 0.3
        self.dice = Dice() if calm else Dice(busy=0.08, unknown=0.12)
        self.bus = LossyBus(self.random)
        self.disk.now = self._now

    async def run(self) -> None:
        """Let everybody do what they do, then look whether all promises were kept."""
        self.nodes = [self._node(), self._node()]
        setup = SystemActor(node=NodeId("n"))
        await self.ask(setup, c.Configure(rules=RULES))
        await self.ask(_staff("anna"), c.OpenQueue())
        await asyncio.gather(
            *(self._guest(name) for name in WALKERS),
            *(self._colleague(name) for name in STAFF),
            self._clockwork(),
        )
        self._check_log()
        self._check_fences()
        self._check_answers()
        await self._check_replicas()

    # --- people

    async def _guest(self, name: str) -> None:
        actor = GuestActor(guest=GuestId(name), visit=VisitId(f"v-{name}"), walk_in=True)
        await self._pause()
        await self.ask(actor, c.Join())
        for _ in range(self.random.randint(0, 3)):
            await self._pause()
            choice = self.random.choice(
                (c.Ready(), c.Join(), c.Join(), c.Leave(), c.SayInside(inside=True))
            )
            await self.ask(actor, choice)

    async def _colleague(self, name: str) -> None:
        for _ in range(self.random.randint(2, 5)):
            await self._pause()
            await self.ask(_staff(name), self._staff_command())

    def _staff_command(self) -> c.StaffCommand:
        visit = VisitId(f"v-{self.random.choice(WALKERS)}")
        node = self.random.choice(self.nodes)
        queue = node.desk.known(QUEUE)
        known = queue.visits.get(visit) if queue else None
        seen = known.revision if known else Version(0)
        admit = c.Admit(visit=visit, seen=seen)
        by_phone = c.AdmitByPhone(visit=visit, guest=GuestId(visit.removeprefix("v-")), seen=seen)
        return self.random.choice(
            (
                admit,
                admit,
                by_phone,
                c.PutBack(visit=visit),
                c.PutBack(visit=visit),
                c.End(visit=visit),
                c.MoveUp(visit=visit, reason=MoveReason.URGENT),
                c.MoveBack(visit=visit),
                c.Remove(visit=visit, reason=RemoveReason.OTHER),
                c.Reinstate(visit=visit),
                c.ClaimVisit(visit=visit),
                c.ExpectVisit(
                    visit=VisitId(f"b{self.asked}"),
                    guests=(c.Invited(guest=GuestId(f"g{self.asked}"), role=Role.PATIENT),),
                ),
            )
        )

    async def _clockwork(self) -> None:
        """Connections come and go, alarms ring, and now and then a process dies."""
        for _ in range(self.random.randint(2, 6)):
            await self._pause()
            await self.ask(SystemActor(node=NodeId("n")), self._system_command())
            await self._hold(self.random.choice(self.nodes))
            fate = self.random.random()
            if fate < 0.25:
                self._kill(self.random.randrange(len(self.nodes)))
            elif fate < 0.5:
                self._freeze(self.random.choice(self.nodes))

    def _system_command(self) -> c.SystemCommand:
        name, node = self.random.choice(WALKERS), NodeId("n")
        visit, guest = VisitId(f"v-{name}"), GuestId(name)
        return self.random.choice(
            (
                c.Connected(visit=visit, guest=guest, node=node),
                c.Away(visit=visit, guest=guest, node=node),
                c.Check(visit=visit, guest=guest, outcome=self.random.choice(tuple(Outcome))),
                c.Tick(),
            )
        )

    async def _hold(self, node: Node) -> None:
        """A node says of a guest that it holds them: true only as long as the node lives."""
        name, life = self.random.choice(WALKERS), node.keeper.node
        held = c.Connected(visit=VisitId(f"v-{name}"), guest=GuestId(name), node=life)
        with suppress(TimeoutError):
            async with asyncio.timeout(self.random.choice((0.01, 0.5))):
                await node.desk.ask(QUEUE, None, held, SystemActor(node=life))

    def _kill(self, nth: int) -> None:
        dying = self.nodes[nth]
        dying.ledger.is_dead = True
        self.bus.forget(dying.desk)
        self.nodes[nth] = self._node()
        self._later(self._take_over, dying)

    def _freeze(self, node: Node) -> None:
        """It hears and says nothing for a while, and may be taken for dead meanwhile."""
        node.ledger.freeze()
        asyncio.get_running_loop().call_later(self.random.uniform(0.1, 1.0), node.ledger.thaw)
        if self.random.random() < 0.7:
            self._later(self._take_over, node)

    def _later(self, work: Callable[[Node], None], node: Node) -> None:
        asyncio.get_running_loop().call_later(self.random.uniform(0, 0.5), work, node)

    def _take_over(self, dead: Node) -> None:
        """Somebody else takes the lease; nothing may stand under it that comes later."""
        takers = [each for each in self.disk.leases if self.disk.leases[each] != dead.keeper.node]
        life = dead.keeper.node
        for fence in [each for each, node in self.disk.leases.items() if node == life]:
            if takers and self.disk.take_over(takers[0], fence) is not None:
                self.taken[life] = len(self.disk.entries)

    def _node(self) -> Node:
        ledger = NodeLedger(self.disk, self.random, self.dice)
        keeper = Keeper(ledger, LoopClock(self._now), self._life, PACE)
        desk = Desk(ledger, self.bus, self._now, effects_of, random=self.random, fence=keeper.fence)
        keeper.around(Life(ends=desk.read_anew, begins=_nothing, leaves=_nothing))
        task = asyncio.create_task(self._keep(keeper), name="lease")
        self.keeping.add(task)
        return Node(ledger, desk, keeper)

    async def _keep(self, keeper: Keeper) -> None:
        await keeper.renew()
        await keeper.run()

    def _life(self) -> NodeId:
        self.lives += 1
        return NodeId(f"n{self.lives}")

    def _now(self) -> datetime:
        # Wall clocks of nodes disagree, and may step back.
        drift = self.random.uniform(-0.5, 0.5)
        seconds = asyncio.get_running_loop().time() + drift
        return START + timedelta(seconds=seconds)

    async def _pause(self) -> None:
        await asyncio.sleep(self.random.uniform(0, 0.3))

    # --- asking until there is an answer

    async def ask(self, actor: Actor, command: c.Command) -> None:
        """Ask under one op_id, of any node, as often as it takes; a cut line is asked again too."""
        self.asked += 1
        op_id = OpId(f"op{self.asked}")
        for _ in range(TRIES):
            reply = await self._once(actor, command, op_id)
            if reply is not None and not (isinstance(reply, Refused) and reply.code in AGAIN):
                self._note(op_id, reply)
                if self.random.random() < 0.2:
                    await self._repeat(actor, command, op_id)
                return
            await self._pause()
        raise AssertionError(f"no answer after {TRIES} tries")

    async def _once(self, actor: Actor, command: c.Command, op_id: OpId) -> Reply | None:
        node = self.random.choice(self.nodes)
        patience = self.random.choice((0.01, 3.0, 3.0, 3.0))
        try:
            async with asyncio.timeout(patience):
                return await node.desk.ask(QUEUE, op_id, command, actor)
        except TimeoutError:
            return None

    async def _repeat(self, actor: Actor, command: c.Command, op_id: OpId) -> None:
        reply = await self._once(actor, command, op_id)
        if reply is not None and not (isinstance(reply, Refused) and reply.code in AGAIN):
            self._note(op_id, reply)

    def _note(self, op_id: OpId, reply: Reply) -> None:
        earlier = self.told.setdefault(op_id, reply)
        assert earlier == reply, f"{op_id} was answered {earlier} and then {reply}"

    # --- promises

    def _check_log(self) -> None:
        log = [happened(entry) for entry in self.disk.entries]
        times = [each.at for each in log]
        assert times == sorted(times), "time went back in the log"
        queue = replay(Queue(id=QUEUE), log)
        waiting = sorted(
            (visit for visit in queue.visits.values() if visit.id in set(queue.line)),
            key=lambda visit: (visit.priority, visit.number),
        )
        assert list(queue.line) == [visit.id for visit in waiting], "the order is wrong"
        numbers = [each.event.number for each in log if isinstance(each.event, e.VisitArrived)]
        assert numbers == list(range(1, len(numbers) + 1)), "an arrival number was given twice"
        opened: set[VisitId] = set()
        for each in log:
            self._check_admission(each.event, opened)

    def _check_admission(self, event: e.Event, opened: set[VisitId]) -> None:
        match event:
            case e.VisitAdmitted(visit=visit):
                assert visit not in opened, f"{visit} was admitted twice"
                opened.add(visit)
            case e.VisitPutBack(visit=visit) | e.VisitEnded(visit=visit):
                opened.discard(visit)

    def _check_fences(self) -> None:
        """What a node said of itself stands only where it was not yet taken for dead."""
        for nth, entry in enumerate(self.disk.entries):
            event = happened(entry).event
            if isinstance(event, e.GuestConnected) and event.node in self.taken:
                assert nth < self.taken[event.node], f"{event.node} wrote after it was taken over"

    def _check_answers(self) -> None:
        for op_id, reply in self.told.items():
            if isinstance(reply, Refused) and reply.code is Code.DENIED:
                continue
            assert decode(self.disk.answers[op_id].body) == reply, f"{op_id} was answered otherwise"
        for op_id in self.told:
            written = [nth for nth, each in enumerate(self.disk.entries) if each.op_id == op_id]
            together = written == list(range(written[0], written[-1] + 1)) if written else True
            assert together, f"{op_id} had two effects"
            done = isinstance(self.told[op_id], Done)
            assert done or not written, f"{op_id} was refused and happened"

    async def _check_replicas(self) -> None:
        for node in self.nodes:
            # What was on its way when they froze may still arrive.
            node.ledger.thaw()
        await asyncio.sleep(SETTLED_S)
        expected = replay(Queue(id=QUEUE), [happened(entry) for entry in self.disk.entries])
        for node in self.nodes:
            await node.desk.queue(QUEUE)
            while not node.keeper.acts:
                await self._pause()
            await node.desk.catch_up()
            assert node.desk.known(QUEUE) == expected, "a replica differs from the log"


async def _nothing() -> None:
    """No connections are in this world."""


def _staff(name: str) -> StaffActor:
    return StaffActor(staff=StaffId(name), role=StaffRole.CLINICIAN)
