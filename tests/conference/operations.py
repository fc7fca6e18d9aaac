"""Every operation of the official client library, read from its own files, so that none is missing.

Source: `@pexip/infinity-api`, as the pages of this project have it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from waitingroom.core.value import Value

PACKAGE = Path(__file__).parents[2] / "frontend" / "node_modules" / "@pexip" / "infinity-api"
ROOMS = ("token", "conference", "participant", "call", "breakout")
_CONFERENCE = "${host}/api/client/v2/conferences/${encodeURIComponent(params.conferenceAlias)}/"


class Operation(Value):
    """One request of the library.

    Shape: `path` is below the conference, with `{participantUuid}` and the like; `statuses` are the
    answers that it reads, any other is an error thrown at the page; `kind` is the beginning of the
    names of its validators.
    """

    name: str
    kind: str
    method: str
    path: str
    statuses: tuple[int, ...]
    has_body: bool


def operations() -> dict[str, Operation]:
    """All operations by name, in the order of the library."""
    return {each.name: each for room in ROOMS for each in _operations(room)}


def _operations(room: str) -> Iterator[Operation]:
    text = (PACKAGE / "dist" / room / "index.js").read_text("utf-8")
    for part in text.split("export async function ")[1:]:
        yield _operation(part.partition("(")[0], part)


def _operation(name: str, part: str) -> Operation:
    method, url = re.search(r"method: '(\w+)'", part), re.search(r"fetcher\(`([^`]+)`", part)
    assert method and url and url[1].startswith(_CONFERENCE), name
    path = url[1].removeprefix(_CONFERENCE)
    return Operation(
        name=name,
        kind=name[0].upper() + name[1:],
        method=method[1].upper(),
        path=re.sub(r"\$\{encodeURIComponent\(params\.(\w+)\)\}", r"{\1}", path),
        statuses=tuple(int(each) for each in re.findall(r"res\.status === (\d+)", part)),
        has_body=f"validate{name[0].upper()}{name[1:]}Body" in part,
    )


_TRANSFORMS = {"transforms": {"layout": "1:7"}}
_TEXT = {"type": "text/plain", "payload": "Hej"}
_ON = {"conference_alias": "v-next", "role": "guest"}
_DIGITS = {"digits": "1"}
_FECC = {"action": "start", "movement": [{"axis": "pan", "direction": "left"}], "timeout": 1000}
_CANDIDATE = {"candidate": "", "mid": "0"}
_MIX = {"mix_name": "main.one"}

BODIES: dict[str, dict[str, Any]] = {
    "requestToken": {"display_name": "Anna Test"},
    "releaseToken": {"reason": "User initiated disconnect"},
    "dial": {"role": "GUEST", "destination": "tolk@example.dk", "protocol": "sip"},
    "setGuestsCanUnmute": {"setting": True},
    "messageConference": _TEXT,
    "transformLayout": _TRANSFORMS,
    "silentVideoDetection": {"config": {"enable": True}},
    "videoMixesCreate": _MIX,
    "videoMixesConfigure": {"transform_layout": {"layout": "1:7"}},
    "dtmfParticipant": _DIGITS,
    "callsWebrtcParticipant": {"call_type": "WEBRTC", "sdp": "v=0", "media_type": "video"},
    "callsRtmpParticipant": {"call_type": "RTMP", "sdp": ""},
    "overlaytextParticipant": {"text": "Tolk"},
    "presInMixParticipant": {"state": True},
    "roleParticipant": {"role": "guest"},
    "feccParticipant": _FECC | {"target": "x"},
    "transferParticipant": _ON,
    "messageParticipant": _TEXT,
    "preferredAspectRatio": {"aspect_ratio": 1.5},
    "ack": {},
    "dtmf": _DIGITS,
    "fecc": _FECC,
    "newCandidate": _CANDIDATE,
    "update": {"sdp": "v=0"},
    "statistics": {"audio": {}, "video": {}, "presentation": {}},
    "breakouts": {"name": "Ved siden af"},
    "breakoutsMessage": _TEXT,
    "breakoutTransformLayout": _TRANSFORMS,
    "breakoutMoveParticipantsFromMain": {"breakout_uuid": "b", "participants": []},
    "breakoutMoveParticipants": {"breakout_uuid": "main", "participants": []},
    "breakoutCallsWebrtcParticipant": {"call_type": "WEBRTC", "sdp": "v=0"},
    "breakoutOverlaytextParticipant": {"text": "Tolk"},
    "breakoutAck": {},
    "breakoutNewCandidate": _CANDIDATE,
    "breakoutUpdate": {"sdp": "v=0"},
    "breakoutMessageConference": _TEXT,
    "breakoutTransferParticipant": _ON,
    "breakoutFeccParticipant": _FECC | {"target": "x"},
    "breakoutDtmfParticipant": _DIGITS,
    "breakoutVideoMixesCreate": _MIX,
    "breakoutVideoMixesConfigure": {"transform_layout": {"layout": "1:7"}},
}
"""A body for each operation that has one."""

ENDS = (
    "refreshToken",
    "releaseToken",
    "disconnect",
    "disconnectParticipant",
    "callsWebrtcParticipant",
)
"""After these a token may be worth nothing any more."""

ONLY_A_YES = ("breakouts", "breakoutRequestGuestToken")
"""The library reads nothing but a yes of these; a no is thrown at the page, whatever we say."""

BEYOND: tuple[tuple[str, str, Any], ...] = (
    *(
        ("POST", f"participants/{{participantUuid}}/{name}", body)
        for name, body in (
            ("send_to_audio_mixes", {"mixes": []}),
            ("receive_from_audio_mix", {"mix_name": "main"}),
            ("layout_group", {"layout_group": ""}),
            ("tx_mute", None),
            ("tx_unmute", None),
            ("hold", None),
            ("resume", None),
            ("studiosound", None),
        )
    ),
    ("POST", "set_guests_can_present", {"setting": True}),
    ("POST", "set_guests_can_see_guests", {"setting": "always"}),
    ("POST", "set_message_text", {"text": "Hej"}),
    ("POST", "set_clock", {}),
    ("POST", "set_pinning_config", {"pinning_config": ""}),
    ("POST", "set_classification_level", {"level": 1}),
    *(
        ("GET", name, None)
        for name in (
            "get_message_text",
            "get_clock",
            "get_pinning_config",
            "available_pinning_configs",
            "get_classification_level",
            "theme/background.jpg",
            "participants/{participantUuid}/get_properties",
            "participants/{participantUuid}/get_attestation",
        )
    ),
)
"""What other clients of Pexip ask for and the library does not know."""
