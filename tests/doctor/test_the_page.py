"""The settings of coturn that the operator's page recommends are well, when they are followed."""

from pathlib import Path

import pytest

from tests.docs.documents import fences, section, text
from tests.doctor.test_turn_servers import looks_at, not_well
from tests.net.coturn import BLOCKS, SECRET, WHY_NOT, Coturn, certified, running
from waitingroom.doctor import examined
from waitingroom.doctor.addresses import FORBIDDEN
from waitingroom.settings import read

installed = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

CHAPTER = section(text("docs/operating.md"), "## The TURN server")
SETTINGS, DENIED = fences(CHAPTER, "ini")


@installed
@pytest.mark.parametrize("denied", ["", DENIED])
async def test_a_server_that_is_set_up_like_the_page_says_is_well(
    tmp_path: Path, denied: str
) -> None:
    made = certified(tmp_path, "127.0.0.1")
    async with running(Coturn(), made, tmp_path, as_on_the_page(denied)) as coturn:
        found = await examined(looks_at(coturn.urls, made.trust))
    assert not_well(found) == []


def as_on_the_page(denied: str) -> str:
    """The file of the page; its second list stands for what the first one denies."""
    if not denied:
        return SETTINGS
    kept = [each for each in SETTINGS.splitlines() if not each.startswith("denied-peer-ip")]
    return "\n".join([*kept, denied])


def test_the_page_denies_the_blocks_that_the_tests_deny() -> None:
    assert [each.removeprefix("denied-peer-ip=") for each in DENIED.split()] == list(BLOCKS)


def test_the_page_says_how_many_addresses_are_asked_for() -> None:
    assert f"asks for {len(FORBIDDEN)} addresses" in CHAPTER


def test_the_addresses_of_the_page_are_such_as_are_taken() -> None:
    (block,) = (each for each in fences(CHAPTER, "bash") if "TURN_URLS" in each)
    said = dict(
        line.removeprefix("export ").replace("'", "").split("=", 1) for line in block.splitlines()
    )
    assert len(read(said).turn_urls) == 3
    assert SECRET.reveal() not in CHAPTER
