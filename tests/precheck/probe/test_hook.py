"""How the web process is told of verdicts over a real connection, and what when it is not there."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import httpx2
import msgspec

from tests.conference.house import until
from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.measured import Browser, System
from waitingroom.precheck.probe.hook import PAUSES_S, Hook
from waitingroom.precheck.talk import Finish, Judged
from waitingroom.precheck.telling import HOOK, Told
from waitingroom.precheck.tickets import Audience

from .page import LOGIN, config, page_at, probe_of, ticket

TOLD = Told(
    check="c",
    audience=Audience.GUEST,
    outcome=Outcome.GOOD,
    causes=(),
    browser=Browser.FIREFOX,
    major=1,
    system=System.LINUX,
)


class Web:
    """The web process: it takes posts, after it has refused some."""

    def __init__(self, refusals: int) -> None:
        self.posts: list[tuple[str, bytes]] = []
        self.url = ""
        self._refusals = refusals

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One post a connection."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        self.posts.append((head, await reader.readexactly(length)))
        status = "503 Busy" if len(self.posts) <= self._refusals else "204 No Content"
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()


def has(here: Web, posts: int) -> bool:
    return len(here.posts) == posts


@asynccontextmanager
async def web(refusals: int = 0) -> AsyncIterator[Web]:
    here = Web(refusals)
    server = await asyncio.start_server(here.answer, "127.0.0.1", 0)
    here.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{HOOK}"
    async with server:
        yield here


async def test_a_verdict_is_told_with_the_ids_of_its_ticket_and_our_sign_in() -> None:
    async with web() as here, probe_of(hook_url=here.url) as probe, page_at(probe) as page:
        await page.begins(ticket("v-told"))
        await page.say(Finish())
        judged = await page.hears(Judged)
        await until(lambda: bool(here.posts))
        head, body = here.posts[0]
        told = msgspec.json.decode(body, type=Told)
        assert (told.visit, told.guest, told.queue) == ("v-told", "guest", "queue")
        assert (told.outcome, told.causes) == (judged.verdict.outcome, judged.verdict.causes)
        assert Cause.CHECK_FAILED in told.causes
        assert (told.browser, told.major, told.device) == ("chromium", 156, "")
        assert base64.b64encode(":".join(LOGIN).encode()).decode().lower() in head
        assert head.startswith(f"post {HOOK} ")


async def test_a_verdict_is_told_again_until_it_is_taken_and_then_given_up() -> None:
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    async with httpx2.AsyncClient(trust_env=False) as client:
        for refusals, posts in ((2, 3), (99, len(PAUSES_S))):
            async with web(refusals) as here:
                hook = Hook(config(hook_url=here.url), client, rest)
                hook.tell(TOLD)
                await until(partial(has, here, posts))
                await hook.close()
    assert rests == [*PAUSES_S[:3], *PAUSES_S]


async def test_a_page_is_told_its_verdict_though_the_web_process_is_gone() -> None:
    gone = "http://127.0.0.1:9/hooks/probe/verdicts"
    async with probe_of(hook_url=gone) as probe, page_at(probe) as page:
        await page.begins()
        await page.say(Finish())
        assert (await page.hears(Judged)).verdict
        assert await page.closed() == 1000
