"""Calls that do not go both ways: one is seen and sees nothing, or nobody has a picture."""

import pytest
from playwright.async_api import expect

from tests.conference.house import House

from .conftest import Arrives
from .people import HOST_PIN, Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

SEEN = "De kan se dig. Du kan hverken se eller høre dem."

# Runs before the page: keeps what was asked of the browser, and lets a camera say its side.
ASKED = """
window.asked = [];
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async wish => {
  window.asked.push(wish);
  const stream = await ask(wish);
  const side = wish.video?.facingMode?.ideal;
  for (const track of side ? stream.getVideoTracks() : []) {
    const settings = track.getSettings.bind(track);
    track.getSettings = () => ({ ...settings(), facingMode: side });
  }
  return stream;
};
"""
KINDS = "() => window.asked.map(wish => Object.keys(wish).sort().join()).join(' ')"
PLAYS = "() => Boolean(document.querySelector('.call-picture').srcObject?.getAudioTracks().length)"


@pytest.fixture
async def one_way(house: House, arrives: Arrives) -> tuple[Person, Person]:
    """A clinician who looks, and a patient who shows."""
    alias = house.opens("v-show")
    anna, per = await arrives(), await arrives()
    for person in (anna, per):
        await person.page.add_init_script(ASKED)
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test", media="send-only")
    await anna.goes_in(
        alias,
        "Anna Test",
        "Prøve Pedersen",
        pin=HOST_PIN,
        audience="staff",
        media="receive-only",
    )
    await anna.sees_a_moving_picture()
    return anna, per


async def test_one_is_seen_and_neither_sees_nor_hears(one_way: tuple[Person, Person]) -> None:
    anna, per = one_way
    await per.reads(SEEN)
    await anna.reads("Du kan se Prøve Pedersen. Ingen kan se eller høre dig her.")
    # The big picture is one's own, and silent; the browser was asked for a camera and no more.
    assert await per.asks(PLAYS) is False
    assert await per.asks(KINDS) == "video"
    assert await anna.asks("() => window.asked.length") == 0
    for name in ("Mikrofon", "Kamera"):
        await expect(anna.switch(name)).to_have_count(0)


async def test_the_camera_on_the_back_comes_first_and_is_turned_with_one_press(
    one_way: tuple[Person, Person],
) -> None:
    anna, per = one_way
    side = "() => window.asked.at(-1).video.facingMode.ideal"
    assert await per.asks(side) == "environment"
    await expect(per.button("Vis det foran dig")).to_have_attribute("aria-pressed", "true")
    await per.button("Vis dit ansigt").click()
    await expect(per.button("Vis dit ansigt")).to_have_attribute("aria-pressed", "true")
    assert await per.asks(side) == "user"
    await anna.sees_a_moving_picture()


async def test_whoever_is_seen_is_told_truly_when_they_are_not(
    one_way: tuple[Person, Person],
) -> None:
    anna, per = one_way
    await per.switch("Kamera").click()
    await per.reads("De kan hverken se eller høre dig.")
    await anna.reads("Vent lidt. Billedet kommer, når kameraet er tændt.")
    await per.switch("Kamera").click()
    await per.switch("Mikrofon").click()
    await per.reads("De kan se og høre dig. Du kan hverken se eller høre dem.")
    await anna.sees_a_moving_picture()


async def test_a_call_by_sound_asks_for_no_camera_and_has_none(
    house: House, arrives: Arrives
) -> None:
    alias = house.opens("v-sound")
    anna, per = await arrives(), await arrives()
    await per.page.add_init_script(ASKED)
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test", media="sound")
    await anna.goes_in(alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN, media="sound")
    for person, other in ((per, "Anna Test"), (anna, "Prøve Pedersen")):
        await person.reads(f"Du taler med {other}")
        await person.reads("Samtalen er kun med lyd. Ingen kan se dig.")
        await expect(person.switch("Kamera")).to_have_count(0)
    assert await per.asks(KINDS) == "audio"
    assert await per.asks(PLAYS) is True
