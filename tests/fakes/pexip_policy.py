"""The asking half of a Pexip node, as strict as a real one: one wrong value voids a whole reply.

Source: Pexip's external policy API and what was seen of nodes of versions 39 and 40.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

GOLDEN: Mapping[str, str] = {
    "bandwidth": "0",
    "breakout_uuid": "",
    "call_direction": "dial_in",
    "call_tag": "",
    "display_count": "1",
    "encryption": "On",
    "has_authenticated_display_name": "False",
    "idp_uuid": "",
    "local_alias": "",
    "location": "Oslo",
    "ms-subnet": "",
    "node_ip": "10.1.0.11",
    "p_Asserted-Identity": "None",
    "previous_service_name": "",
    "protocol": "api",
    "pseudo_version_id": "79019.0.0",
    "registered": "False",
    "remote_address": "192.0.2.20",
    "remote_alias": "Prøve Pedersen",
    "remote_display_name": "Prøve Pedersen",
    "remote_port": "52114",
    "request_id": "b2f5b3d0-6e0f-4d0a-9c46-0242ac120002",
    "supports_direct_media": "True",
    "teams_tenant_id": "",
    "telehealth_request_id": "",
    "third_party_passcode": "",
    "trigger": "web",
    "vendor": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "version_id": "36",
}
"""Everything a node sends when it asks about a service."""

PARTY: Mapping[str, str] = {
    **GOLDEN,
    "bypass_lock": "False",
    "call_uuid": "0f8b2d5e-0000-4000-8000-000000000001",
    "idp_attribute_mail": "",
    "idp_attributes": "{}",
    "participant_type": "api",
    "participant_uuid": "7d1c0000-0000-4000-8000-000000000001",
    "preauthenticated_role": "null",
    "receive_from_audio_mix": "main",
    "send_to_audio_mixes_mix_name": "main",
    "send_to_audio_mixes_prominent": "False",
    "service_name": "",
    "service_tag": "",
    "unique_service_name": "",
}
"""Everything it sends when it asks about somebody who comes in."""

NEWER: Mapping[str, str] = {"brand_new": "True", "another_one": "", "flagged": "False"}
"""What a node of a later version may add."""

VIEWS = (
    "one_main_zero_pips",
    "one_main_seven_pips",
    "one_main_twentyone_pips",
    "two_mains_twentyone_pips",
    "one_main_thirtythree_pips",
    "four_mains_zero_pips",
    "nine_mains_zero_pips",
    "sixteen_mains_zero_pips",
    "twentyfive_mains_zero_pips",
    "five_mains_seven_pips",
)


class Void(Exception):
    """The reply does not count; the caller is told that there is no such conference."""


Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 250


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _one_of(*words: object) -> Check:
    return lambda value: not isinstance(value, bool) and value in words


def _whole(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _pin(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{3,19}[0-9#]", value) is not None


SERVICE: Mapping[str, Check] = {
    "allow_guests": _flag,
    "automatic_participants": lambda value: isinstance(value, list),
    "breakout_rooms": _flag,
    "call_type": _one_of("video", "video-only", "audio"),
    "crypto_mode": _one_of(None, "besteffort", "on", "off"),
    "description": _text,
    "direct_media": _one_of("never", "best_effort", "always"),
    "direct_media_notification_duration": _whole(0, 30),
    "enable_active_speaker_indication": _flag,
    "enable_chat": _one_of("default", "yes", "no"),
    "enable_overlay_text": _flag,
    "guest_pin": _pin,
    "guests_can_present": _flag,
    "guests_can_see_guests": _one_of("no_hosts", "always", "never"),
    "local_display_name": _text,
    "locked": _flag,
    "max_callrate_in": _whole(128_000, 8_192_000),
    "max_callrate_out": _whole(128_000, 8_192_000),
    "max_pixels_per_second": _one_of(None, "sd", "hd", "fullhd"),
    "mute_all_guests": _flag,
    "name": _text,
    "participant_limit": _whole(1, 10_000),
    "pin": _pin,
    "prefer_ipv6": _one_of("default", "yes", "no"),
    "service_tag": _text,
    "service_type": _one_of("conference", "lecture"),
    "view": lambda value: value in VIEWS,
}

PARTICIPANT: Mapping[str, Check] = {
    "bypass_lock": _flag,
    "call_tag": _text,
    "disable_overlay_text": _flag,
    "preauthenticated_role": _one_of("chair", "guest", None),
    "remote_alias": _text,
    "remote_display_name": _text,
    "rx_presentation_policy": _one_of("ALLOW", "DENY"),
    "spotlight": _whole(0, 100),
}


@dataclass(frozen=True)
class StrictNode:
    """Reads replies as a node does that has these themes and locations."""

    themes: tuple[str, ...] = ()
    locations: tuple[str, ...] = ("Oslo",)

    def service(self, status: int, kind: str, body: bytes) -> dict[str, Any] | None:
        """The conference of a reply, None for a no. Errors: `Void`."""
        reply = _reply(status, kind, body)
        if "result" not in reply:
            _must(reply.get("action") == "reject")
            return None
        result = _checked(reply["result"], {**SERVICE, "ivr_theme_name": self._is_theme})
        for name in ("name", "service_type", "service_tag"):
            _must(name in result)
        _must(_pins_are_sound(result))
        _must(result.get("direct_media", "never") == "never" or not result.get("breakout_rooms"))
        return result

    def participant(self, status: int, kind: str, body: bytes) -> dict[str, Any] | None:
        """What is made of a participant, None for a no. Errors: `Void`."""
        reply = _reply(status, kind, body)
        if reply.get("action") == "reject":
            return None
        return _checked(reply.get("result", {}), PARTICIPANT)

    def location(self, status: int, kind: str, body: bytes) -> tuple[str, ...]:
        """Where media goes, and where it overflows to. Errors: `Void`."""
        result = _reply(status, kind, body).get("result")
        _must(isinstance(result, dict) and "location" in result)
        assert isinstance(result, dict)
        names = (result["location"], *result.get("overflow_locations", []))
        _must(all(name in self.locations for name in names))
        return names

    def _is_theme(self, name: object) -> bool:
        return name in self.themes


def _must(is_so: bool) -> None:
    if not is_so:
        raise Void


def _reply(status: int, kind: str, body: bytes) -> dict[str, Any]:
    _must(status == 200 and kind.partition(";")[0] == "application/json")
    try:
        reply = json.loads(body)
    except ValueError as error:
        raise Void from error
    _must(isinstance(reply, dict) and reply.get("status") == "success")
    assert isinstance(reply, dict)
    _must(reply.get("action", "continue") in ("continue", "reject", "redirect"))
    return reply


def _checked(result: Any, checks: Mapping[str, Check]) -> dict[str, Any]:
    _must(isinstance(result, dict))
    for name, value in result.items():
        _must(name in checks and checks[name](value))
    return dict(result)


def _pins_are_sound(result: Mapping[str, Any]) -> bool:
    host, guest = result.get("pin"), result.get("guest_pin")
    if result.get("allow_guests") and host is None:
        return False
    if guest is None:
        return True
    if not result.get("allow_guests") or host is None or host == guest:
        return False
    return len(host) == len(guest) or (host.endswith("#") and guest.endswith("#"))
