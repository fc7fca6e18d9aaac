"""What this node cannot do, and how it says so in a shape that clients read.

There are no breakout rooms, layouts, mixes of one's own, captions, clocks or classifications here.
A client that asks for a list gets an empty one; one that wants something done hears false, or null
where that is all it reads and nothing was there to be done; where only a yes could be said, the
answer is a 403 with the word for a function that is switched off.
Source: Pexip's client API, version 2, and what `@pexip/infinity-api` 20.0.0 reads of each answer.
"""

from collections.abc import Sequence

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply
from waitingroom.conference.envelope import failed, success

NO = success(False)
NONE_THERE = success(None)
OFF = failed(wording.DISABLED)
NO_IMAGE = failed(wording.NO_IMAGE, 404)
MIXES = ("video_mixes/create", "video_mixes/{mix}/configure", "video_mixes/{mix}/delete")
_ROOM = "breakouts/{breakout}"
_IN_ROOM = _ROOM + "/participants"

UNABLE: Sequence[tuple[str, str, Reply]] = (
    ("GET", "available_layouts", success([])),
    ("GET", "layout_svgs", success({})),
    ("GET", "get_message_text", success({"text": ""})),
    ("GET", "get_clock", NONE_THERE),
    ("GET", "get_pinning_config", NONE_THERE),
    ("GET", "available_pinning_configs", success([])),
    ("GET", "get_classification_level", success({"levels": {}, "current": None})),
    ("GET", "theme/{file}", NO_IMAGE),
    ("GET", "participants/{person}/get_properties", success({})),
    ("GET", "participants/{person}/get_attestation", OFF),
    *(("POST", mixes, NO) for mixes in MIXES),
    ("POST", "breakouts", OFF),
    ("POST", "breakouts/disconnect", NONE_THERE),
    ("POST", "breakouts/empty", NO),
    ("POST", "breakouts/message", NO),
    ("POST", "participants/breakout", OFF),
    ("POST", _ROOM + "/request_guest_token", OFF),
    *(("POST", f"{_ROOM}/{mixes}", NO) for mixes in MIXES),
    ("POST", _ROOM + "/{function}", NO),
    ("POST", _IN_ROOM + "/breakout", OFF),
    ("POST", _IN_ROOM + "/{person}/calls", OFF),
    ("POST", _IN_ROOM + "/{person}/calls/{call}/{function}", OFF),
    ("POST", _IN_ROOM + "/{person}/{function}", OFF),
)
"""Method, path below the conference, answer; the first that fits counts."""
