"""Two people talk through the embedded node, each with the pages' own call."""

import base64

import httpx2
import pytest
from playwright.async_api import expect

from tests.conference.house import LOGIN, House

from .conftest import Arrives, StoppableNode
from .people import HOST_PIN, Person, together

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

LOST = "Forbindelsen blev afbrudt"
OWN_CAMERA = """() => {
  const own = document.querySelector(".call-own-picture");
  return own?.srcObject?.getVideoTracks()[0]?.label;
}"""


async def test_two_people_see_each_other_and_are_told_apart_by_name(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await expect(per.page.get_by_role("listitem")).to_have_text("Anna Test, behandler")
    await expect(anna.page.get_by_role("listitem")).to_have_text("Prøve Pedersen, patient")
    await per.is_told("entered")
    await anna.is_told("entered")
    assert await per.sentences() == ["Vi åbner samtalen", "Vi venter på Anna Test"] or (
        await per.sentences()
    )[-1].endswith("på vej ind")


async def test_the_other_sees_that_a_microphone_is_off(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await per.switch("Mikrofon").click()
    await per.reads("Din mikrofon er slukket. De andre kan ikke høre dig.")
    await anna.reads("(mikrofonen er slukket)")
    await per.switch("Mikrofon").click()
    await anna.reads_no_more("(mikrofonen er slukket)")


async def test_a_camera_goes_off_and_on_again_without_the_call_noticing(
    pair: tuple[Person, Person],
) -> None:
    anna, per = pair
    await per.switch("Kamera").click()
    await anna.reads("Prøve Pedersen har slukket kameraet")
    await anna.sees_no_camera()
    await per.reads("Dit kamera er slukket")
    await per.switch("Kamera").click()
    await anna.reads_no_more("Prøve Pedersen har slukket kameraet")
    await together(anna, per)
    assert LOST not in await anna.sentences() + await per.sentences()


async def test_a_camera_is_turned_in_the_call(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    for camera in ("fake_device_1", "fake_device_2"):
        await per.button("Vend kamera").click()
        await per.comes_to(f"label => ({OWN_CAMERA})() === label", camera)
    await together(anna, per)
    assert LOST not in await anna.sentences()


async def test_who_leaves_is_out_and_the_other_is_told(pair: tuple[Person, Person]) -> None:
    anna, per = pair
    await per.button("Forlad").click()
    await per.is_told("entered", "left")
    await anna.reads("Prøve Pedersen er ikke i samtalen lige nu")


async def test_a_clinician_is_asked_whether_to_end_for_all(pair: tuple[Person, Person]) -> None:
    anna, _ = pair
    await anna.button("Forlad").click()
    await anna.button("Bliv her").click()
    await anna.sees_a_moving_picture()
    await anna.button("Forlad").click()
    await anna.button("Afslut for alle").click()
    await anna.is_told("entered", "end for all", "left")


@pytest.mark.parametrize("who", [0, 1], ids=["clinician", "patient"])
async def test_a_page_that_is_loaded_again_is_back_in_the_call(
    pair: tuple[Person, Person], who: int
) -> None:
    again, other = pair[who], pair[1 - who]
    await again.page.reload()
    await together(again, other)
    await expect(other.page.get_by_role("listitem")).to_have_count(1)
    assert LOST not in await other.sentences()


async def test_a_second_window_takes_the_call_over_and_the_first_gives_in(
    pair: tuple[Person, Person], arrives: Arrives
) -> None:
    anna, per = pair
    again = await arrives()
    await again.goes_in("v-talk", "Prøve Pedersen", "Anna Test")
    await per.is_told("entered", "replaced")
    await together(anna, again)


async def test_both_come_back_by_themselves_when_the_node_has_been_away(
    pair: tuple[Person, Person], node: StoppableNode
) -> None:
    anna, per = pair
    await node.stop()
    await per.reads(LOST)
    await node.start()
    await together(anna, per)
    await per.is_told("entered")


async def test_the_call_ends_for_all_when_the_admission_closes(
    pair: tuple[Person, Person], node: StoppableNode
) -> None:
    anna, per = pair
    login = base64.b64encode(":".join(LOGIN).encode()).decode()
    headers = {"authorization": f"Basic {login}"}
    async with httpx2.AsyncClient(base_url=node.url, headers=headers, trust_env=False) as client:
        running = (await client.get("/api/admin/status/v1/conference/")).json()["objects"]
        await client.post(
            "/api/admin/command/v1/conference/disconnect/",
            json={"conference_id": running[0]["id"]},
        )
    await per.is_told("entered", "ended")
    await anna.is_told("entered", "ended")


async def test_a_pass_to_a_closed_admission_says_that_the_call_has_ended(
    arrives: Arrives,
) -> None:
    per = await arrives()
    await per.goes_in("v-closed", "Prøve Pedersen", "Anna Test", renew="no")
    await per.is_told("ended")


async def test_a_person_without_camera_and_microphone_sees_and_is_shown_the_way(
    house: House, arrives: Arrives
) -> None:
    alias = house.opens("v-blocked")
    anna, per = await arrives(), await arrives()
    await per.page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () =>"
        " Promise.reject(new DOMException('no', 'NotAllowedError'));"
    )
    await anna.goes_in(alias, "Anna Test", "Prøve Pedersen", pin=HOST_PIN)
    await per.goes_in(alias, "Prøve Pedersen", "Anna Test")
    await per.sees_a_moving_picture()
    await per.reads("Kamera og mikrofon er slået fra i browseren.")
    await anna.reads("Prøve Pedersen har slukket kameraet")


async def test_nothing_of_the_call_is_written_to_the_console(
    house: House, arrives: Arrives
) -> None:
    per = await arrives()
    written: list[str] = []
    per.page.on("console", lambda message: written.append(message.text))
    await per.goes_in(house.opens("v-quiet"), "Prøve Pedersen", "Anna Test", pin=HOST_PIN)
    await per.reads("Vi venter på Anna Test")
    await per.button("Forlad").click()
    await per.is_told("entered", "left")
    assert written == []
