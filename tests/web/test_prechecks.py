"""Checks of equipment: who gets a ticket, who gets the line, and what becomes of a verdict."""

from collections.abc import Sequence
from ipaddress import ip_network
from uuid import uuid4

import httpx2
import msgspec
import pytest

from tests.web.test_hooks import basic
from tests.web.town import ACUTE, FOREIGN, NORTH, ORIGIN, Browser, Town, expected, token_of
from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.ids import VisitId
from waitingroom.core.refusals import Code, Refused
from waitingroom.core.value import Private
from waitingroom.precheck.measured import Browser as Family
from waitingroom.precheck.measured import System
from waitingroom.precheck.telling import HOOK, MOST_BYTES, Told, told
from waitingroom.precheck.tickets import LIFE, Audience, Subject, Ticket, opened, seal
from waitingroom.web import NodeLogin
from waitingroom.web.headers import page_policy
from waitingroom.web.lines import MOST, PER_ADDRESS, Lines
from waitingroom.web.socket import PROBE as LINE
from waitingroom.wire import PassOn, Reject, Upgrade

KEY = b"a key for tickets of these tests"
PLACE = ("127.0.0.1", 4711)
RIGHT = basic("probe", "hemmeligt for proben")
NODE = "https://node.example"


class FakeChecks:
    """Seals tickets as the real ones do, and notes what it is told."""

    def __init__(self, town: Town) -> None:
        self.place: tuple[str, int] | None = PLACE
        self.login = NodeLogin(
            login="probe",
            password=Private("hemmeligt for proben"),
            networks=(ip_network("127.0.0.0/8"),),
        )
        self.told_of: list[Told] = []
        self.refuses: Refused | None = None
        self._now = town.clock.now

    def ticket(self, subject: Subject) -> str:
        return seal(
            KEY,
            Ticket(
                **msgspec.structs.asdict(subject),
                nonce=uuid4().hex,
                expires_at=self._now() + LIFE,
            ),
        )

    async def told(self, told: Told) -> Refused | None:
        if self.refuses is None:
            self.told_of.append(told)
        return self.refuses


def checking(town: Town) -> tuple[Town, FakeChecks]:
    """The town with a probe beside it."""
    checks = FakeChecks(town)
    return town.rebuilt(checks=checks), checks


async def guest(town: Town) -> tuple[Browser, VisitId]:
    """A guest of a visit that is expected."""
    made = await expected(await town.signed_in())
    phone = town.browser()
    assert (await phone.post("/api/guest/enter", {"token": token_of(made)})).status_code == 200
    return phone, VisitId(made.json()["visit"])


def ticket_of(town: Town, answer: httpx2.Response) -> Ticket:
    assert answer.status_code == 200, answer.text
    assert answer.json()["line"] == LINE
    found = opened(KEY, answer.json()["ticket"], town.clock.now())
    assert found is not None
    assert opened(KEY, answer.json()["ticket"], town.clock.now() + LIFE) is None
    return found


async def test_a_guest_gets_a_ticket_for_their_own_visit(town: Town) -> None:
    town, _ = checking(town)
    phone, visit = await guest(town)
    found = ticket_of(town, await phone.post("/api/guest/check"))
    assert (found.audience, found.unit, found.queue) == (Audience.GUEST, NORTH, ACUTE)
    assert found.visit == visit
    assert found.guest
    assert found.device == ""


async def test_no_two_tickets_are_the_same(town: Town) -> None:
    town, _ = checking(town)
    phone, _ = await guest(town)
    answers = [await phone.post("/api/guest/check") for _ in range(5)]
    assert len({ticket_of(town, each).nonce for each in answers}) == 5


async def test_a_colleague_checks_equipment_by_its_name(town: Town) -> None:
    town, _ = checking(town)
    anna = await town.signed_in()
    answer = await anna.post(f"/api/staff/queues/{ACUTE}/check", {"device": "  Stue 3,  bærbar "})
    found = ticket_of(town, answer)
    assert (found.audience, found.unit, found.queue) == (Audience.STAFF, NORTH, ACUTE)
    assert (found.device, found.visit, found.guest) == ("Stue 3, bærbar", "", "")


@pytest.mark.parametrize("device", ["", "   ", "x" * 61, "a\u202eb"])
async def test_equipment_without_a_proper_name_is_refused(town: Town, device: str) -> None:
    anna = await checking(town)[0].signed_in()
    answer = await anna.post(f"/api/staff/queues/{ACUTE}/check", {"device": device})
    assert (answer.status_code, answer.json()["field"]) == (400, "device")


async def test_nobody_checks_for_a_queue_of_another_clinic(town: Town) -> None:
    anna = await checking(town)[0].signed_in()
    answer = await anna.post(f"/api/staff/queues/{FOREIGN}/check", {"device": "Stue 3"})
    assert answer.status_code == 404


async def test_anybody_checks_a_network_and_no_id_stands_in_the_ticket(town: Town) -> None:
    town, _ = checking(town)
    found = ticket_of(town, await town.browser().post("/api/network/check"))
    assert found.audience is Audience.NETWORK
    assert (found.unit, found.queue, found.visit, found.guest) == ("", "", "", "")


async def test_an_address_checks_its_network_so_often_and_no_oftener(town: Town) -> None:
    town, _ = checking(town)
    stranger = town.browser("198.51.100.7")
    answers = [await stranger.post("/api/network/check") for _ in range(121)]
    assert [each.status_code for each in answers] == [200] * 120 + [429]
    assert (await town.browser("198.51.100.8").post("/api/network/check")).status_code == 200


async def asked_by_all(town: Town) -> list[tuple[int, str]]:
    phone, _ = await guest(town)
    anna = await town.signed_in()
    answers = (
        await phone.post("/api/guest/check"),
        await anna.post(f"/api/staff/queues/{ACUTE}/check", {"device": "Stue 3"}),
        await town.browser().post("/api/network/check"),
    )
    return [(each.status_code, each.json()["code"]) for each in answers]


async def test_where_nothing_is_checked_there_is_no_ticket_and_no_line(town: Town) -> None:
    assert await asked_by_all(town) == [(404, "not-found")] * 3
    assert town.gate(upgrade()) == Reject(status=404)
    answer = await town.browser("127.0.0.1").http.post(HOOK, content=b"{}", headers=RIGHT)
    assert answer.status_code == 401


async def test_while_the_probe_is_away_everybody_hears_so_before_they_wait(town: Town) -> None:
    town, checks = checking(town)
    checks.place = None
    assert await asked_by_all(town) == [(503, "busy")] * 3
    assert town.gate(upgrade()) == Reject(status=503)


async def test_the_page_of_the_check_is_the_guests_page(town: Town) -> None:
    browser = town.browser()
    check, wait = await browser.get("/check"), await browser.get("/wait")
    assert check.status_code == wait.status_code == 200
    assert "guest" in check.text


async def test_a_page_may_call_the_nodes_it_checks_and_nothing_more(town: Town) -> None:
    bare = page_policy(town.rooms, "n")
    hosts = town.rebuilt(conference_hosts=(NODE,)).rooms
    assert page_policy(hosts, "n") == bare.replace("; form-action", f" {NODE}; form-action")
    assert page_policy(checking(town)[0].rooms, "n") == bare


# --- the line


def upgrade(origin: str | None = ORIGIN, address: str = "192.0.2.10") -> Upgrade:
    headers = {} if origin is None else {"origin": origin}
    return Upgrade(path=LINE, query="", headers=headers, address=address)


def passed(answer: object) -> PassOn:
    assert isinstance(answer, PassOn)
    return answer


async def test_a_page_of_ours_is_passed_on_to_the_probe(town: Town) -> None:
    answer = passed(checking(town)[0].gate(upgrade()))
    assert (answer.host, answer.port) == PLACE


@pytest.mark.parametrize("origin", [None, "null", "https://evil.test", f"{ORIGIN}:443"])
async def test_a_page_of_another_site_does_not_reach_the_probe(
    town: Town, origin: str | None
) -> None:
    assert checking(town)[0].gate(upgrade(origin)) == Reject(status=403)


async def test_an_address_has_so_many_lines_and_gets_the_room_back(town: Town) -> None:
    gate = checking(town)[0].gate
    here = [passed(gate(upgrade())) for _ in range(PER_ADDRESS)]
    assert gate(upgrade()) == Reject(status=429)
    assert isinstance(gate(upgrade(address="198.51.100.7")), PassOn)
    here[0].ended()
    assert isinstance(gate(upgrade()), PassOn)
    assert gate(upgrade()) == Reject(status=429)


async def test_all_addresses_together_have_so_many_lines(town: Town) -> None:
    gate = checking(town)[0].gate
    answers = [gate(upgrade(address=f"198.51.100.{each}")) for each in range(MOST + 1)]
    assert [isinstance(each, PassOn) for each in answers] == [True] * MOST + [False]


def test_the_lines_of_one_household_count_together_and_leave_nothing() -> None:
    lines = Lines()
    taken = [lines.take(f"2001:db8::{each}") for each in range(PER_ADDRESS)]
    assert lines.take("2001:db8::ffff") is None
    assert len(lines) == PER_ADDRESS
    for give_back in taken:
        assert give_back is not None
        give_back()
    assert len(lines) == 0
    assert not lines._open


# --- the probe tells


def verdict(ticket: Ticket, outcome: Outcome = Outcome.SOUND_ONLY) -> Told:
    return told(ticket, outcome, (Cause.CAM_NONE,), Family.FIREFOX, 141, System.LINUX)


async def tell(town: Town, body: object, headers: dict[str, str] = RIGHT) -> httpx2.Response:
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    probe = town.browser("127.0.0.1")
    return await probe.http.post(HOOK, content=content, headers=headers)


async def begun(town: Town) -> Ticket:
    phone, _ = await guest(town)
    return ticket_of(town, await phone.post("/api/guest/check"))


async def test_a_verdict_is_handed_on_as_it_was_told(town: Town) -> None:
    town, checks = checking(town)
    judged = verdict(await begun(town))
    assert (await tell(town, judged)).status_code == 200
    assert checks.told_of == [judged]


async def test_a_verdict_that_can_not_be_kept_now_is_asked_for_again(town: Town) -> None:
    town, checks = checking(town)
    checks.refuses = Refused(code=Code.BUSY)
    assert (await tell(town, verdict(await begun(town)))).status_code == 503


@pytest.mark.parametrize(
    "headers", [{}, basic("probe", "forkert"), basic("node", "hemmeligt for noden")]
)
async def test_nobody_but_the_probe_tells_verdicts(town: Town, headers: dict[str, str]) -> None:
    town, checks = checking(town)
    judged = verdict(await begun(town))
    assert (await tell(town, judged, headers)).status_code == 401
    far = town.browser("198.51.100.7")
    answer = await far.http.post(HOOK, content=msgspec.json.encode(judged), headers=RIGHT)
    assert answer.status_code == 401
    assert checks.told_of == []


def bodies() -> Sequence[tuple[bytes, int]]:
    return (
        (b"", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b'{"check": "x"}', 400),
        (b" " * (MOST_BYTES + 1), 413),
    )


@pytest.mark.parametrize(("body", "status"), bodies())
async def test_what_is_no_verdict_is_refused(town: Town, body: bytes, status: int) -> None:
    assert (await tell(checking(town)[0], body)).status_code == status
