"""Showing a screen: where the browser can, to a phone too, and never left running."""

import pytest
from playwright.async_api import expect

from tests.conference.house import House

from .conftest import Arrives
from .people import HOST_PIN, Person, together

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

NO_SCREEN = "delete MediaDevices.prototype.getDisplayMedia;"
SHOWN = "() => document.querySelector('.call-slides-picture')?.videoWidth > 0"

# Runs before the page: keeps the screen that is shown, so that a test can stop it like a browser.
KEPT = """
const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getDisplayMedia = async wish => {
  window.screen_shown = (await ask(wish)).getVideoTracks()[0];
  return new MediaStream([window.screen_shown]);
};
window.stop_shown = () => {
  window.screen_shown.stop();
  window.screen_shown.dispatchEvent(new Event("ended"));
};
"""


async def test_a_screen_is_shown_to_a_phone_until_the_browser_stops_it(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await anna.page.add_init_script(KEPT)
    await anna.page.reload()
    await anna.sees_a_moving_picture()
    await anna.chooses("Vis min skærm")
    await anna.reads("De andre kan se din skærm.")
    await per.comes_to(SHOWN)
    await per.reads("Anna Test, behandler (viser sin skærm)")
    await per.sees_a_moving_picture()
    await anna.asks("() => window.stop_shown()")
    await anna.reads_no_more("De andre kan se din skærm.")
    await per.comes_to("() => !document.querySelector('.call-slides')")


async def test_where_no_screen_can_be_shown_there_is_no_button(
    pair: tuple[Person, Person],
) -> None:
    anna, _ = pair
    await anna.page.add_init_script(NO_SCREEN)
    await anna.page.reload()
    await anna.sees_a_moving_picture()
    await anna.button("Mere").click()
    await expect(anna.button("Udstyr")).to_be_visible()
    await expect(anna.button("Vis min skærm")).to_have_count(0)


async def test_a_guest_shows_a_screen_only_where_guests_may(house: House, arrives: Arrives) -> None:
    alias = house.opens("v-hosts-only", guests_can_present=False)
    anna, per = await arrives(), await arrives()
    await anna.goes_in(alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN, audience="staff")
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test")
    await together(anna, per)
    await per.button("Mere").click()
    await expect(per.button("Udstyr")).to_be_visible()
    await expect(per.button("Vis min skærm")).to_have_count(0)
    await anna.button("Mere").click()
    await expect(anna.button("Vis min skærm")).to_be_visible()


async def test_whoever_comes_late_sees_what_is_shown(
    pair: tuple[Person, Person], arrives: Arrives
) -> None:
    anna, _ = pair
    await anna.chooses("Vis min skærm")
    await anna.reads("De andre kan se din skærm.")
    bo = await arrives()
    await bo.goes_in("v-talk", "Bo Eksempel", "Anna Test")
    await bo.comes_to(SHOWN)
