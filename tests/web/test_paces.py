"""How fast the entrances may be tried, and who may go faster."""

from pathlib import Path

from tests.web.town import ACUTE, founded
from waitingroom.web import Figures


async def test_an_operators_own_network_may_go_ten_times_as_fast(tmp_path: Path) -> None:
    figures = Figures(walk_ins_per_h=1, networks=("192.0.2.0/24",))
    async with founded(tmp_path, figures) as town:
        town.open(ACUTE)
        for address, most in (("192.0.2.7", 10), ("198.51.100.7", 1)):
            statuses = [
                (
                    await town.browser(address).post(
                        "/api/door/nordklinikken", {"queue": ACUTE, "name": f"Nummer {each}"}
                    )
                ).status_code
                for each in range(most + 1)
            ]
            assert statuses == [200] * most + [429], address


async def test_looking_is_paced_too(tmp_path: Path) -> None:
    async with founded(tmp_path, Figures(looks_per_min=3)) as town:
        statuses = [
            (await town.browser().get("/api/door/nordklinikken")).status_code for _ in range(4)
        ]
        assert statuses == [200, 200, 200, 429]
        other = await town.browser("192.0.2.99").get("/api/door/nordklinikken")
        assert other.status_code == 200
