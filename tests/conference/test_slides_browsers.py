"""Slides between real browsers with the official client library, through the node."""

from typing import Any

import pytest

from waitingroom.conference import Node

from .house import House
from .people import lose
from .voices import Voice, gathered

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

WITH_SLIDES = "AudioVideoPresentation"


async def presents(voice: Voice, colour: str) -> None:
    await voice.person.asks(f"kit.presents('{colour}')")
    await voice.person.comes_to("kit.seen.presenting?.send === 'connected'")


async def sees_slides(voice: Voice, colour: str, frames: int = 8) -> None:
    """These slides are there, and they move."""
    await voice.person.comes_to(f"kit.sees('#slides') === '{colour}'")
    start = await voice.person.asks("kit.numbers().then(n => n.slides.framesDecoded ?? 0)")
    more = f"kit.numbers().then(n => n.slides.framesDecoded > {start + frames})"
    await voice.person.comes_to(more)


async def sees_no_slides(voice: Voice) -> None:
    await voice.person.comes_to("['disconnected', 'new'].includes(kit.seen.presenting?.recv)")


@pytest.mark.parametrize("count", [2, 3, 4])
async def test_all_others_see_the_slides_move_and_the_talk_goes_on(
    house: House, person: Any, count: int
) -> None:
    voices = await gathered(house, person, count, "v-slides", WITH_SLIDES)
    anna, *others = voices
    await anna.speaks()
    await presents(anna, "yellow")
    presenting = f"kit.others().find(x => x.displayName === '{anna.name}').isPresenting"
    for one in others:
        await sees_slides(one, "yellow")
        await one.person.comes_to(presenting)
        await one.hears(anna)
        await one.sees(anna)
        await one.person.sees_moving_pictures(5)
    await anna.person.asks("kit.client.stopPresenting()")
    for one in others:
        await sees_no_slides(one)
        assert not await one.person.asks(presenting)
        await one.person.sees_moving_pictures(5)
    for one in voices:
        await one.was_left_in_peace()


async def test_one_presents_after_the_other_and_again(house: House, person: Any) -> None:
    anna, per, ida = await gathered(house, person, 3, "v-turns", WITH_SLIDES)
    await presents(anna, "yellow")
    for one in (per, ida):
        await sees_slides(one, "yellow")
    await presents(per, "lime")
    for one in (anna, ida):
        await sees_slides(one, "lime")
    assert await anna.person.asks("kit.seen.presenting.send") == "disconnected"
    await per.person.asks("kit.client.stopPresenting()")
    await sees_no_slides(ida)
    await presents(anna, "red")
    for one in (per, ida):
        await sees_slides(one, "red")
    for one in (anna, per, ida):
        await one.was_left_in_peace()


async def test_who_comes_late_sees_the_slides_too(house: House, person: Any) -> None:
    anna, per = await gathered(house, person, 2, "v-late", WITH_SLIDES)
    await presents(per, "lime")
    await sees_slides(anna, "lime")
    ida = Voice(await person(), "Ida Prøve")
    assert await ida.joins("v-late", kind=WITH_SLIDES) == 200
    await sees_slides(ida, "lime")
    await ida.person.sees_moving_pictures()
    await ida.was_left_in_peace()


async def test_slides_end_when_the_presenter_goes(
    house: House, person: Any, inside: tuple[str, Node]
) -> None:
    anna, per = await gathered(house, person, 2, "v-gone", WITH_SLIDES)
    await presents(per, "lime")
    await sees_slides(anna, "lime")
    await per.person.page.close(run_before_unload=True)
    await sees_no_slides(anna)
    (conference,) = inside[1].switchboard.conferences.values()
    assert conference.presenting.presenter is None
    await anna.was_left_in_peace()


async def test_slides_survive_a_new_way_and_losses(
    house: House, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, per = await gathered(house, person, 2, "v-ways", WITH_SLIDES)
    await presents(per, "lime")
    await sees_slides(anna, "lime")
    await per.person.asks("kit.restartIce()")
    await sees_slides(anna, "lime")
    lose(monkeypatch, 0.03)
    await sees_slides(anna, "lime", 40)
    await anna.person.sees_moving_pictures(40)
    # What was lost of both pictures has been sent again, on the line it belongs to.
    sent = await per.person.asks("kit.resent()")
    assert all(count > 0 for count in sent), sent


async def test_a_guest_may_be_kept_from_presenting(house: House, person: Any) -> None:
    rules = {"guests_can_present": False}
    anna, per = await gathered(house, person, 2, "v-guests", WITH_SLIDES, **rules)
    await per.person.asks("kit.presents('lime')")
    await per.person.comes_to("kit.seen.presenting?.send === 'failed'")
    await presents(anna, "yellow")
    await sees_slides(per, "yellow")


async def test_one_who_shall_get_no_slides_gets_none(house: House, person: Any) -> None:
    house.parties["tag-1100.a"] = {"rx_presentation_policy": "DENY"}
    anna, per, ida = await gathered(house, person, 3, "v-deny", WITH_SLIDES)
    await presents(anna, "yellow")
    await sees_slides(ida, "yellow")
    assert await per.person.asks("kit.numbers().then(n => n.slides.packetsReceived ?? 0)") == 0
    whom = f"kit.others().find(x => x.displayName === '{per.name}').uuid"
    await anna.person.asks(f"kit.allowsSlides({whom}, true)")
    await sees_slides(per, "yellow")
    await anna.person.asks(f"kit.allowsSlides({whom}, false)")
    await sees_no_slides(per)


async def test_where_policy_carries_no_slides_the_library_offers_none(
    house: House, person: Any
) -> None:
    anna, per = await gathered(house, person, 2, "v-plain", WITH_SLIDES, call_type="video-only")
    for one in (anna, per):
        assert await one.person.asks("kit.connections.at(-1).getTransceivers().length") == 2
        assert await one.person.asks("kit.seen.status.presentationAllowed") is False
        await one.was_left_in_peace()
