"""Slides on a crossing: whose are passed on, to whom, and from which picture on."""

from typing import cast

import pytest
from aiortc.rtp import RTCP_PSFB_APP, RTCP_PSFB_PLI, RtcpPsfbPacket, unpack_remb_fci

from waitingroom.conference.media import Leg
from waitingroom.conference.media.leg import Line

from .scene import Scene, Wired, Wires, seamless


def of(wires: Wires) -> Wired:
    line = wires.lines["slides"]
    assert isinstance(line, Wired)
    return line


def keyframes_asked(wires: Wires) -> int:
    found = (x for x in of(wires).said() if isinstance(x, RtcpPsfbPacket))
    return sum(x.fmt == RTCP_PSFB_PLI for x in found)


def granted(line: Line) -> int:
    """What the newest word allows the sender to send, in bits per second."""
    assert isinstance(line, Wired)
    found = [x for x in line.said() if isinstance(x, RtcpPsfbPacket) and x.fmt == RTCP_PSFB_APP]
    return unpack_remb_fci(found[-1].fci)[0]


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.mark.parametrize("count", [2, 3, 4])
async def test_all_others_get_the_slides_and_nobody_elses(scene: Scene, count: int) -> None:
    people = [scene.joins(name, 5_000 * (at + 1)) for at, name in enumerate("abcd"[:count])]
    scene.allows("a", presents=True)
    await scene.sends("a", "slides", key=True)
    await scene.sends("a", "slides", 5)
    await scene.sends("b", "slides", 5, key=True)
    assert of(people[0]).media() == []
    for viewer in people[1:]:
        assert len(of(viewer).media()) == 6 and seamless(of(viewer).media())


async def test_slides_begin_with_a_whole_picture_that_is_asked_for(scene: Scene) -> None:
    anna, per = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    scene.allows("anna", presents=True)
    await scene.sends("anna", "slides", 3)
    assert of(per).media() == []
    # The picture stands still: nothing more comes until it is asked for.
    await scene.ticks(0.2)
    assert keyframes_asked(anna) == 1
    await scene.sends("anna", "slides", key=True)
    await scene.ticks(2)
    assert len(of(per).media()) == 1 and keyframes_asked(anna) == 1


async def test_who_comes_late_or_opens_the_line_again_is_given_a_whole_picture(
    scene: Scene,
) -> None:
    anna, per = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    scene.allows("anna", presents=True)
    await scene.sends("anna", "slides", key=True)
    await scene.ticks(1)
    of(per).outlet.enabled = False
    await scene.ticks(0.1)
    before = keyframes_asked(anna)
    of(per).outlet.enabled = True
    ida = scene.joins("ida", 90_000)
    await scene.ticks(0.1)
    assert keyframes_asked(anna) == before + 1
    await scene.sends("anna", "slides", key=True)
    assert len(of(ida).media()) == 1 and len(of(per).media()) == 2


async def test_what_a_viewer_asks_for_reaches_the_presenter(scene: Scene) -> None:
    anna, per = scene.joins("anna", 5_000), scene.joins("per", 60_000)
    scene.allows("anna", presents=True)
    await scene.sends("anna", "slides", key=True)
    await scene.ticks(1)
    before = keyframes_asked(anna)
    pli = RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=2)
    await scene.crossing.report(cast(Leg, per), of(per), pli)
    await scene.ticks(0.1)
    assert keyframes_asked(anna) == before + 1


async def test_a_second_presenter_takes_over_and_the_line_goes_on(scene: Scene) -> None:
    scene.joins("anna", 5_000)
    scene.joins("per", 60_000)
    ida = scene.joins("ida", 90_000)
    scene.allows("anna", presents=True)
    await scene.sends("anna", "slides", 3, key=True)
    scene.allows("anna")
    scene.allows("per", presents=True)
    await scene.sends("anna", "slides", 3, key=True)
    await scene.sends("per", "slides", 3, key=True)
    assert len(of(ida).media()) == 6 and seamless(of(ida).media())


async def test_who_takes_no_slides_or_waits_outside_gets_none(scene: Scene) -> None:
    scene.joins("anna", 5_000)
    per, ida = scene.joins("per", 60_000), scene.joins("ida", 90_000, admitted=False)
    scene.allows("anna", presents=True)
    scene.allows("per", takes_slides=False)
    await scene.sends("anna", "slides", 3, key=True)
    assert of(per).media() == of(ida).media() == []
    scene.allows("per")
    await scene.sends("anna", "slides", 3, key=True)
    assert len(of(per).media()) == 3


async def test_the_main_picture_goes_on_beside_the_slides(scene: Scene) -> None:
    scene.joins("anna", 5_000)
    per = scene.joins("per", 60_000)
    scene.allows("anna", presents=True)
    for _ in range(30):
        await scene.sends("anna", "video", key=True)
        await scene.sends("anna", "slides", key=True)
    video = per.lines["video"]
    assert isinstance(video, Wired)
    assert seamless(video.media()) and len(of(per).media()) == 30


async def test_a_browser_that_sends_both_is_allowed_the_sum_of_both(scene: Scene) -> None:
    anna = scene.joins("anna", 5_000)
    scene.joins("per", 60_000)
    scene.allows("anna", presents=True)
    await scene.sends("anna", "video", 5, key=True)
    await scene.ticks(1.5)
    assert granted(anna.lines["video"]) <= 2_500_000
    for _ in range(40):
        await scene.sends("anna", "video", key=True)
        await scene.sends("anna", "slides", key=True)
        await scene.ticks(0.04)
    for name in ("video", "slides"):
        assert granted(anna.lines[name]) > 4_500_000
