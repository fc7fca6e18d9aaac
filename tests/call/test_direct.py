"""Two whose picture and sound go straight to each other, with the pages' own call."""

import pytest

from tests.conference.house import House

from .conftest import Arrives
from .people import COLOUR, HOST_PIN, Person, together

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

LOST = "Forbindelsen blev afbrudt"


@pytest.fixture
async def pair(house: House, arrives: Arrives) -> tuple[Person, Person]:
    """A clinician and a patient who see each other past the node."""
    alias = house.opens("v-direct", direct_media="best_effort", participant_limit=8)
    anna, per = await arrives(), await arrives()
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test", direct="yes")
    await per.reads("Vi venter på Anna Test")
    await per.is_told("entered")
    await anna.goes_in(
        alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN, audience="staff", direct="yes"
    )
    await together(anna, per)
    return anna, per


async def test_two_see_each_other_and_a_camera_goes_off_and_on(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await per.switch("Kamera").click()
    await anna.reads("Prøve Pedersen har slukket kameraet")
    await anna.sees_no_camera()
    await per.switch("Kamera").click()
    await anna.reads_no_more("Prøve Pedersen har slukket kameraet")
    await together(anna, per)
    assert LOST not in await anna.sentences() + await per.sentences()


async def test_who_loads_the_page_again_is_back_and_the_other_keeps_the_call(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await per.page.reload()
    await together(anna, per)
    await anna.is_told("entered")
    assert LOST not in await anna.sentences()


async def test_a_third_comes_and_nobody_is_told_that_the_call_was_lost(
    house: House, pair: tuple[Person, Person], arrives: Arrives
) -> None:
    anna, per = pair
    ida = await arrives()
    await ida.goes_in("v-direct", "Ida Prøve", "Anna Test")
    await together(anna, per, ida)
    for one in (anna, per):
        await one.is_told("entered")
        assert LOST not in await one.sentences()
        await one.reads("Ida Prøve")


async def test_two_who_do_not_find_each_other_meet_at_the_node(
    house: House, arrives: Arrives
) -> None:
    alias = house.opens("v-walls", direct_media="best_effort")
    anna, per = await arrives(), await arrives()
    # A network that lets nothing through from one browser to the other.
    for one in (anna, per):
        await one.page.add_init_script(
            """RTCPeerConnection.prototype.addIceCandidate = async () => {};
            const set = RTCPeerConnection.prototype.setRemoteDescription;
            RTCPeerConnection.prototype.setRemoteDescription = function (given) {
              const past = given.sdp.includes("m=application");
              const sdp = past ? given.sdp.replace(/a=candidate.*\\r\\n/g, "") : given.sdp;
              return set.call(this, { type: given.type, sdp });
            };"""
        )
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test", direct="yes")
    await per.reads("Vi venter på Anna Test")
    await anna.goes_in(
        alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN, audience="staff", direct="yes"
    )
    for one in (anna, per):
        await one.page.wait_for_function(f"() => ({COLOUR})() > 0.3", timeout=60_000)
