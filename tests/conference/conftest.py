"""What the tests of the node share: the house, a node, and a page built with the client library."""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, async_playwright

from waitingroom.conference import Node

from .client import Said
from .house import House, housed, node_of, open_node_of
from .people import FLAGS, Person

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "frontend" / "node_modules"


def node_environment() -> dict[str, str]:
    """The environment in which the project's own Node.js is found first."""
    own = ROOT / ".tools" / "node" / "bin"
    return os.environ | {"PATH": f"{own}:{os.environ['PATH']}"}


def bundle(source: Path, target: Path) -> None:
    """Bundle a script with the libraries it imports."""
    if not (target.parent / "node_modules").exists():
        (target.parent / "node_modules").symlink_to(MODULES)
    copy = target.parent / f"source-{source.name}"
    shutil.copy(source, copy)
    bundler = str(MODULES / ".bin" / "rolldown")
    command = [bundler, str(copy), "--file", str(target), "--format", "esm"]
    done = subprocess.run(
        command,
        cwd=target.parent,
        env=node_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def built(target: Path) -> Path:
    """The page, ready to be served from this directory."""
    here = Path(__file__).parent / "page"
    bundle(here / "page.js", target / "page.js")
    shutil.copy(here / "page.html", target / "page.html")
    return target


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the page."""
    return built(tmp_path_factory.mktemp("pages"))


@pytest.fixture
async def house() -> AsyncIterator[House]:
    """A house of its own for each test, which fails when the node has spoken to it wrongly."""
    async with housed(House()) as house:
        yield house
        assert not house.faults, house.faults


@pytest.fixture
async def node(house: House) -> AsyncIterator[str]:
    """The address of a node of this house."""
    async with node_of(house) as url:
        yield url


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", headless=True, args=FLAGS
        )
        yield browser
        await browser.close()


@pytest.fixture
async def inside(house: House) -> AsyncIterator[tuple[str, Node]]:
    """The address of the node, and its inside for the tests that break something there."""
    async with open_node_of(house) as found:
        yield found


@pytest.fixture
async def person(
    chromium: Browser, house: House, inside: tuple[str, Node], pages: Path
) -> AsyncIterator[Callable[[], Any]]:
    house.pages = pages
    contexts = []
    node = inside[0]

    async def arrive() -> Person:
        context = await chromium.new_context()
        contexts.append(context)
        page = await context.new_page()
        await page.goto(f"{house.url}/page.html")
        await page.wait_for_function("window.kit")
        return Person(page, node)

    yield arrive
    for context in contexts:
        await context.close()


Refused = Callable[[Said], list[Any]]


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """What the official validators say about a list of replies."""
    script = tmp_path_factory.mktemp("validators") / "validate.mjs"
    bundle(Path(__file__).parent / "page" / "validate.js", script)
    program = shutil.which("node", path=node_environment()["PATH"])
    assert program is not None

    def refused(said: Said) -> list[Any]:
        done = subprocess.run(
            [program, str(script)],
            input=msgspec.json.encode(said),
            capture_output=True,
            timeout=30,
            check=True,
        )
        found: list[Any] = msgspec.json.decode(done.stdout)
        return found

    return refused
