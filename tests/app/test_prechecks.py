"""A check from the ticket to the queue: a real house, a real line, and a probe behind it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.fakes.probe import VERDICT, FakeProbe, probing
from tests.handoff.opened import GUEST, VISIT, Q, let_in
from tests.precheck.given import ABLE
from tests.web.serving import serving
from waitingroom import app
from waitingroom.app import house
from waitingroom.core.checks import Checked
from waitingroom.core.ids import QueueId, UnitId
from waitingroom.core.model import Role
from waitingroom.core.refusals import Code, Refused
from waitingroom.house import House
from waitingroom.identity import GuestSignIn
from waitingroom.media import PROBE_LOGIN, TICKETS
from waitingroom.precheck import talk, telling
from waitingroom.precheck.measured import System
from waitingroom.precheck.talk import PROTOCOL, Begin, Depth, Finish, Judged, Plan, ToPage
from waitingroom.precheck.telling import HOOK
from waitingroom.precheck.tickets import Audience, Ticket
from waitingroom.prechecks import Prechecks, Probe
from waitingroom.settings import Settings
from waitingroom.web import build

ENVIRONMENT = ABLE.but(major=141, system=System.LINUX)

_heard: msgspec.json.Decoder[ToPage] = msgspec.json.Decoder(ToPage)


@dataclass
class Somewhere:
    """Where a probe is, or was, or is not."""

    place: tuple[str, int] | None = None


@dataclass
class Premises:
    """A house that serves pages, with one guest of one visit."""

    house: House
    url: str
    cookie: str

    async def ticket(self) -> str:
        async with httpx2.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                f"{self.url}/api/guest/check",
                json={},
                headers={"Origin": self.url, "Cookie": self.cookie},
            )
        assert answer.status_code == 200, answer.text
        ticket: str = answer.json()["ticket"]
        return ticket

    def line(self) -> Any:
        """The line to the probe, as the guest's page opens it."""
        return connect(
            f"{self.url.replace('http', 'ws')}/wire/probe",
            origin=Origin(self.url),
            additional_headers={"Cookie": self.cookie, "X-Forwarded-For": "203.0.113.9"},
            compression=None,
            proxy=None,
        )

    async def is_checked(self) -> None:
        """Wait until the queue knows of a check; TimeoutError when it does not."""
        changed = asyncio.Event()
        self.house.desk.watch(lambda *_: changed.set())
        async with asyncio.timeout(10):
            while await self.checked() is None:
                await changed.wait()
                changed.clear()

    async def checked(self) -> Checked | None:
        guest = (await self.house.desk.queue(Q)).visits[VISIT].guest(GUEST)
        assert guest is not None
        return guest.checked


@asynccontextmanager
async def premises(folder: Path, probe: Probe, proxies: tuple[str, ...]) -> AsyncIterator[Premises]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = Settings(data=folder, port=listening.getsockname()[1], proxies=proxies)
        async with house(settings) as opened, httpx2.AsyncClient() as client:
            await let_in(opened)
            node = app.handoff(opened, "http://127.0.0.1:9", client)
            rooms = app.rooms(opened, "http://127.0.0.1:9", node, probe)
            site, gate = build(rooms)
            sign_in = GuestSignIn(
                guest=GUEST,
                visit=VISIT,
                queue=Q,
                role=Role.PATIENT,
                walk_in=False,
                link=None,
                expires_at=opened.clock.now() + timedelta(hours=1),
            )
            cookie = f"{rooms.cookies.guest}={opened.seals.seal_guest(sign_in)}"
            async with serving(site, gate, listening, proxies) as url:
                yield Premises(opened, url, cookie)


@asynccontextmanager
async def with_probe(
    folder: Path, proxies: tuple[str, ...] = ()
) -> AsyncIterator[tuple[Premises, FakeProbe]]:
    there = Somewhere()
    async with premises(folder, there, proxies) as place:
        secret = place.house.keys
        password = secret.password("probe").reveal()
        key, hook = secret.key(TICKETS), f"{place.url}{HOOK}"
        async with probing(key, hook, PROBE_LOGIN, password) as probe:
            there.place = ("127.0.0.1", probe.port)
            yield place, probe


async def said(line: ClientConnection, message: object) -> ToPage:
    """What the probe answers."""
    await line.send(msgspec.json.encode(message).decode())
    return _heard.decode(await line.recv())


def begin(ticket: str) -> Begin:
    return Begin(protocol=PROTOCOL, ticket=ticket, depth=Depth.FULL, environment=ENVIRONMENT)


async def test_a_check_goes_from_the_ticket_over_the_line_to_the_queue(tmp_path: Path) -> None:
    async with with_probe(tmp_path) as (place, probe):
        async with place.line() as line:
            assert isinstance(await said(line, begin(await place.ticket())), Plan)
            assert await place.checked() is None
            assert await said(line, Finish()) == Judged(verdict=VERDICT)
        kept = await place.checked()
        assert kept is not None
        assert (kept.outcome, kept.causes) == (VERDICT.outcome, VERDICT.causes)
        (ticket,) = probe.tickets
        assert (ticket.queue, ticket.visit, ticket.guest) == (Q, VISIT, GUEST)


async def test_a_ticket_opens_the_line_once(tmp_path: Path) -> None:
    async with with_probe(tmp_path) as (place, _):
        ticket = await place.ticket()
        async with place.line() as line:
            assert isinstance(await said(line, begin(ticket)), Plan)
        async with place.line() as line:
            assert isinstance(await said(line, begin(ticket)), talk.Refused)
        assert await place.checked() is None


@pytest.mark.parametrize(("proxies", "told"), [((), "127.0.0.1"), (("127.0.0.1",), "203.0.113.9")])
async def test_the_probe_hears_who_calls_and_no_cookie(
    tmp_path: Path, proxies: tuple[str, ...], told: str
) -> None:
    async with with_probe(tmp_path, proxies) as (place, probe):
        async with place.line() as line:
            await said(line, begin(await place.ticket()))
        assert (probe.addresses, probe.cookies) == ([told], [])


async def test_a_probe_that_fell_is_a_plain_no_and_the_house_goes_on(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with premises(tmp_path, Somewhere(("127.0.0.1", port)), ()) as place:
        with pytest.raises(InvalidStatus) as refused:
            async with place.line():
                raise AssertionError("opened")
        assert refused.value.response.status_code == 503
        async with httpx2.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{place.url}/health/live")).status_code == 200


async def test_a_probe_that_is_away_is_told_and_does_not_make_the_house_unready(
    tmp_path: Path,
) -> None:
    async with house(Settings(data=tmp_path)) as opened, httpx2.AsyncClient() as client:
        node = app.handoff(opened, "http://127.0.0.1:9", client)
        away = await app.ready(opened, node, Somewhere())()
        assert away.ready
        assert away.parts["pre-check"] is False
        here = await app.ready(opened, node, Somewhere(("127.0.0.1", 9)))()
        assert here.parts["pre-check"] is True


@dataclass
class Told:
    """A house in which verdicts are told, and what was seen of them."""

    house: House
    checks: Prechecks
    seen: list[telling.Told]


@asynccontextmanager
async def telling_house(folder: Path) -> AsyncIterator[Told]:
    seen: list[telling.Told] = []

    async def see(told: telling.Told, at: datetime) -> None:
        seen.append(told)

    async with house(Settings(data=folder)) as opened:
        await let_in(opened)
        configured = opened.outer.configured
        yield Told(
            opened, Prechecks(Somewhere(), opened.desk, opened.around, configured, see), seen
        )


def verdict(audience: Audience = Audience.GUEST) -> telling.Told:
    ticket = Ticket(
        audience=audience,
        nonce="a-nonce-of-the-tests",
        expires_at=datetime(2026, 3, 2, tzinfo=UTC),
        unit=UnitId("unit1"),
        queue=Q,
        visit=VISIT,
        guest=GUEST,
    )
    browser, system = ENVIRONMENT.browser, ENVIRONMENT.system
    return telling.told(ticket, VERDICT.outcome, VERDICT.causes, browser, 141, system)


async def test_a_verdict_that_is_told_twice_is_one_event(tmp_path: Path) -> None:
    async with telling_house(tmp_path) as place:
        assert await place.checks.told(verdict()) is None
        version = (await place.house.desk.queue(Q)).version
        assert await place.checks.told(verdict()) is None
        assert (await place.house.desk.queue(Q)).version == version


async def test_equipment_of_staff_is_seen_and_no_queue_is_asked(tmp_path: Path) -> None:
    async with telling_house(tmp_path) as place:
        version = (await place.house.desk.queue(Q)).version
        assert await place.checks.told(verdict(Audience.STAFF)) is None
        assert (await place.house.desk.queue(Q)).version == version
        assert [each.audience for each in place.seen] == [Audience.STAFF]


async def test_what_the_queue_can_not_take_now_is_not_seen_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with telling_house(tmp_path) as place:
        answers = [Refused(code=Code.BUSY), Refused(code=Code.ENDED)]

        async def ask(*_: object) -> Refused:
            return answers.pop(0)

        monkeypatch.setattr(place.house.desk, "ask", ask)
        assert await place.checks.told(verdict()) == Refused(code=Code.BUSY)
        assert place.seen == []
        # Of a visit that is over nobody will ever be told, but its equipment was seen.
        assert await place.checks.told(verdict()) is None
        assert place.seen == [verdict()]


async def test_who_was_transferred_meanwhile_is_found_in_the_other_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with telling_house(tmp_path) as place:
        asked: list[QueueId] = []

        async def whereabouts(*_: object) -> QueueId:
            return QueueId("elsewhere")

        async def ask(queue: QueueId, *_: object) -> Refused:
            asked.append(queue)
            return Refused(code=Code.NOT_FOUND)

        monkeypatch.setattr(place.house.desk, "whereabouts", whereabouts)
        monkeypatch.setattr(place.house.desk, "ask", ask)
        assert await place.checks.told(verdict()) is None
        assert asked == ["elsewhere"]
