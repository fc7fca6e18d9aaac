"""The JSON that clients and the event sink are sent, field for field as a Pexip node spells it."""

from typing import Any, Protocol

from waitingroom.conference.model import Kind, Participant, Role, Service
from waitingroom.turn import TurnSignIn

VERSION = {"version_id": "36", "pseudo_version": "79019.0.0"}
EXPIRES_S = 120
DATA_CHANNEL = 3
"""The number of the channel on which two who talk past the node write to each other."""

STATISTICS_MS = 5_000
_ROLES = {Role.HOST: "chair", Role.GUEST: "guest"}


class Room(Protocol):
    """What is shown of a conference. Units: `began_at` is monotonic; plus `epoch` it is Unix."""

    service: Service
    epoch: float
    began_at: float
    started: bool
    locked: bool
    guests_muted: bool
    guests_can_unmute: bool
    guests_can_present: bool

    @property
    def direct(self) -> bool:
        """Whether the media goes past the node."""


def _yes(value: bool) -> str:
    return "YES" if value else "NO"


def token(
    person: Participant, conference: Room, secret: str, turn: TurnSignIn | None
) -> dict[str, Any]:
    """The result of `request_token`. No STUN key: an empty list would break the client."""
    result = {
        "token": secret,
        "expires": str(EXPIRES_S),
        "participant_uuid": person.uuid,
        "display_name": person.name.reveal(),
        "role": person.role.value,
        "current_service_type": person.place.value,
        "service_type": "conference",
        "conference_name": conference.service.name,
        "service_name": conference.service.name,
        "call_type": conference.service.kind.value,
        "call_tag": person.tag,
        "idp_uuid": "",
        "version": VERSION,
        "chat_enabled": conference.service.chat,
        "guests_can_present": conference.guests_can_present,
        "fecc_enabled": False,
        "trickle_ice_enabled": True,
        "allow_1080p": False,
        "vp9_enabled": False,
        "direct_media": person.direct,
        "use_relay_candidates_only": False,
    }
    if person.direct:
        result |= statistics() | {"pex_datachannel_id": DATA_CHANNEL}
    return result if turn is None else result | {"turn": [_turn(turn)]}


def statistics() -> dict[str, Any]:
    """Asks for the numbers of media that goes past the node."""
    return {"client_stats_update_interval": STATISTICS_MS}


def _turn(sign_in: TurnSignIn) -> dict[str, Any]:
    return {
        "urls": list(sign_in.urls),
        "username": sign_in.username,
        "credential": sign_in.credential.reveal(),
    }


def participant(person: Participant, epoch: float) -> dict[str, Any]:
    """A participant, whole, as the roster and the events carry it."""
    video = person.has_media and person.has_video
    return {
        "uuid": person.uuid,
        "api_url": f"/participants/{person.uuid}",
        "display_name": person.name.reveal(),
        "overlay_text": person.overlay,
        "role": _ROLES[person.role],
        "protocol": person.protocol,
        "service_type": person.place.value,
        "call_direction": "in",
        "call_tag": person.tag,
        "local_alias": person.alias,
        "start_time": person.joined_at + epoch,
        "encryption": "On",
        "has_media": person.has_media,
        "is_video_call": _yes(video),
        "is_audio_only_call": _yes(person.has_media and not video),
        "is_muted": _yes(person.muted),
        "is_client_muted": person.client_muted,
        "is_video_muted": person.video_muted,
        "is_video_silent": False,
        "is_presenting": _yes(person.presents),
        "is_streaming_conference": False,
        "is_external": False,
        "external_node_uuid": "",
        "buzz_time": person.hand_raised_at and person.hand_raised_at + epoch,
        "spotlight": person.spotlight_at and person.spotlight_at + epoch,
        "disconnect_supported": "YES",
        "mute_supported": "YES",
        "transfer_supported": "YES",
        "fecc_supported": "NO",
        "rx_presentation_policy": "ALLOW" if person.takes_slides else "DENY",
        "supports_direct_chat": person.direct_chat,
        "can_receive_personal_mix": False,
        "receive_from_video_mix": {"mix_name": "main", "timestamp": 0},
        "uri": "",
        "vendor": "",
    }


def conference(room: Room) -> dict[str, Any]:
    """The state of a conference, for `conference_status` and `conference_update`."""
    return {
        "locked": room.locked,
        "guests_muted": room.guests_muted,
        "all_muted": False,
        "started": room.started,
        "guests_can_unmute": room.guests_can_unmute,
        "guests_can_present": room.guests_can_present,
        "presentation_allowed": room.service.kind is Kind.SLIDES,
        "chat_enabled": room.service.chat,
        "direct_media": room.direct,
        "breakout_rooms": False,
        "live_captions_available": False,
    }


def reported_conference(room: Room, ended_at: float | None = None) -> dict[str, Any]:
    """A conference as the event sink hears of it; times are Unix seconds."""
    data = {
        "name": room.service.name,
        "tag": room.service.tag,
        "service_type": "conference",
        "start_time": room.began_at + room.epoch,
        "is_locked": room.locked,
        "is_started": room.started,
        "guests_muted": room.guests_muted,
    }
    return data if ended_at is None else data | {"end_time": ended_at + room.epoch}


def reported_participant(person: Participant, room: Room, node: str) -> dict[str, Any]:
    """A participant as the event sink hears of it."""
    return {
        "uuid": person.uuid,
        "call_id": person.uuid,
        "conversation_id": (*person.before, person.uuid)[0],
        "related_uuids": list(person.before),
        "conference": room.service.name,
        "display_name": person.name.reveal(),
        "role": _ROLES[person.role],
        "protocol": "WebRTC" if person.protocol == "webrtc" else "API",
        "call_direction": "in",
        "call_tag": person.tag,
        "connect_time": person.joined_at + room.epoch,
        "source_alias": "",
        "destination_alias": person.alias,
        "remote_address": "",
        "service_tag": room.service.tag,
        "service_type": person.place.value,
        "has_media": person.has_media,
        "is_muted": person.muted,
        "is_client_muted": person.client_muted,
        "is_presenting": person.presents,
        "is_streaming": False,
        "is_idp_authenticated": False,
        "encryption": "On",
        "vendor": "",
        "media_node": node,
        "signalling_node": node,
        "proxy_node": "",
        "system_location": "",
        "rx_bandwidth": 0,
        "tx_bandwidth": 0,
    }


def connected(data: dict[str, Any]) -> dict[str, Any]:
    """The first report of a participant: it is on its way, not connected yet."""
    return data | {"service_type": "connecting", "connect_time": None}


def disconnected(data: dict[str, Any], reason: str, ended_at: float) -> dict[str, Any]:
    """The last report of a participant; `ended_at` is Unix seconds."""
    duration = max(0.0, ended_at - data["connect_time"])
    return data | {"disconnect_reason": reason, "end_time": ended_at, "duration": duration}
