"""Themes and locations: only those that the installation has, and none when it can't say."""

from datetime import UTC, datetime

from tests.fakes.pexip_management import FakeManagement
from tests.handoff.test_management import asking
from waitingroom.handoff.existing import Existing
from waitingroom.handoff.options import Options

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WANTED = Options(theme="Region", location="Oslo", overflow=("Bergen", "Bodø"))


async def test_what_there_is_is_used_and_the_rest_is_left_out() -> None:
    fake = FakeManagement(
        configuration={
            "ivr_theme": [{"id": 1, "name": "Region"}, {"id": 2, "name": "Andre"}, {"id": 3}],
            "system_location": [{"id": 1, "name": "Oslo"}, {"id": 2, "name": "Bodø"}],
        }
    )
    async with asking(fake) as management:
        existing = Existing(management)
        assert existing.only(WANTED) == Options()
        await existing.look(NOON)
        assert existing.only(WANTED) == WANTED.but(overflow=("Bodø",))
        fake.configuration["ivr_theme"].clear()
        await existing.look(NOON)
        assert existing.only(WANTED).theme == ""


async def test_an_installation_that_cannot_be_asked_has_no_names() -> None:
    fake = FakeManagement(configuration={"ivr_theme": [{"id": 1, "name": "Region"}]})
    async with asking(fake) as management:
        existing = Existing(management)
        await existing.look(NOON)
        assert existing.only(WANTED).theme == "Region"
        fake.limit = 0
        await existing.look(NOON)
        assert existing.only(WANTED) == Options()
