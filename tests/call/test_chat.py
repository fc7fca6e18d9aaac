"""What is written in a call reaches everybody in it, as words alone, and is gone with it."""

import pytest
from playwright.async_api import expect

from tests.conference.house import House

from .conftest import Arrives
from .people import HOST_PIN, Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

STORED = "() => JSON.stringify([localStorage, sessionStorage, document.cookie])"


async def writes(person: Person, text: str) -> None:
    await person.page.get_by_label("Skriv til alle").fill(text)
    await person.button("Send").click()


async def test_what_is_written_is_read_counted_and_said(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await anna.chooses("Chat")
    await writes(anna, "Prøvotal, <b>en</b> om dagen")
    await per.reads("Anna Test har skrevet")
    await per.hears("Anna Test skriver: Prøvotal, <b>en</b>")
    await expect(per.button("Mere")).to_contain_text("1 ny")
    await per.button("Læs").click()
    await expect(per.page.get_by_label("Skriv til alle")).to_be_focused()
    await per.reads("Prøvotal, <b>en</b> om dagen")
    assert await per.page.locator(".call-chat b").count() == 0
    await expect(per.button("Mere")).not_to_contain_text("ny")
    await writes(per, "Tak")
    await anna.reads("Tak")


async def test_nothing_that_was_written_is_kept(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await anna.chooses("Chat")
    await writes(anna, "En hemmelighed")
    await per.reads("En hemmelighed")
    for person in pair:
        assert "hemmelighed" not in await person.asks(STORED)
    await per.page.reload()
    await per.sees_a_moving_picture()
    await per.chooses("Chat")
    await expect(per.page.get_by_text("En hemmelighed")).to_have_count(0)
    await anna.button("Luk").click()
    await expect(anna.page.get_by_role("heading", level=1)).to_be_focused()


async def test_what_cannot_be_sent_is_said_and_sent_again(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await anna.page.route("**/message", lambda route: route.fulfill(status=403, json={}))
    await anna.chooses("Chat")
    await writes(anna, "Hører du mig?")
    await anna.reads("Beskeden kom ikke af sted.")
    await anna.page.unroute("**/message")
    await anna.button("Prøv igen").click()
    await per.reads("Anna Test har skrevet")
    await anna.reads_no_more("Beskeden kom ikke af sted.")


async def test_there_is_no_chat_where_there_may_be_none(house: House, arrives: Arrives) -> None:
    alias = house.opens("v-quiet", enable_chat="no")
    per = await arrives()
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test", pin=HOST_PIN)
    await per.reads("Vi venter på Anna Test")
    await per.button("Mere").click()
    await expect(per.button("Udstyr")).to_be_visible()
    await expect(per.button("Chat")).to_have_count(0)
