"""The sound comes where the person wants it, also when what it came from is unplugged."""

import pytest
from playwright.async_api import expect

from .people import Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

SINK = "() => document.querySelector('.call-picture').sinkId"

# Runs before the page: devices that a test can unplug.
UNPLUGGED = """
const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
window.without = () => false;
navigator.mediaDevices.enumerateDevices = async () =>
  (await list()).filter(each => !window.without(each));
window.unplug = without => {
  window.without = without;
  navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
};
"""


@pytest.fixture
async def per(pair: tuple[Person, Person]) -> Person:
    _, per = pair
    await per.page.add_init_script(UNPLUGGED)
    await per.page.reload()
    await per.sees_a_moving_picture()
    return per


async def test_a_speaker_is_chosen_and_its_loss_is_told(per: Person) -> None:
    await per.chooses("Udstyr")
    chooser = per.page.get_by_label("Højttaler", exact=True)
    await chooser.select_option(label="Fake Audio Output 2")
    chosen = await chooser.input_value()
    await per.comes_to(f"id => ({SINK})() === id", chosen)
    await per.button("Færdig").click()
    await per.page.evaluate("id => window.unplug(each => each.deviceId === id)", chosen)
    await expect(per.notice("Højttaleren forsvandt.")).to_have_count(1)
    await per.comes_to(f"() => ({SINK})() === ''")
    await per.button("Forstået").click()
    await expect(per.notice("Højttaleren forsvandt.")).to_have_count(0)


async def test_a_camera_that_is_unplugged_is_replaced_and_told(per: Person) -> None:
    await per.asks(
        "() => document.querySelector('.call-own-picture').srcObject.getVideoTracks()[0]"
        ".dispatchEvent(new Event('ended'))"
    )
    await per.reads("Kameraet forsvandt.")
    await per.reads("Vi bruger nu fake_device")
