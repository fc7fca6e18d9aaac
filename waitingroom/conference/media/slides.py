"""What one participant shows beside their own picture: passed on to all others as it comes."""

from collections.abc import Iterable

from waitingroom.conference.media.leg import Line
from waitingroom.conference.media.side import Side
from waitingroom.rtc import vp8
from waitingroom.rtc.inlet import Arrived

NAME = "slides"


async def pass_on(presenter: Side, viewers: Iterable[Side], arrived: Arrived, now: float) -> None:
    """Send one packet of slides to all who take them, each from a picture that needs no other."""
    for viewer in viewers:
        target = wanted_by(viewer)
        if target is not None and _may_begin(presenter, viewer, target, arrived):
            data = target.outlet.forward(arrived, now)
            await target.send([] if data is None else [data])


def look(presenter: Side | None, viewers: Iterable[Side]) -> None:
    """Ask for a whole picture while somebody waits for one; call it at each tick.

    Slides may stand still for minutes, so nobody can wait for their next packet to ask.
    """
    for viewer in viewers:
        if wanted_by(viewer) is None or viewer.follows is not presenter:
            viewer.follows = None
            source = presenter.leg.lines.get(NAME) if presenter else None
            if source is not None and wanted_by(viewer) is not None:
                source.inlet.want_keyframe()


def wanted_by(viewer: Side) -> Line | None:
    """The line on which this participant takes slides now."""
    line = viewer.leg.lines.get(NAME)
    return line if line is not None and line.outlet.open and viewer.may.takes_slides else None


def _may_begin(presenter: Side, viewer: Side, target: Line, arrived: Arrived) -> bool:
    if viewer.follows is presenter:
        return True
    if not vp8.starts_keyframe(arrived.packet.payload):
        return False
    target.outlet.change_source()
    viewer.follows = presenter
    return True
