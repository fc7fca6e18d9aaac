"""The gate of the live lines: whose page may open one, and to what."""

from datetime import timedelta

import pytest

from tests.web.town import ACUTE, FOREIGN, ORIGIN, Browser, Town, expected, token_of
from waitingroom.core.value import Private
from waitingroom.protocol import CloseCode, limits
from waitingroom.web.visitor import Turned, Visitor
from waitingroom.wire import Accept, PassOn, Reject, Upgrade

GUEST, STAFF = "/wire/guest", f"/wire/staff/{ACUTE}"

FOREIGN_ORIGINS = (
    None,
    "",
    "null",
    "http://vent.example",
    "https://vent.example:443",
    "https://vent.example.evil.test",
    "https://evilvent.example",
    "https://sub.vent.example",
    "https://Vent.example",
    "https://vent.example/",
    "https://vеnt.example",  # noqa: RUF100 - the second letter is Cyrillic
    f"{ORIGIN}, https://evil.test",
)


class FakeSocket:
    def __init__(self) -> None:
        self.closed_with: int | None = None

    def send(self, text: bytes) -> None:
        raise AssertionError("nothing is sent to somebody who is turned away")

    def close(self, code: int, reason: str = "") -> None:
        self.closed_with = code

    def abort(self) -> None: ...

    @property
    def buffered(self) -> int:
        return 0


def upgrade(
    path: str, browser: Browser | None = None, origin: str | None = ORIGIN, cookie: str = ""
) -> Upgrade:
    headers = {"sec-websocket-protocol": limits.SUBPROTOCOL}
    kept = browser.http.cookies if browser else {}
    headers["cookie"] = cookie or "; ".join(f"{name}={value}" for name, value in kept.items())
    if origin is not None:
        headers["origin"] = origin
    return Upgrade(path=path, query="", headers=headers, address="192.0.2.10")


def closed_with(answer: Accept | Reject | PassOn) -> int | None:
    """The code of somebody who is let in only to hear why not."""
    assert isinstance(answer, Accept)
    assert isinstance(answer.handler, Visitor)
    assert isinstance(answer.handler.behind, Turned)
    assert answer.subprotocol == limits.SUBPROTOCOL
    socket = FakeSocket()
    answer.handler.opened(socket)
    answer.handler.heard(b"{}")
    answer.handler.paused()
    answer.handler.drained()
    answer.handler.closed(socket.closed_with or 0)
    return socket.closed_with


async def guest(town: Town) -> Browser:
    token = token_of(await expected(await town.signed_in()))
    phone = town.browser()
    assert (await phone.post("/api/guest/enter", {"token": token})).status_code == 200
    return phone


async def test_a_signed_in_guest_is_handed_to_the_hub(town: Town) -> None:
    answer = town.gate(upgrade(GUEST, await guest(town)))
    assert isinstance(answer, Accept)
    assert answer.subprotocol == "waiting.v1"
    assert [each.queue for each in town.hub.guests] == [ACUTE]


async def test_a_signed_in_colleague_is_handed_to_the_hub_with_their_queue(town: Town) -> None:
    answer = town.gate(upgrade(STAFF, await town.signed_in()))
    assert isinstance(answer, Accept)
    assert [queue for _, queue in town.hub.colleagues] == [ACUTE]


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
async def test_a_page_of_another_site_gets_no_line_with_our_cookies(
    town: Town, origin: str | None
) -> None:
    phone, colleague = await guest(town), await town.signed_in()
    for path, browser in ((GUEST, phone), (STAFF, colleague), ("/wire/nowhere", phone)):
        assert town.gate(upgrade(path, browser, origin)) == Reject(status=403)
    assert (town.hub.guests, town.hub.colleagues) == ([], [])


async def test_every_exact_origin_of_ours_gets_a_line(town: Town) -> None:
    phone = await guest(town)
    for origin in town.rooms.origins:
        assert isinstance(town.gate(upgrade(GUEST, phone, origin)), Accept)
    assert len(town.hub.guests) == len(town.rooms.origins)


async def test_who_is_not_signed_in_hears_so_inside_the_line(town: Town) -> None:
    for path in (GUEST, STAFF):
        assert closed_with(town.gate(upgrade(path))) == CloseCode.SIGNED_OUT
    # Neither cookie opens the other's line.
    assert closed_with(town.gate(upgrade(GUEST, await town.signed_in()))) == 4401
    assert closed_with(town.gate(upgrade(STAFF, await guest(town)))) == 4401


async def test_a_forged_cookie_opens_no_line(town: Town) -> None:
    sealed = (await guest(town)).http.cookies["__Host-guest"]
    for cookie in ("x", sealed[:-1], sealed[::-1], "A" * 2000, f"{sealed}.{sealed}"):
        answer = town.gate(upgrade(GUEST, cookie=f"__Host-guest={cookie}"))
        assert closed_with(answer) == 4401
        as_staff = town.gate(upgrade(STAFF, cookie=f"__Host-staff={sealed}"))
        assert closed_with(as_staff) == 4401


async def test_a_queue_of_another_clinic_is_as_gone_as_one_that_never_was(town: Town) -> None:
    colleague = await town.signed_in()
    for queue in (FOREIGN, "q-nowhere", "%2e%2e"):
        answer = town.gate(upgrade(f"/wire/staff/{queue}", colleague))
        assert closed_with(answer) == CloseCode.GONE
    assert town.hub.colleagues == []


async def test_there_is_no_other_line(town: Town) -> None:
    phone = await guest(town)
    for path in ("/", "/wire/guest/", "/wire/staff/", f"{STAFF}/x", "/wire/Guest", "/api/guest/me"):
        assert town.gate(upgrade(path, phone)) == Reject(status=404)


async def test_an_ended_sign_in_and_a_revoked_link_open_no_line_any_more(town: Town) -> None:
    answer = await expected(await town.signed_in())
    phone, colleague = town.browser(), await town.signed_in()
    await phone.post("/api/guest/enter", {"token": token_of(answer)})
    staff = upgrade(STAFF, colleague)
    link = await town.rooms.links.find(Private(token_of(answer)))
    assert link is not None
    await town.rooms.links.revoke(link.id, town.clock.now())
    await colleague.post("/api/staff/sign-out")
    assert closed_with(town.gate(upgrade(GUEST, phone))) == 4401
    assert closed_with(town.gate(staff)) == 4401


async def test_a_page_that_connects_by_itself_does_not_keep_an_idle_sign_in_alive(
    town: Town,
) -> None:
    colleague = await town.signed_in()
    for _ in range(12):
        assert isinstance(town.gate(upgrade(STAFF, colleague)), Accept)
        town.clock.move(timedelta(minutes=10))
    assert closed_with(town.gate(upgrade(STAFF, colleague))) == 4401


async def test_the_place_ticket_of_a_browser_is_shown_with_every_line(town: Town) -> None:
    phone = await guest(town)
    town.gate(upgrade(GUEST, phone))
    town.hub.tickets[ACUTE] = "eyJh.eyJp.c2ln"
    await phone.post("/api/guest/place", {})
    town.gate(upgrade(GUEST, phone))
    assert town.hub.shown == ["", "eyJh.eyJp.c2ln"]
