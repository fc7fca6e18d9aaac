"""Pages that stop reading among many that read."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from tests.storm.place import URL, Page, served, unhurried
from tests.web.serving import until
from tests.wire.place import RawPage, connected, frame, request, within
from waitingroom.core.actors import StaffActor, StaffRole
from waitingroom.core.commands import PostNotice
from waitingroom.core.ids import NoticeId, OpId, StaffId
from waitingroom.desk import Done
from waitingroom.protocol import limits
from waitingroom.wire import Accept, Gate, Handler, Limits, PassOn, Reject, Socket, Upgrade

READ, STALLED = 190, 10
WIRE = Limits(stall_s=1.0)
HELLO = b'{"type":"Hello","protocol":1,"locale":"da","tab":"t"}'
STAFF = StaffActor(staff=StaffId("anna"), role=StaffRole.CLINICIAN)


class Watched:
    """A line whose socket is looked at from outside."""

    def __init__(self, behind: Handler) -> None:
        self.socket: Socket
        self.code: int | None = None
        self.heard, self.paused, self.drained = behind.heard, behind.paused, behind.drained
        self._behind = behind

    def opened(self, socket: Socket) -> None:
        self.socket = socket
        self._behind.opened(socket)

    def closed(self, code: int) -> None:
        self.code = code
        self._behind.closed(code)


async def stops_reading(raw: RawPage, cookie: str) -> None:
    """Say hello and never read again."""
    headers = {"Origin": URL, "Sec-WebSocket-Protocol": limits.SUBPROTOCOL, "Cookie": cookie}
    raw.write(request("/wire/guest", **headers))
    await within(raw.reader.readuntil(b"\r\n\r\n"))
    raw.write(frame(1, HELLO))
    await raw.read()
    raw.writer.transport.pause_reading()  # type: ignore[attr-defined]


async def test_pages_that_stop_reading_are_cut_cost_little_and_no_other_notices(
    tmp_path: Path,
) -> None:
    lines: list[Watched] = []

    def watched(gate: Gate) -> Gate:
        def decide(upgrade: Upgrade) -> Accept | Reject | PassOn:
            answer = gate(upgrade)
            assert isinstance(answer, Accept)
            lines.append(Watched(answer.handler))
            return answer.but(handler=lines[-1])

        return decide

    async with AsyncExitStack() as stack:
        place = await stack.enter_async_context(
            served(tmp_path, unhurried(), wire=WIRE, around=watched)
        )
        cookies = await place.waiting(READ + STALLED)
        for cookie in cookies[READ:]:
            raw = await stack.enter_async_context(connected(place, read_buffer=2048))  # type: ignore[arg-type]
            await stops_reading(raw, cookie)
        stalled = list(lines)
        pages = await asyncio.gather(
            *(
                Page.comes(place, each, f"203.0.113.{nth}")
                for nth, each in enumerate(cookies[:READ])
            )
        )
        await place.settled()
        most, version, posted = 0, 0, 0
        while any(each.code is None for each in stalled):
            posted += 1
            notice = PostNotice(notice=NoticeId(f"n{posted}"))
            reply = await place.house.desk.ask(place.queue, OpId(f"op{posted}"), notice, STAFF)
            assert isinstance(reply, Done)
            version = reply.version
            await asyncio.gather(*(_sees(page, version) for page in pages))
            most = max(most, sum(each.socket.buffered for each in stalled if each.code is None))
        assert [each.code for each in stalled] == [1006] * STALLED
        assert all(each.code is None for each in lines[STALLED:])
        assert place.house.hub.lines == READ
        # What the kernel did not take: the high water and the view that went over it.
        assert 0 < most <= STALLED * (WIRE.high_water + 2 * 1024)
        await until(lambda: place.rooms.doorstep.inside == READ)


async def _sees(page: Page, version: int) -> None:
    while (await page.hears("Seat"))["version"] < version:
        pass
