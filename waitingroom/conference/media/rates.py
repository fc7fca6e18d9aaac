"""How fast a participant may send pictures when those who are sent them have ways of their own."""

from collections.abc import Collection

from waitingroom.conference.media.leg import Line
from waitingroom.conference.media.side import Side

_PICTURES = ("video", "slides")


def settle(side: Side, line: Line, viewers: Collection[Side], now: float) -> None:
    """Carry what these viewers can take, and what they ask for, to the sender of this line.

    One stream serves all who see it, so the narrowest way down sets its rate.
    """
    estimates = [_estimate(viewer, line.name, now) for viewer in viewers]
    line.inlet.ceiling.receiver(*min((x for x in estimates if x), default=(None, 0.0)))
    line.inlet.beside_bps = _beside(side, line, now)
    for viewer in viewers:
        outlet = viewer.leg.lines[line.name].outlet
        if outlet.keyframe_wanted:
            outlet.keyframe_wanted = False
            line.inlet.want_keyframe()


def _estimate(viewer: Side, name: str, now: float) -> tuple[float, float] | None:
    """What a viewer can take on one line, and what they are sent on it, in bits per second.

    A browser's estimate is for all that it is sent, so it is shared out by what each line has.
    """
    outlet = viewer.leg.lines[name].outlet
    rate, total = outlet.rate(now), sum(each.outlet.rate(now) for each in _pictures(viewer))
    if outlet.estimate_bps is None:
        return None
    return outlet.estimate_bps * (rate / total if total else 1.0), rate


def _beside(side: Side, line: Line, now: float) -> float:
    others = (each for each in _pictures(side) if each is not line and each.inlet.rate(now))
    return sum(each.inlet.ceiling.allowed_bps for each in others)


def _pictures(side: Side) -> list[Line]:
    return [side.leg.lines[name] for name in _PICTURES if name in side.leg.lines]
