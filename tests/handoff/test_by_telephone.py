"""By telephone from end to end: rung up or calling in, known, in the call, told to the queue."""

import random
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.fakes.pexip_management import LOGIN, FakeManagement
from tests.fakes.pexip_node import FakeNode, Refused
from tests.handoff.party import ADA, RIE, TIM, VISIT, Party, party
from tests.handoff.town import NAMING
from tests.web.serving import serving
from waitingroom.core.actors import ServiceActor
from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.model import Guest, Phone
from waitingroom.core.value import Private
from waitingroom.handoff import NodeAddress, PexipNode, Sink, VendorFailed
from waitingroom.handoff.reports import Report

HANDOFF = ServiceActor(name="handoff")


class Evening:
    """A party, a node that asks and tells, and the sink that tells the queue."""

    def __init__(self) -> None:
        self.party: Party = party()
        self.node = FakeNode(self.party.policy, random.Random(7))  # noqa: S311 - no secret
        self.sink = Sink(NAMING, self.tells)

    def tells(self, queue: QueueId, told: Report) -> None:
        self.party.town.asks(HANDOFF, told)

    def hears(self) -> None:
        self.sink.take(self.node.outbox)
        self.node.outbox = []

    def guest(self, guest: GuestId) -> Guest:
        found = self.party.town.visit(VISIT).guest(guest)
        assert found is not None
        return found


@pytest.fixture
def evening() -> Evening:
    return Evening()


def test_who_is_rung_up_and_takes_it_is_in_the_call_until_they_hang_up(evening: Evening) -> None:
    evening.party.rings(RIE)
    telephone = evening.node.rings(evening.party.alias, "+4500000001")
    evening.hears()
    assert not evening.guest(RIE).is_inside, "it only rings"
    evening.node.takes(telephone)
    evening.hears()
    assert evening.guest(RIE).is_inside
    assert not evening.guest(TIM).is_inside
    evening.node.leaves(telephone)
    evening.hears()
    assert not evening.guest(RIE).is_inside
    assert evening.party.phone(RIE) is Phone.RUNG, "they took it"


def test_whoever_does_not_take_it_is_shown_at_once_and_may_be_rung_again(evening: Evening) -> None:
    evening.party.rings(RIE)
    evening.node.gives_up(evening.node.rings(evening.party.alias, "+4500000001"))
    evening.hears()
    assert evening.party.phone(RIE) is Phone.UNANSWERED
    evening.party.rings(RIE)
    telephone = evening.node.rings(evening.party.alias, "+4500000001")
    evening.node.takes(telephone)
    evening.hears()
    assert evening.guest(RIE).is_inside


def test_old_news_of_a_telephone_does_not_end_the_ringing_of_a_new_one(evening: Evening) -> None:
    evening.party.rings(RIE)
    evening.node.gives_up(evening.node.rings(evening.party.alias, "+4500000001"))
    news = list(evening.node.outbox)
    evening.hears()
    evening.party.rings(RIE)
    evening.sink.take(news)
    assert evening.party.phone(RIE) is Phone.RUNG


def test_a_page_that_goes_before_it_was_in_is_no_telephone(evening: Evening) -> None:
    evening.party.rings(RIE)
    telephone = evening.node.rings(evening.party.alias, "+4500000001")
    telephone.protocol = "API"
    evening.node.gives_up(telephone)
    evening.hears()
    assert evening.party.phone(RIE) is Phone.RUNG


def test_who_calls_in_with_their_code_is_in_the_call_as_themselves(evening: Evening) -> None:
    code = evening.party.lets_call_in(TIM)
    telephone = evening.node.types(code, "+4500000044")
    evening.hears()
    assert evening.guest(TIM).is_inside
    assert telephone.alias == evening.party.alias
    evening.node.leaves(telephone)
    evening.hears()
    assert not evening.guest(TIM).is_inside
    evening.node.types(code, "+4500000045")
    evening.hears()
    assert evening.guest(TIM).is_inside, "who was cut off calls again"


def test_strangers_hear_that_there_is_nothing(evening: Evening) -> None:
    evening.party.lets_call_in(TIM)
    evening.party.rings(RIE)
    with pytest.raises(Refused, match="Neither conference"):
        evening.node.types("0123456789", "+4500000002")
    with pytest.raises(Refused, match="Call rejected"):
        evening.node.rings(evening.party.alias, "+4500000002")
    with pytest.raises(Refused):
        evening.node.joins(evening.party.alias, "123456789012", "")
    assert not evening.guest(ADA).is_inside


# --- the order to ring, over a real connection


@pytest.fixture
def management() -> FakeManagement:
    return FakeManagement()


@pytest.fixture
async def pexip(evening: Evening, management: FakeManagement) -> AsyncIterator[PexipNode]:
    async with serving(management.app()) as url, httpx2.AsyncClient(trust_env=False) as client:
        address = NodeAddress(url=url, login=LOGIN[0], password=Private(LOGIN[1]))
        yield PexipNode(address, NAMING, client, evening.party.numbers.to_ring)


async def test_the_number_of_the_moment_is_dialled_into_the_conference(
    evening: Evening, management: FakeManagement, pexip: PexipNode
) -> None:
    evening.party.rings(RIE)
    evening.party.phones[RIE] = "+45 00 00 00 07"
    await pexip.ring_up(evening.party.admitted, RIE)
    ((name, body),) = management.commands
    assert (name, body["conference_alias"]) == ("participant/dial", evening.party.alias)
    assert (body["destination"], body["role"]) == ("+4500000007", "guest")
    telephone = evening.node.rings(body["conference_alias"], body["destination"])
    evening.node.takes(telephone)
    evening.hears()
    assert evening.guest(RIE).is_inside


@pytest.mark.parametrize("phone", ["", "+46 80 00 00 01", "+45 90 00 00 01", "112", "+45000p9"])
async def test_what_may_not_be_rung_is_not_dialled(
    evening: Evening, management: FakeManagement, pexip: PexipNode, phone: str
) -> None:
    evening.party.phones[RIE] = phone
    with pytest.raises(VendorFailed):
        await pexip.ring_up(evening.party.admitted, RIE)
    assert management.asked == []


async def test_no_number_or_code_is_in_a_log_line_or_an_error(
    evening: Evening,
    management: FakeManagement,
    pexip: PexipNode,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "waitingroom")
    caplog.set_level("INFO", "httpx2")
    management.says = "nested"
    code = evening.party.lets_call_in(TIM)
    evening.party.rings(RIE)
    with pytest.raises(VendorFailed) as failed:
        await pexip.ring_up(evening.party.admitted, RIE)
    for wrong in range(40):
        with pytest.raises(Refused):
            evening.node.types(f"{wrong:010}", "+4500000033")
    evening.node.types(code, "+4500000044")
    evening.hears()
    said = caplog.text + str(failed.value) + repr(failed.value.__cause__)
    for canary in ("00000001", "00000033", "00000044", code):
        assert canary not in said
    assert "guesses codes" in said
