"""The door of the node's media: pictures passed on without a codec, sound passed on or mixed."""

from waitingroom.conference.media.crossing import PASSED_ON as PASSED_ON
from waitingroom.conference.media.crossing import Crossing as Crossing
from waitingroom.conference.media.leg import Leg as Leg
from waitingroom.conference.media.side import Rights as Rights
from waitingroom.conference.media.slate import draw as draw_slate
from waitingroom.rtc.hooks import MediaUnfit as MediaUnfit
from waitingroom.rtc.hooks import check as check

__all__ = ["PASSED_ON", "Crossing", "Leg", "MediaUnfit", "Rights", "check", "draw_slate"]
