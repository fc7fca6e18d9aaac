"""A node asks and tells while the ledger can't be reached: it hears what is right, from memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from tests.fakes.pexip_policy import GOLDEN, PARTY, StrictNode
from tests.handoff.opened import Open, opened_house, without_database
from waitingroom.handoff.naming import Side
from waitingroom.ledger import Busy

STRICT = StrictNode()
SERVICE = "/policy/v1/service/configuration"
PARTICIPANT = "/policy/v1/participant/properties"


@pytest.fixture
async def stopped(tmp_path: Path) -> AsyncIterator[Open]:
    async with opened_house(tmp_path) as opened:
        with without_database():
            yield opened


async def test_nothing_can_be_read_or_written_meanwhile(stopped: Open) -> None:
    """What the others here stand on."""
    rooms = stopped.house
    with pytest.raises(Busy):
        await rooms.ledger.prove(rooms.clock.now())
    with pytest.raises((Busy, OSError)):
        await rooms.ledger.epoch()


async def test_policy_answers_right_with_the_database_stopped(stopped: Open) -> None:
    naming = stopped.house.naming
    alias = naming.alias(stopped.admitted)
    old = naming.alias(stopped.admitted.but(admission=2))
    tag = naming.tag(alias, stopped.who)
    query = {**GOLDEN, "local_alias": alias}
    async with stopped.node() as node:
        found = STRICT.service(*parts(await node.get(SERVICE, params=query)))
        assert found is not None
        assert found["guest_pin"] == naming.pin(alias, Side.GUEST).reveal()
        party = {**PARTY, **query, "call_tag": tag}
        known = STRICT.participant(*parts(await node.get(PARTICIPANT, params=party)))
        assert known is not None
        assert (known["call_tag"], known["preauthenticated_role"]) == (tag, "guest")
        assert known["remote_display_name"] == "Prøve Pedersen"
        closed = {**query, "local_alias": old}
        assert STRICT.service(*parts(await node.get(SERVICE, params=closed))) is None
        other = await node.get(SERVICE, params={**GOLDEN, "local_alias": "meet.somebody"})
        assert other.status_code == 404


async def test_events_are_taken_with_the_database_stopped(stopped: Open) -> None:
    alias = stopped.house.naming.alias(stopped.admitted)
    data = {
        "uuid": "a",
        "conference": alias,
        "call_tag": stopped.house.naming.tag(alias, stopped.who),
        "service_type": "conference",
        "has_media": True,
    }
    event = {"node": "n1", "seq": 1, "version": 2, "time": 1.0, "event": "participant_updated"}
    async with stopped.node() as node:
        answer = await node.post("/hooks/pexip/events", json={**event, "data": data})
    assert answer.status_code == 200
    assert stopped.house.sink.nodes() == {"n1"}


def parts(answer: httpx2.Response) -> tuple[int, str, bytes]:
    return answer.status_code, answer.headers["content-type"], answer.content
