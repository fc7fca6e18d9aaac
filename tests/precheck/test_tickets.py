"""Tickets to the probe: ours open once and in time, and nobody else's open at all."""

import string
from datetime import UTC, datetime, timedelta
from typing import cast

from hypothesis import assume, given
from hypothesis import strategies as st

from waitingroom.core.ids import GuestId, QueueId, UnitId, VisitId
from waitingroom.core.value import Value
from waitingroom.precheck.talk import Node
from waitingroom.precheck.tickets import LIFE, LONGEST, Audience, Ticket, first_use, opened, seal
from waitingroom.tally import OwnTally

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
KEY = bytes(range(32))

ids = st.text(string.ascii_letters + string.digits + "-_", max_size=64)
nodes = st.builds(Node, url=st.just("https://node.example.dk"), test_call=st.text(max_size=20))
tickets = st.builds(
    Ticket,
    audience=st.sampled_from(Audience),
    nonce=st.text(string.ascii_letters, min_size=16, max_size=32),
    expires_at=st.just(NOW + LIFE),
    unit=ids.map(UnitId),
    queue=ids.map(QueueId),
    visit=ids.map(VisitId),
    guest=ids.map(GuestId),
    device=st.text(max_size=60),
    nodes=st.lists(nodes, max_size=4).map(tuple),
)


@given(tickets)
def test_a_ticket_comes_out_as_it_went_in(ticket: Ticket) -> None:
    assert opened(KEY, seal(KEY, ticket), NOW) == ticket


@given(tickets)
def test_a_ticket_needs_no_escaping_and_is_short_enough(ticket: Ticket) -> None:
    text = seal(KEY, ticket)
    assert set(text) <= set(string.ascii_letters + string.digits + "-_.")
    assert len(text) <= LONGEST


@given(tickets, st.binary(min_size=1, max_size=64))
def test_a_ticket_of_another_key_does_not_open(ticket: Ticket, key: bytes) -> None:
    assume(key != KEY)
    assert opened(KEY, seal(key, ticket), NOW) is None


@given(tickets, st.data())
def test_a_ticket_with_one_character_changed_does_not_open(
    ticket: Ticket, data: st.DataObject
) -> None:
    text = seal(KEY, ticket)
    at = data.draw(st.integers(0, len(text) - 1))
    put = data.draw(st.characters(max_codepoint=0x2FF).filter(lambda each: each != text[at]))
    assert opened(KEY, text[:at] + put + text[at + 1 :], NOW) is None


@given(tickets, st.data())
def test_a_ticket_cut_short_or_made_longer_does_not_open(
    ticket: Ticket, data: st.DataObject
) -> None:
    text = seal(KEY, ticket)
    cut = data.draw(st.integers(0, len(text) - 1))
    more = data.draw(st.text(string.ascii_letters + "=.", min_size=1, max_size=8))
    assert opened(KEY, text[:cut], NOW) is None
    assert opened(KEY, text + more, NOW) is None
    assert opened(KEY, more + text, NOW) is None


@given(tickets, tickets)
def test_the_mark_of_one_ticket_does_not_open_another(one: Ticket, other: Ticket) -> None:
    assume(one != other)
    body, mark = seal(KEY, one).split(".")[0], seal(KEY, other).split(".")[1]
    assert opened(KEY, f"{body}.{mark}", NOW) is None


@given(st.text(max_size=200))
def test_what_somebody_made_up_does_not_open(text: str) -> None:
    assert opened(KEY, text, NOW) is None


def test_what_is_absurdly_long_does_not_open_however_well_it_is_marked() -> None:
    ticket = Ticket(audience=Audience.STAFF, nonce="n", expires_at=NOW + LIFE, device="d" * LONGEST)
    assert opened(KEY, seal(KEY, ticket), NOW) is None


@given(tickets, st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_ticket_ends_at_the_instant_it_says(ticket: Ticket, after: timedelta) -> None:
    text = seal(KEY, ticket)
    assert opened(KEY, text, ticket.expires_at - timedelta(microseconds=1)) == ticket
    assert opened(KEY, text, ticket.expires_at + after) is None


def test_a_ticket_of_a_form_that_is_no_more_does_not_open() -> None:
    class Older(Value):
        """One that another version wrote."""

        audience: str

    assert opened(KEY, seal(KEY, cast(Ticket, Older(audience="ghost"))), NOW) is None


@given(st.lists(tickets, max_size=30, unique_by=lambda each: each.nonce))
async def test_each_ticket_is_taken_once(some: list[Ticket]) -> None:
    tally = OwnTally()
    assert [await first_use(tally, each) for each in some] == [True] * len(some)
    assert [await first_use(tally, each) for each in some] == [False] * len(some)


@given(
    st.lists(st.tuples(tickets, st.floats(0, 90)), max_size=30),
    st.sampled_from([timedelta(0), timedelta(seconds=1)]),
)
async def test_no_ticket_passes_twice_at_any_times(
    tries: list[tuple[Ticket, float]], again: timedelta
) -> None:
    now, passed = NOW, []
    tally = OwnTally(lambda: now.timestamp())
    for ticket, after in sorted(tries, key=lambda each: each[1]):
        for now in (NOW + timedelta(seconds=after), NOW + timedelta(seconds=after) + again):
            found = opened(KEY, seal(KEY, ticket), now)
            if found is not None and await first_use(tally, found):
                passed.append(found.nonce)
    assert len(set(passed)) == len(passed)


async def test_a_ticket_is_remembered_until_no_clock_opens_it_any_more() -> None:
    now = 0.0
    tally = OwnTally(lambda: now)
    ticket = Ticket(audience=Audience.GUEST, nonce="n", expires_at=NOW + LIFE)
    assert await first_use(tally, ticket)
    now = LIFE.total_seconds() + 29
    assert not await first_use(tally, ticket)
