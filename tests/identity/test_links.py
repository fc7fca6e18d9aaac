"""Personal links: found by their token alone, good in their window, taken back at once."""

import base64
import hashlib
import logging
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.core.ids import GuestId, LinkId, QueueId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Private
from waitingroom.identity import Link, Links, LinkState
from waitingroom.identity.ids import fresh_token
from waitingroom.identity.limits import STAY
from waitingroom.ledger import Busy

NOW = datetime(2026, 3, 2, 10, 0, 0, 123456, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def _issue(
    links: Links,
    guest: str = "guest-1",
    role: Role = Role.PATIENT,
    closes_at: datetime = NOW + HOUR,
) -> Private:
    return await links.issue(
        GuestId(guest), VisitId("visit-1"), QueueId("queue-1"), role, NOW - HOUR, closes_at
    )


async def _found(links: Links, token: Private) -> Link:
    link = await links.find(token)
    assert link is not None
    return link


async def test_a_link_is_found_by_its_token_with_all_that_it_is_for(links: Links) -> None:
    token = await _issue(links, role=Role.INTERPRETER)
    link = await _found(links, token)
    assert link == Link(
        id=link.id,
        guest=GuestId("guest-1"),
        visit=VisitId("visit-1"),
        queue=QueueId("queue-1"),
        role=Role.INTERPRETER,
        opens_at=NOW - HOUR,
        closes_at=NOW + HOUR,
    )
    assert len(link.id) == 16


async def test_a_link_can_be_used_again_and_again_on_every_node(
    links: Links, other_links: Links
) -> None:
    token = await _issue(links)
    found = [await each.find(token) for each in (links, other_links, links, other_links)]
    assert found == [await _found(links, token)] * 4


async def test_each_person_of_a_visit_has_an_own_link(links: Links) -> None:
    tokens = [await _issue(links, f"guest-{number}") for number in range(4)]
    found = [await _found(links, each) for each in tokens]
    assert [each.guest for each in found] == [f"guest-{number}" for number in range(4)]
    assert len({each.id for each in found}) == 4


def test_a_link_says_what_it_is_good_for() -> None:
    link = Link(
        id=LinkId("link-1"),
        guest=GuestId("guest-1"),
        visit=VisitId("visit-1"),
        queue=QueueId("queue-1"),
        role=Role.PATIENT,
        opens_at=NOW,
        closes_at=NOW + HOUR,
    )
    instant = timedelta(microseconds=1)
    assert link.state(NOW - instant) is LinkState.EARLY
    assert link.state(NOW) is LinkState.OPEN
    assert link.state(NOW + HOUR - instant) is LinkState.OPEN
    assert link.state(NOW + HOUR) is LinkState.LATE
    assert link.but(revoked_at=NOW).state(NOW) is LinkState.REVOKED


async def test_a_link_that_closes_before_it_opens_is_not_made(links: Links) -> None:
    with pytest.raises(ValueError, match="closes after it opens"):
        await _issue(links, closes_at=NOW - HOUR)


async def test_only_the_hash_of_a_token_is_kept(links: Links, engine: AsyncEngine) -> None:
    token = (await _issue(links)).reveal()
    async with engine.connect() as connection:
        row = (await connection.execute(text("SELECT * FROM link"))).mappings().one()
    assert bytes(row["token_hash"]) == hashlib.sha256(token.encode()).digest()
    raw = base64.urlsafe_b64decode(token)
    told = [str(each).encode() for each in row.values()] + [bytes(row["token_hash"])]
    assert not any(token.encode() in each or raw in each for each in told)


def test_a_hundred_thousand_tokens_are_unique_and_need_no_escaping() -> None:
    tokens = {fresh_token() for _ in range(100_000)}
    assert len(tokens) == 100_000
    assert {len(each) for each in tokens} == {32}
    assert all(len(base64.urlsafe_b64decode(each)) * 8 == 192 for each in list(tokens)[:100])
    assert set("".join(tokens)) == set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    )


def _forged(token: str) -> list[str]:
    """What is not the token, however near it comes."""
    near = [
        token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        for place in range(32)
    ]
    shapes = [token[:-1], token[1:], f"{token}=", f"{token}A", f"{token}\n", f" {token}", token * 2]
    other = [token.swapcase(), token[::-1], hashlib.sha256(token.encode()).hexdigest()]
    strange = ["", "0" * 32, "A" * 32, "-" * 32, "%" * 32, "\x00" * 32, "\ud800" * 32, "ａ" * 32]
    attempts = ["' OR 1=1 --", "null", "*", "../" * 10, "é" * 32, "A" * 1_000_000, f"{token}\x00"]
    random = [fresh_token() for _ in range(10)]
    return near + shapes + other + strange + attempts + random


async def test_no_forged_token_finds_a_link(links: Links) -> None:
    token = (await _issue(links)).reveal()
    forgeries = _forged(token)
    assert len(set(forgeries) - {token}) == len(forgeries) >= 60
    found = [each for each in forgeries if await links.find(Private(each)) is not None]
    assert found == []
    assert await links.find(Private(token)) is not None


# --- taken back


async def test_a_revoked_link_is_found_but_revoked(links: Links) -> None:
    token, kept = await _issue(links), await _issue(links, "guest-2")
    link = await _found(links, token)
    assert not links.is_revoked(link.id)
    await links.revoke(link.id, NOW)
    assert links.is_revoked(link.id)
    assert await _found(links, token) == link.but(revoked_at=NOW)
    assert (await _found(links, token)).state(NOW) is LinkState.REVOKED
    assert (await _found(links, kept)).state(NOW) is LinkState.OPEN


async def test_all_links_of_a_guest_are_taken_back_and_no_others(links: Links) -> None:
    old, new, theirs = [await _issue(links, each) for each in ("guest-1", "guest-1", "guest-2")]
    await links.revoke_guest(GuestId("guest-1"), NOW)
    states = [(await _found(links, each)).state(NOW) for each in (old, new, theirs)]
    assert states == [LinkState.REVOKED, LinkState.REVOKED, LinkState.OPEN]


async def test_a_link_made_after_the_old_ones_were_taken_back_is_good(links: Links) -> None:
    await _issue(links)
    await links.revoke_guest(GuestId("guest-1"), NOW)
    link = await _found(links, await _issue(links))
    assert link.state(NOW) is LinkState.OPEN
    assert not links.is_revoked(link.id)


async def test_revoking_again_changes_nothing_and_tells_nobody(links: Links) -> None:
    heard: list[Link] = []
    links.on_revoked(heard.append)
    token = await _issue(links)
    link = await _found(links, token)
    await links.revoke(link.id, NOW)
    await links.revoke(link.id, NOW + HOUR)
    await links.revoke_guest(link.guest, NOW + HOUR)
    await links.revoke(LinkId("none"), NOW)
    await links.refresh(NOW)
    assert heard == [link.but(revoked_at=NOW)] == [await _found(links, token)]


async def test_who_listens_hears_of_each_link_until_they_stop(links: Links) -> None:
    heard: list[LinkId] = []
    stop = links.on_revoked(lambda link: heard.append(link.id))
    first, second = [await _found(links, await _issue(links, each)) for each in ("g-1", "g-2")]
    await links.revoke(first.id, NOW)
    stop()
    await links.revoke(second.id, NOW)
    assert heard == [first.id]


async def test_another_node_hears_of_it_when_it_looks(links: Links, other_links: Links) -> None:
    heard: list[LinkId] = []
    other_links.on_revoked(lambda link: heard.append(link.id))
    wanted = []
    # Also those of nodes whose clocks are far ahead or behind.
    for minutes in (0, 600, -600, 20):
        link = await _found(links, await _issue(links, f"guest-{minutes}"))
        await links.revoke(link.id, NOW + timedelta(minutes=minutes))
        wanted.append(link.id)
        assert not other_links.is_revoked(link.id)
        await other_links.refresh(NOW)
        assert other_links.is_revoked(link.id)
    await other_links.refresh(NOW)
    assert heard == wanted


async def test_a_look_does_not_read_links_that_are_closed_anyway(
    links: Links, other_links: Links
) -> None:
    link = await _found(links, await _issue(links, closes_at=NOW))
    await links.revoke(link.id, NOW - HOUR)
    await other_links.refresh(NOW + STAY)
    assert not other_links.is_revoked(link.id)
    assert links.is_revoked(link.id)


async def test_a_look_reads_links_that_are_closed_but_may_still_have_somebody_signed_in(
    links: Links, other_links: Links
) -> None:
    link = await _found(links, await _issue(links, closes_at=NOW))
    await links.revoke(link.id, NOW)
    await other_links.refresh(NOW + STAY - HOUR)
    assert other_links.is_revoked(link.id)


async def test_a_restart_forgets_no_revocation(links: Links, other_engine: AsyncEngine) -> None:
    link = await _found(links, await _issue(links))
    await links.revoke(link.id, NOW)
    again = Links(other_engine)
    assert not again.is_revoked(link.id)
    await again.start()
    assert again.is_revoked(link.id)


async def test_old_links_are_forgotten(links: Links) -> None:
    old = await _issue(links, closes_at=NOW)
    new = await _issue(links, "guest-2", closes_at=NOW + HOUR)
    links_of = [await _found(links, each) for each in (old, new)]
    for link in links_of:
        await links.revoke(link.id, NOW)
    assert await links.forget(NOW + HOUR) == 1
    assert await links.find(old) is None
    assert await links.find(new) is not None
    assert [links.is_revoked(each.id) for each in links_of] == [False, True]


async def test_neither_a_failure_nor_a_print_tells_a_token(
    links: Links, bare_engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    token = await _issue(links)
    secret = token.reveal()
    shown = f"{token} {token!r} {await _found(links, token)!r} {vars(links)}"
    with pytest.raises((Busy, RuntimeError)) as failed:
        await Links(bare_engine).find(token)
    shown += "".join(traceback.format_exception(failed.value)) + caplog.text
    digest = hashlib.sha256(secret.encode())
    for each in (secret, digest.hexdigest(), repr(digest.digest())[2:-1]):
        assert each not in shown
    assert failed.value.__context__ is None
