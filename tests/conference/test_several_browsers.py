"""Three and four real browsers and the official client library, through the node."""

from typing import Any

import pytest

from waitingroom.conference import Node

from .house import House
from .people import GUEST_PIN, lose
from .voices import Voice, gathered

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]


@pytest.mark.parametrize("count", [3, 4])
async def test_everybody_hears_everybody_and_sees_who_speaks(
    house: House, person: Any, count: int
) -> None:
    voices = await gathered(house, person, count, "v-several")
    before = voices[1]
    for speaker in [*voices[1:], voices[0]]:
        others = [one for one in voices if one is not speaker]
        await speaker.speaks()
        for one in others:
            await one.hears(speaker)
            await one.sees(speaker)
            await one.person.sees_moving_pictures(5)
        await speaker.hears_not(speaker)
        if speaker is not before:
            # Who speaks sees who spoke before.
            await speaker.sees(before)
        await speaker.speaks(False)
        await others[0].hears_not(speaker)
        before = speaker
    for one in voices:
        await one.speaks()
    for one in voices:
        await one.hears(*(other for other in voices if other is not one))
        await one.hears_not(one)
        await one.was_left_in_peace()


async def test_a_third_comes_and_goes_while_two_go_on(
    house: House, person: Any, inside: tuple[str, Node]
) -> None:
    anna, per = await gathered(house, person, 2, "v-comes")
    for one in (anna, per):
        await one.speaks()
    await anna.hears(per)
    await per.hears(anna)
    ida = Voice(await person(), "Ida Prøve")
    for _ in range(2):
        assert await ida.joins("v-comes") == 200
        await ida.speaks()
        await ida.hears(anna, per)
        for one, other in ((anna, per), (per, anna)):
            await one.hears(other, ida)
            await one.hears_not(one)
        await ida.person.sees_moving_pictures()
        await ida.person.asks("kit.client.disconnect({reason: 'Left'})")
        for one, other in ((anna, per), (per, anna)):
            await one.hears_not(ida)
            await one.hears(other)
            await one.sees(other)
            await one.person.sees_moving_pictures()
        assert inside[1].switchboard.sound_due is None
    for one in (anna, per):
        await one.was_left_in_peace()


async def test_one_of_three_loads_the_page_again(
    house: House, person: Any, inside: tuple[str, Node]
) -> None:
    anna, per, ida = await gathered(house, person, 3, "v-reload")
    await per.person.page.reload()
    await per.person.page.wait_for_function("window.kit")
    assert await per.joins("v-reload") == 200
    for one in (anna, ida):
        await one.person.comes_to("kit.others().length === 2")
    await per.speaks()
    for one in (anna, ida):
        await one.hears(per)
        await one.sees(per)
        await one.was_left_in_peace()
    await per.person.sees_moving_pictures()
    assert len(inside[1].switchboard.members()) == 3


async def test_who_is_muted_is_neither_heard_nor_shown_for_it(house: House, person: Any) -> None:
    anna, per, ida = await gathered(house, person, 3, "v-muted")
    await ida.speaks()
    await anna.sees(ida)
    await anna.mutes(per, "true")
    await per.person.comes_to("kit.seen.muted === true")
    await ida.speaks(False)
    await per.speaks()
    await ida.hears_not(per)
    await anna.hears_not(per, ida)
    await anna.sees(ida)
    await anna.mutes(per, "false")
    for one in (anna, ida):
        await one.hears(per)
        await one.sees(per)


async def test_when_the_speaker_turns_the_camera_off_another_is_shown(
    house: House, person: Any
) -> None:
    anna, per, ida = await gathered(house, person, 3, "v-camera")
    await per.speaks()
    for one in (anna, ida):
        await one.sees(per)
    await per.person.asks("kit.stopCamera()")
    await anna.sees(ida)
    await ida.sees(anna)
    await ida.person.asks("kit.stopCamera()")
    await anna.sees(None)
    await anna.person.sees_moving_pictures(5)
    await per.person.asks("kit.startCamera()")
    await anna.sees(per)
    await anna.was_left_in_peace()


async def test_a_third_may_wait_in_the_lobby_until_let_in(house: House, person: Any) -> None:
    anna, per = await gathered(house, person, 2, "v-lobby")
    await anna.person.asks("kit.client.lock({lock: true})")
    await anna.person.comes_to("kit.seen.status.locked")
    ida = Voice(await person(), "Ida Prøve")
    assert await ida.joins("v-lobby") == 200
    await anna.person.comes_to("kit.others().some(x => x.isWaiting)")
    await per.speaks()
    await ida.speaks()
    await anna.hears(per)
    await anna.hears_not(ida)
    await ida.hears_not(per)
    await ida.sees(None)
    waiting = "kit.others().find(x => x.isWaiting).uuid"
    await anna.person.asks(f"kit.client.admit({{participantUuid: {waiting}}})")
    await anna.hears(per, ida)
    await ida.hears(per)
    await ida.person.comes_to("kit.sees() !== null")
    for one in (anna, per):
        await one.was_left_in_peace()


async def test_three_find_new_ways_and_stay_in_step(house: House, person: Any) -> None:
    voices = await gathered(house, person, 3, "v-ways")
    anna, per, ida = voices
    await per.speaks()
    await per.person.asks("kit.restartIce()")
    for one in (anna, ida):
        await one.hears(per)
        await one.sees(per)
        # By the sender's clock what is heard now and what is seen now were taken together.
        await one.person.comes_to(
            "kit.numbers().then(n => Math.abs(n.video.estimatedPlayoutTimestamp"
            " - n.audio.estimatedPlayoutTimestamp) < 120)"
        )
    assert await per.person.asks("kit.numbers().then(n => n.state)") == "connected"
    for one in (anna, ida):
        await one.was_left_in_peace()


async def test_of_three_packets_of_a_hundred_may_be_lost_each_way(
    house: House, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = await gathered(house, person, 3, "v-lossy")
    lose(monkeypatch, 0.03)
    for speaker in voices:
        await speaker.speaks()
        for one in voices:
            if one is not speaker:
                await one.hears(speaker)
                await one.sees(speaker)
                await one.person.sees_moving_pictures(40)
        await speaker.speaks(False)
    for one in voices:
        heard = await one.person.asks("kit.numbers().then(n => n.audio)")
        assert heard["concealedSamples"] < 0.5 * heard["totalSamplesReceived"]
        await one.was_left_in_peace()


async def test_a_fifth_party_is_refused(house: House, person: Any) -> None:
    voices = await gathered(house, person, 4, "v-five")
    fifth = await person()
    assert await fifth.joins("v-five", "En Anden", GUEST_PIN, tag="guest-9.a") == 403
    assert await fifth.asks("kit.seen.errors") == [["Participant limit reached", "#pex194"]]
    for one in voices:
        await one.was_left_in_peace()
