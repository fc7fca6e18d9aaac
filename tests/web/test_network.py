"""What an IT department is told: what its people need, and nothing that is only ours."""

from pathlib import Path

from tests.web.town import Town, founded
from waitingroom.web import Figures


async def test_anybody_reads_what_must_be_let_out(town: Town) -> None:
    answer = await town.browser().get("/api/network")
    assert answer.status_code == 200
    assert answer.json() == {
        "site": "vent.example",
        "openings": [
            {
                "source": "people",
                "target": "server",
                "host": "192.0.2.7",
                "protocol": "udp",
                "first": 40000,
                "last": 49999,
                "purpose": "media",
            }
        ],
        "conferences": {"embedded": [], "pexip": ["node.example"]},
    }


async def test_asking_again_and_again_is_slowed_down_by_address(tmp_path: Path) -> None:
    async with founded(tmp_path, Figures(looks_per_min=2)) as town:
        statuses = [(await town.browser().get("/api/network")).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        assert (await town.browser("192.0.2.99").get("/api/network")).status_code == 200


async def test_the_start_page_leads_there_in_both_languages(town: Town) -> None:
    text = (await town.browser().get("/")).text
    assert 'href="/network"' in text
    assert 'href="/network?lang=en"' in text
