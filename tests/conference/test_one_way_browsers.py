"""Calls that go one way, calls without pictures, and no call at all, with the official library."""

from typing import Any

import pytest

from waitingroom.conference import wording

from .house import House, open_node_of
from .people import GUEST_PIN, HOST_PIN, Person
from .voices import Voice, gathered

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

SENDS = "AudioSendVideoSendOnly"
RECEIVES = "AudioRecvVideoRecvOnly"


async def gets_nothing(voice: Voice) -> None:
    """Neither sound nor picture has ever come, and nothing is on its way."""
    await voice.person.comes_to("kit.numbers().then(n => n.state === 'connected')")
    for kind in ("audio", "video"):
        script = f"kit.numbers().then(n => n.{kind}.packetsReceived ?? 0)"
        assert await voice.person.asks(script) == 0


async def with_kinds(house: House, person: Any, alias: str, *kinds: str) -> list[Voice]:
    house.opens(alias)
    voices = [Voice(await person(), name) for name in ("Anna Test", "Prøve Pedersen", "Ida Prøve")]
    voices = voices[: len(kinds)]
    for voice, kind in zip(voices, kinds, strict=True):
        assert await voice.joins(alias, kind=kind) == 200
    for voice in voices:
        await voice.person.comes_to(f"kit.others().length === {len(kinds) - 1}")
    return voices


@pytest.mark.parametrize(("first", "second"), [(RECEIVES, SENDS), (SENDS, RECEIVES)])
async def test_one_sees_and_hears_and_the_other_gets_nothing(
    house: House, person: Any, first: str, second: str
) -> None:
    voices = await with_kinds(house, person, "v-one-way", first, second)
    watching, shown = voices if first == RECEIVES else reversed(voices)
    await shown.speaks()
    await watching.hears(shown)
    await watching.sees(shown)
    await watching.person.sees_moving_pictures(40)
    await gets_nothing(shown)
    for one in (watching, shown):
        await one.was_left_in_peace()


async def test_both_ways_for_one_and_one_way_for_the_other(house: House, person: Any) -> None:
    anna, per = await with_kinds(house, person, "v-half", "AudioVideo", SENDS)
    await per.speaks()
    await anna.hears(per)
    await anna.sees(per)
    await gets_nothing(per)
    for one in (anna, per):
        await one.was_left_in_peace()


async def test_audio_only_both_ways(house: House, person: Any) -> None:
    anna, per = await with_kinds(house, person, "v-sound", "Audio", "Audio")
    for one, other in ((anna, per), (per, anna)):
        await one.speaks()
        await other.hears(one)
        await other.person.comes_to("kit.others()[0].callType === 'audio'")
        assert await one.person.asks("kit.connections.at(-1).getTransceivers().length") == 1
    for one in (anna, per):
        await one.was_left_in_peace()


async def test_one_with_a_picture_and_one_without(house: House, person: Any) -> None:
    anna, per = await with_kinds(house, person, "v-mixed", "AudioVideo", "Audio")
    for one, other in ((anna, per), (per, anna)):
        await one.speaks()
        await other.hears(one)
    # Nobody has a picture for her: the slate stands, and is sent on and on.
    await anna.sees(None)
    await anna.person.sees_moving_pictures(12)
    for one in (anna, per):
        await one.was_left_in_peace()


async def test_of_three_one_only_watches_and_one_only_listens(house: House, person: Any) -> None:
    anna, per, ida = await with_kinds(house, person, "v-three", "AudioVideo", RECEIVES, "Audio")
    for speaker, others in ((anna, (per, ida)), (ida, (per, anna))):
        await speaker.speaks()
        for one in others:
            await one.hears(speaker)
        await speaker.speaks(False)
    await per.sees(anna)
    await per.person.sees_moving_pictures()
    await anna.sees(None)
    for one in (anna, per, ida):
        await one.was_left_in_peace()


async def test_who_only_controls_has_no_call_and_still_takes_part(
    house: House, person: Any
) -> None:
    anna, per = await with_kinds(house, person, "v-control", "AudioVideo", "None")
    assert await per.person.asks("kit.seen.calls") == 0
    await anna.person.comes_to("kit.others()[0].callType === 'api'")
    await per.person.asks("kit.client.sendMessage({payload: 'Hej'})")
    await anna.person.comes_to("kit.seen.messages.includes('Hej')")
    await anna.sees(None)
    await anna.person.sees_moving_pictures(12)
    await anna.was_left_in_peace()


@pytest.mark.parametrize(("allowed", "lines"), [("audio", 1), ("video-only", 2), ("video", 3)])
async def test_policy_says_what_a_call_may_carry(
    house: House, person: Any, allowed: str, lines: int
) -> None:
    house.opens("v-allowed", call_type=allowed)
    anna = Voice(await person(), "Anna Test")
    assert await anna.joins("v-allowed", kind="AudioVideoPresentation") == 200
    await anna.person.comes_to("kit.seen.calls === 1")
    assert await anna.person.asks("kit.connections.at(-1).getTransceivers().length") == lines


async def test_the_one_in_the_spotlight_has_the_floor(house: House, person: Any) -> None:
    voices = await gathered(house, person, 3, "v-spotlight")
    anna, per, ida = voices
    await per.speaks()
    for one in (anna, ida):
        await one.sees(per)
    await anna.lights(ida)
    await anna.sees(ida)
    await per.sees(ida)
    # The one in the spotlight goes on seeing who speaks.
    await ida.sees(per)
    await anna.lights(ida, "false")
    for one in (anna, ida):
        await one.sees(per)
    for one in voices:
        await one.was_left_in_peace()


async def test_a_full_node_says_so_in_words_that_the_library_knows(
    house: House, person: Any
) -> None:
    async with open_node_of(house, max_calls=1) as (url, _):
        first, second = await person(), await person()
        for one, alias in ((first, "v-one"), (second, "v-two")):
            house.opens(alias)
            one.node = url
        assert await first.joins("v-one", "Anna Test", HOST_PIN) == 200
        assert await second.joins("v-two", "Bo Test", HOST_PIN) == 503
        assert await second.asks("kit.seen.errors") == [[wording.OUT_OF_CAPACITY, "#pex114"]]
        assert await guest_comes(first, person, url) == 200


async def guest_comes(first: Person, person: Any, url: str) -> int:
    """A full node still takes the second of a call of two."""
    guest: Person = await person()
    guest.node = url
    status = await guest.joins("v-one", "Prøve Pedersen", GUEST_PIN)
    await first.comes_to("kit.others().length === 1")
    return status
