"""One text message, once, to whom it may go, and never more than the limits allow."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.notify.office import KEY, PER_DAY, Drawer, Office, recipient
from waitingroom.core.model import Text
from waitingroom.ledger import Busy
from waitingroom.notify import TextLog
from waitingroom.notify.log import KEPT
from waitingroom.notify.tables import text_message
from waitingroom.notify.texting import NUMBER_DAY, NUMBER_HOUR, USUAL_LEAST


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def office(engine: AsyncEngine, drawer: Drawer) -> Office:
    return Office(engine, drawer)


async def test_it_says_that_they_are_called_and_leads_back_by_a_link_of_ours(
    office: Office, drawer: Drawer
) -> None:
    assert await office.texting().send("q-7", recipient()) is Text.SENT
    ((number, text),) = drawer.sent
    assert number == "+4500000001"
    assert text.endswith(f"https://venter.example.dk/l#{1:032}")
    assert office.links == [recipient()]


async def test_of_one_name_there_is_one_however_often_it_is_asked_for(
    office: Office, drawer: Drawer
) -> None:
    texting = office.texting()
    for outcome in (Text.SENT, Text.FAILED, Text.UNKNOWN):
        drawer.says = outcome
        assert await texting.send(f"q-{outcome}", recipient()) is outcome
        drawer.says = Text.SENT
        assert await texting.send(f"q-{outcome}", recipient()) is outcome
        assert await office.texting().send(f"q-{outcome}", recipient()) is outcome
    assert len(drawer.sent) == 3


@pytest.mark.parametrize("phone", ["", "+46 80 00 00 01", "+45 90 00 00 01", "112", "+4500p"])
async def test_to_whom_it_may_not_go_nothing_goes_and_nothing_is_counted(
    office: Office, drawer: Drawer, phone: str
) -> None:
    office.phones["ada"] = phone
    assert await office.texting().send("q-1", recipient()) is Text.FAILED
    assert (drawer.sent, office.links) == ([], [])


async def test_without_a_gateway_it_fails(office: Office) -> None:
    office.gateway = None
    assert await office.texting().send("q-1", recipient()) is Text.FAILED
    assert office.links == []


async def test_an_address_that_makes_it_two_messages_is_not_sent(
    office: Office, drawer: Drawer
) -> None:
    office.origin = f"https://{'venter' * 20}.example.dk"
    assert await office.texting().send("q-1", recipient()) is Text.FAILED
    assert drawer.sent == []


async def test_a_gateway_that_breaks_or_never_ends_leaves_it_unknown(
    office: Office, drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    drawer.says = RuntimeError("+4500000001 was refused")
    assert await office.texting().send("q-1", recipient()) is Text.UNKNOWN

    class Silent:
        async def send(self, number: str, text: str) -> Text:
            await asyncio.Event().wait()
            return Text.SENT

    office.gateway, office.patience_s = Silent(), 0.05
    assert await office.texting().send("q-2", recipient()) is Text.UNKNOWN
    assert "00000001" not in caplog.text


class Busier(TextLog):
    """A log whose database is away when what became of a message is to be written down."""

    async def end(self, name: str, outcome: Text) -> None:
        raise Busy


async def test_what_could_not_be_written_down_is_told_all_the_same_and_unknown_later(
    office: Office, drawer: Drawer, engine: AsyncEngine
) -> None:
    office.log = Busier(engine, KEY)
    assert await office.texting().send("q-1", recipient()) is Text.SENT
    assert await office.texting().send("q-1", recipient()) is Text.UNKNOWN
    assert len(drawer.sent) == 1


async def test_what_is_kept_holds_neither_number_nor_text_and_is_forgotten(
    office: Office, drawer: Drawer, engine: AsyncEngine
) -> None:
    await office.texting().send("q-1", recipient())
    async with engine.connect() as connection:
        (row,) = (await connection.execute(select(text_message))).all()
    ((_, text),) = drawer.sent
    said = repr(tuple(row))
    assert "00000001" not in said
    assert text[-32:] not in said
    log = TextLog(engine, KEY)
    assert await log.forget(office.now + KEPT - timedelta(seconds=1)) == 0
    assert await log.forget(office.now + KEPT) == 1


# --- limits


async def sends(office: Office, count: int, first: int = 0) -> list[Text]:
    texting = office.texting()
    return [await texting.send(f"q-{first + nth}", recipient(f"g{nth}")) for nth in range(count)]


async def test_one_telephone_gets_so_many_an_hour_and_a_day_also_after_a_restart(
    office: Office, drawer: Drawer
) -> None:
    assert (await sends(office, NUMBER_HOUR + 1))[-2:] == [Text.SENT, Text.FAILED]
    office.later(hours=1)
    assert await sends(office, NUMBER_DAY - NUMBER_HOUR, 100) == [Text.SENT] * 5
    office.later(hours=1)
    assert await sends(office, 1, 200) == [Text.FAILED]
    assert len(drawer.sent) == NUMBER_DAY
    office.later(days=1)
    assert await sends(office, 1, 300) == [Text.SENT]


async def test_however_a_number_is_written_it_is_one_telephone(
    office: Office, drawer: Drawer
) -> None:
    spellings = ("+45 12345678", "12345678", "0045 12 34 56 78", "12.34.56.78", "(+45) 12345678")
    office.phones.update({f"g{nth}": each for nth, each in enumerate(spellings)})
    office.phones[f"g{NUMBER_HOUR}"] = "+45-12-34-56-78"
    assert (await sends(office, NUMBER_HOUR + 1))[-1] is Text.FAILED
    assert {number for number, _ in drawer.sent} == {"+4512345678"}


async def test_one_tenant_sends_so_many_a_day_and_no_other_pays_for_it(
    office: Office, drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    office.phones.update({f"g{nth}": f"+45000000{nth:02}" for nth in range(PER_DAY + 2)})
    assert (await sends(office, PER_DAY + 1))[-2:] == [Text.SENT, Text.FAILED]
    assert "quota of the day" in caplog.text
    office.tenants[f"g{PER_DAY + 1}"] = "another"
    assert await office.texting().send("q-other", recipient(f"g{PER_DAY + 1}")) is Text.SENT
    assert len(drawer.sent) == PER_DAY + 1


async def test_many_who_ask_at_once_get_no_more_than_one_after_the_other(
    office: Office, drawer: Drawer
) -> None:
    texting = office.texting()
    asked = (texting.send(f"q-{nth}", recipient()) for nth in range(4 * NUMBER_HOUR))
    got = await asyncio.gather(*asked)
    assert got.count(Text.SENT) == len(drawer.sent) == NUMBER_HOUR


async def test_pumping_over_many_numbers_stops_at_the_usual_of_a_week_and_is_warned_of(
    office: Office, drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    office.per_day = 10_000
    premium = {f"g{nth}": f"+4590{nth:06}" for nth in range(0, 500, 5)}
    abroad = {f"g{nth}": f"+8816{nth:07}" for nth in range(1, 500, 5)}
    office.phones.update({f"g{nth}": f"+4500000{nth:03}" for nth in range(500)} | premium | abroad)
    texting = office.texting()
    for nth in range(500):
        await texting.send(f"q-{nth}", recipient(f"g{nth}"))
    assert len(drawer.sent) == USUAL_LEAST
    assert {number[:8] for number, _ in drawer.sent} == {"+4500000"}
    assert "far more than usual" in caplog.text
