"""Who does not see that they are called: one message and no second, though workers die at it."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.fakes.sms import KEY, SENDER, FakeGateway
from tests.notify.office import KEY as HASH_KEY
from tests.notify.office import Drawer, Office
from tests.web.serving import serving
from tests.worker.yard import ANNA, NINE, NODE, RULES, Yard, gone, never
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Guest, Phone, Provider, Role, Stage, Text
from waitingroom.core.value import Private
from waitingroom.desk import Done
from waitingroom.errands import Errands
from waitingroom.ledger import Claimed, open_engine
from waitingroom.ledger.outbox import HELD_S
from waitingroom.notify import Gateway, GatewayApi, TextLog

WALKS = 100
TEXTS = RULES.but(texts=True)
ADA, RIE, V_ADA = GuestId("ada"), GuestId("rie"), VisitId("vada")
SYSTEM = SystemActor(node=NODE)
STEPS = ("claimed", "looked", "counted", "begun", "left", "answered", "ended", "told", "none")
"""Where a worker can die at a text message, in their order; `none` is where it lives."""


class Killed(BaseException):
    """The process is gone at this step."""


class Fate:
    """Kills once, at the step that was chosen."""

    def __init__(self) -> None:
        self.at = "none"

    def passes(self, step: str) -> None:
        if step == self.at:
            self.at = "none"
            raise Killed


class MortalLog(TextLog):
    """The real log, in a process that may die before or after each of its statements."""

    def __init__(self, engine: AsyncEngine, key: bytes, fate: Fate) -> None:
        super().__init__(engine, key)
        self._fate = fate

    async def outcome(self, name: str) -> Text | None:
        found = await super().outcome(name)
        self._fate.passes("looked")
        return found

    async def begin(self, name: str, number: str, tenant: str, now: object) -> None:
        self._fate.passes("counted")
        await super().begin(name, number, tenant, now)  # type: ignore[arg-type]
        self._fate.passes("begun")

    async def end(self, name: str, outcome: Text) -> None:
        self._fate.passes("answered")
        await super().end(name, outcome)
        self._fate.passes("ended")


class MortalGateway:
    """A gateway from a process that may die when the order has left and no answer has come."""

    def __init__(self, gateway: Gateway, fate: Fate) -> None:
        self._gateway = gateway
        self._fate = fate

    async def send(self, number: str, text: str) -> Text:
        outcome = await self._gateway.send(number, text)
        self._fate.passes("left")
        return outcome


@pytest.fixture
async def engine(url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(url)
    yield opened
    await opened.dispose()


async def does_all(yard: Yard, fate: Fate) -> int:
    """Do every effect as workers do that die and are followed by others; how many died."""
    died = 0
    while claimed := await yard.ledger.claim(NODE, yard.now(), limit=16):
        for each in claimed:
            try:
                fate.passes("claimed" if each.kind == "send-text" else "")
                again_in = await Errands(yard.desk, yard.outside).perform(each)
                fate.passes("told" if each.kind == "send-text" else "")
            except Killed:
                died += 1
                continue
            assert again_in is None
            await yard.ledger.finish(each)
        if died:
            yard.passed_s += HELD_S
    return died


def guest(yard: Yard, name: str) -> Guest:
    found = yard.visit(name).guest(GuestId(name))
    assert found is not None
    return found


async def test_a_hundred_times_who_is_not_reached_gets_exactly_one_message(
    yard: Yard, engine: AsyncEngine
) -> None:
    """At 10 s one message, at 30 s "not reached", put back to the old number; whatever dies."""
    dice, fate, gateway = random.Random(20), Fate(), FakeGateway()  # noqa: S311 - no secret
    async with serving(gateway.app()) as address:
        office = Office(engine, None)
        office.gateway = MortalGateway(GatewayApi(Private(KEY), SENDER, address), fate)
        office.log = MortalLog(engine, HASH_KEY, fate)
        yard.text = office.texting().send
        texts: list[Text | None] = []
        await yard.follows(TEXTS)
        for nth in range(WALKS):
            name, step = f"g{nth}", STEPS[nth % len(STEPS)]
            office.phones[name], office.tenants[name] = f"+4500000{nth:03}", f"t{nth}"
            texts.append(await one_walk(yard, office, fate, name, step, dice))
            sent = [number for number, _ in gateway.sent if number == office.phones[name]]
            # Only who died between writing down that it goes and sending it sends none.
            assert len(sent) == (0 if step == "begun" else 1), step
            is_known = step in ("claimed", "looked", "counted", "ended", "told", "none")
            assert texts[-1] is (Text.SENT if is_known else Text.UNKNOWN), step
    assert len(texts) == WALKS


async def one_walk(
    yard: Yard, office: Office, fate: Fate, name: str, step: str, dice: random.Random
) -> Text | None:
    """What became of the message of somebody who is called, not reached, and put back."""
    await yard.waits(name)
    number = yard.visit(name).number
    await yard.admits(name)
    await does_all(yard, fate)
    yard.passed_s += TEXTS.again_s - dice.random()
    await yard.ticks()
    assert await does_all(yard, fate) == 0
    assert guest(yard, name).again_at is None
    yard.passed_s += 1
    office.now = yard.now()
    await yard.ticks()
    again_at, fate.at = guest(yard, name).again_at, step
    assert await does_all(yard, fate) == (step != "none")
    text = guest(yard, name).text
    assert again_at is not None
    wait_s = TEXTS.unreached_s - TEXTS.again_s
    yard.passed_s = max(yard.passed_s, (again_at - NINE).total_seconds() + wait_s)
    await yard.ticks()
    assert guest(yard, name).unreached_at is not None
    assert yard.visit(name).stage is Stage.ADMITTED
    await yard.puts_back(name)
    assert yard.visit(name).number == number
    await does_all(yard, fate)
    return text


# --- what is looked at before anything is sent


async def called_again(yard: Yard) -> None:
    """Ada is let in, does not see it, and is about to be sent a message."""
    await yard.follows(TEXTS.but(calls_in=True, providers=(Provider.PEXIP,)))
    await yard.waits("ada")
    await yard.admits("ada")
    await does_all(yard, Fate())
    yard.passed_s += TEXTS.again_s
    await yard.ticks()


Meanwhile = Callable[[Yard], Awaitable[None]]


async def sees_it(yard: Yard) -> None:
    await yard.asks(SYSTEM, c.Saw(visit=V_ADA, guest=ADA, admission=1))


async def comes_in(yard: Yard) -> None:
    await yard.asks(SYSTEM, c.Entered(visit=V_ADA, guest=ADA, admission=1))


async def is_put_back(yard: Yard) -> None:
    await yard.puts_back("ada")


async def is_let_in_again(yard: Yard) -> None:
    await yard.puts_back("ada")
    await yard.admits("ada")


async def calls_in_instead(yard: Yard) -> None:
    calls_in = c.AdmitByPhone(visit=V_ADA, guest=ADA, ring=False)
    assert isinstance(await yard.asks(ANNA, calls_in), Done)


ELSEWHERE = [sees_it, comes_in, is_put_back, is_let_in_again, calls_in_instead]


@pytest.mark.parametrize("meanwhile", ELSEWHERE)
async def test_whom_it_no_longer_concerns_gets_no_message(yard: Yard, meanwhile: Meanwhile) -> None:
    await called_again(yard)
    await meanwhile(yard)
    await does_all(yard, Fate())
    assert yard.handoff.texted == []
    assert guest(yard, "ada").text is None


async def test_a_queue_that_sends_none_sends_none(yard: Yard) -> None:
    await yard.waits("ada")
    await yard.admits("ada")
    yard.passed_s += RULES.again_s
    await yard.ticks()
    await does_all(yard, Fate())
    assert guest(yard, "ada").again_at is not None
    assert yard.handoff.texted == []


@pytest.mark.parametrize("says", [Text.FAILED, Text.UNKNOWN, RuntimeError("it broke")])
async def test_a_gateway_that_fails_keeps_nobody_from_anything(
    yard: Yard, engine: AsyncEngine, says: Text | Exception
) -> None:
    drawer = Drawer(says)
    yard.text = Office(engine, drawer).texting().send
    yard.worker()
    await yard.follows(TEXTS)
    await yard.waits("ada")
    await yard.admits("ada")
    await yard.until(lambda: yard.conference() is not None and not yard.handoff.texted)
    yard.passed_s += TEXTS.again_s
    await yard.until(lambda: guest(yard, "ada").text is not None)
    outcome = says if isinstance(says, Text) else Text.UNKNOWN
    assert guest(yard, "ada").text is outcome
    yard.passed_s += TEXTS.unreached_s
    await yard.until(lambda: guest(yard, "ada").unreached_at is not None)
    await yard.puts_back("ada")
    assert len(drawer.sent) == 1


# --- telephones

BY_PHONE = RULES.but(rings_per_day=9, call_places=3, providers=(Provider.PEXIP,))


async def rung(yard: Yard) -> None:
    """Ada's relative has no page and is about to be rung up."""
    await yard.follows(BY_PHONE)
    await yard.waits("ada")
    invite = c.InviteGuest(visit=V_ADA, guest=RIE, role=Role.RELATIVE)
    assert isinstance(await yard.asks(ANNA, invite), Done)
    await yard.admits("ada")
    await does_all(yard, Fate())
    await rings(yard)


async def rings(yard: Yard) -> None:
    assert isinstance(await yard.asks(ANNA, c.AdmitByPhone(visit=V_ADA, guest=RIE)), Done)


def phone(yard: Yard) -> Phone | None:
    found = yard.visit("ada").guest(RIE)
    assert found is not None
    return found.phone


async def test_a_telephone_is_rung_once(yard: Yard) -> None:
    await rung(yard)
    await does_all(yard, Fate())
    assert yard.handoff.rung == [RIE]
    assert phone(yard) is Phone.RUNG


@pytest.mark.parametrize("dies", ["before it rings", "after it rang"])
async def test_a_worker_that_dies_at_it_leaves_no_telephone_that_rings_by_itself_again(
    yard: Yard, dies: str
) -> None:
    await rung(yard)
    (claimed,) = await yard.ledger.claim(NODE, yard.now(), limit=16)
    if dies == "after it rang":
        await Errands(yard.desk, yard.outside).perform(claimed)
    before = list(yard.handoff.rung)
    yard.passed_s += HELD_S
    await does_all(yard, Fate())
    assert yard.handoff.rung == before
    assert phone(yard) is Phone.UNANSWERED, "the clinician sees it and may ring again"
    await rings(yard)
    await does_all(yard, Fate())
    assert yard.handoff.rung == [*before, RIE]
    assert phone(yard) is Phone.RUNG


@pytest.mark.parametrize("retry", [True, False])
async def test_what_cannot_be_rung_is_shown_as_not_answered(yard: Yard, retry: bool) -> None:
    await rung(yard)
    yard.handoff.always["ring_up"] = gone(retry=retry)
    await does_all(yard, Fate())
    assert yard.handoff.rung == [RIE]
    assert phone(yard) is Phone.UNANSWERED


@pytest.mark.parametrize("dies", [False, True])
async def test_who_the_call_was_opened_for_is_rung_once_when_the_conference_is_there(
    yard: Yard, dies: bool
) -> None:
    await yard.follows(BY_PHONE)
    invited = (c.Invited(guest=RIE, role=Role.PATIENT),)
    await yard.asks(ANNA, c.ExpectVisit(visit=V_ADA, guests=invited))
    opens = c.AdmitByPhone(visit=V_ADA, guest=RIE, seen=yard.visit("ada").revision)
    yard.handoff.trouble["prepare"].append(gone())
    assert isinstance(await yard.asks(ANNA, opens), Done)
    (claimed,) = await yard.ledger.claim(NODE, yard.now(), limit=16)
    assert claimed.kind == "prepare-conference"
    assert await Errands(yard.desk, yard.outside).perform(claimed) is not None
    yard.passed_s += BY_PHONE.ring_s
    await yard.ticks()
    assert (yard.handoff.rung, phone(yard)) == ([], Phone.RUNG)
    await yard.asks(SYSTEM, c.MakeReady(visit=V_ADA, admission=1, provider=Provider.PEXIP))
    if dies:
        await yard.ledger.claim(NODE, yard.now(), limit=16)
        yard.passed_s += HELD_S
    await does_all(yard, Fate())
    assert yard.handoff.rung == ([] if dies else [RIE])
    assert phone(yard) is (Phone.UNANSWERED if dies else Phone.RUNG)


async def hangs_up(yard: Yard) -> None:
    await yard.asks(SYSTEM, c.Unanswered(visit=V_ADA, guest=RIE, admission=1))


async def is_inside(yard: Yard) -> None:
    await yard.asks(SYSTEM, c.Entered(visit=V_ADA, guest=RIE, admission=1))


@pytest.mark.parametrize("meanwhile", [hangs_up, is_inside, is_put_back, is_let_in_again])
async def test_whom_it_no_longer_concerns_is_not_rung(yard: Yard, meanwhile: Meanwhile) -> None:
    await rung(yard)
    await meanwhile(yard)
    await does_all(yard, Fate())
    assert yard.handoff.rung == []


async def test_who_is_put_back_while_the_telephone_is_rung_is_not_alone_in_what_was_closed(
    yard: Yard,
) -> None:
    """Another worker's closing may have found nothing to close, because nobody was rung yet."""
    await rung(yard)
    door, errands = never(), Errands(yard.desk, yard.outside)
    yard.handoff.trouble["ring_up"].append(door)
    yard.handoff.trouble["close"].extend([None, gone()])
    (ring,) = await claimed(yard)
    ringing = asyncio.create_task(errands.perform(ring))
    await yard.handoff.is_asked(lambda: yard.handoff.rung == [RIE])
    await yard.puts_back("ada")
    (close,) = await claimed(yard)
    assert await errands.perform(close) is None
    door.set()
    assert await ringing is not None, "what can not be closed now is closed later"
    yard.passed_s += HELD_S
    (again,) = [each for each in await claimed(yard) if each.kind == ring.kind]
    assert await errands.perform(again) is None
    assert (len(yard.handoff.closed), yard.handoff.rung) == (3, [RIE])


async def claimed(yard: Yard) -> list[Claimed]:
    return await yard.ledger.claim(NODE, yard.now(), limit=16)


async def test_a_telephone_nobody_takes_is_shown_after_a_minute(yard: Yard) -> None:
    await rung(yard)
    await does_all(yard, Fate())
    yard.passed_s += BY_PHONE.ring_s
    await yard.ticks()
    assert phone(yard) is Phone.UNANSWERED
