"""What the tests of the call share: the gallery as built, a node one can stop, cameras."""

import asyncio
import functools
import os
import subprocess
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.conference.house import LOGIN, House, housed
from waitingroom.conference import NodeConfig, serve
from waitingroom.core.value import Private

from .people import HOST_PIN, Person, person_in, together

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The second false camera measures depth, which no browser can send; the third one is a camera.
    "--use-fake-device-for-media-stream=device-count=3",
    "--use-fake-ui-for-media-stream",
    # A screen to show is chosen without asking, as a camera is.
    "--auto-select-desktop-capture-source=Entire screen",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the gallery, built from the sources as they are."""
    target = tmp_path_factory.mktemp("gallery")
    own = ROOT / ".tools" / "node" / "bin"
    done = subprocess.run(
        [
            FRONTEND / "node_modules" / ".bin" / "vite",
            "build",
            "--mode",
            "gallery",
            "--outDir",
            target,
        ],
        cwd=FRONTEND,
        env=os.environ | {"PATH": f"{own}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    handler = functools.partial(_Quiet, directory=str(target))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/gallery.html"
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """The policy server and the event sink of one node."""
    async with housed(House()) as house:
        yield house


class StoppableNode:
    """A node that can be stopped and started again at the same address."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._port = 0
        self._running: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def start(self) -> None:
        listens: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        config = NodeConfig(
            host="127.0.0.1",
            port=self._port,
            policy_url=self._house.url,
            sink_url="",
            username=LOGIN[0],
            password=Private(LOGIN[1]),
            node_name="10.0.0.1",
        )
        self._running = asyncio.create_task(serve(config, listens.set_result))
        async with asyncio.timeout(10):
            self._port = await listens

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running], timeout=10)


@pytest.fixture
async def node(house: House) -> AsyncIterator[StoppableNode]:
    node = StoppableNode(house)
    await node.start()
    yield node
    await node.stop()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=FLAGS
        )
        yield browser
        await browser.close()


Arrives = Callable[[], Awaitable[Person]]


@pytest.fixture
async def arrives(browser: Browser, gallery: str, node: StoppableNode) -> AsyncIterator[Arrives]:
    """Lets one more person sit down, in a window as small as a phone's."""
    contexts = []

    async def arrive() -> Person:
        context = await browser.new_context(viewport={"width": 360, "height": 740})
        contexts.append(context)
        return await person_in(context, gallery, node.url)

    yield arrive
    for context in contexts:
        await context.close()


@pytest.fixture
async def pair(house: House, arrives: Arrives) -> tuple[Person, Person]:
    """A clinician and a patient who see each other."""
    alias = house.opens("v-talk")
    anna, per = await arrives(), await arrives()
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test")
    await per.reads("Vi venter på Anna Test")
    await anna.goes_in(alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN, audience="staff")
    await together(anna, per)
    return anna, per
