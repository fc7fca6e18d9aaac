"""Asks the policy server which conference an alias is, and who may come in.

A node knows no conference by itself. A reply that is not 200, not JSON, or holds one wrong value
counts as "no such conference", as on a Pexip node; a server that cannot be reached is another
matter.
Source: Pexip's external policy API, version 1.
"""

import logging
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, Literal

import httpx2
import msgspec

from waitingroom.conference.config import NodeConfig
from waitingroom.conference.escalation import PAIR
from waitingroom.conference.model import (
    DirectMedia,
    Kind,
    Newcomer,
    Origin,
    Role,
    Service,
    new_uuid,
)
from waitingroom.core.value import Private, Value

LIMIT_S = 5.0
PARTIES = 4
_NAME_LIMIT = 250
_DIGITS = range(4, 21)
EMPTY: Mapping[str, str] = {
    "breakout_uuid": "",
    "display_count": "1",
    "teams_tenant_id": "",
    "telehealth_request_id": "",
    "third_party_passcode": "",
}
"""What a node asks with of things that this one does not have."""

MAIN_MIX: Mapping[str, str] = {
    "receive_from_audio_mix": "main",
    "send_to_audio_mixes_mix_name": "main",
    "send_to_audio_mixes_prominent": "False",
}
"""Everybody hears the one mix there is and is in it."""


class No(Enum):
    """Why there is no conference, or no way in."""

    UNKNOWN = "unknown"
    REJECTED = "rejected"
    SILENT = "silent"


class Caller(Value):
    """Who asks for a token, as policy is told about them.

    Shape: `previous` is the name of the service they were transferred from, empty otherwise.
    """

    alias: str
    name: Private
    tag: str
    origin: Origin
    previous: str = ""
    speaks_direct: bool = False


class _ServiceResult(Value):
    name: str
    service_type: Literal["conference", "lecture"]
    service_tag: str
    pin: str | None = None
    guest_pin: str | None = None
    allow_guests: bool = False
    locked: bool = False
    mute_all_guests: bool = False
    guests_can_present: bool = True
    enable_chat: Literal["default", "yes", "no"] = "default"
    call_type: Kind = Kind.SLIDES
    participant_limit: Annotated[int, msgspec.Meta(ge=1)] | None = None
    direct_media: DirectMedia = DirectMedia.NEVER
    direct_media_notification_duration: Annotated[int, msgspec.Meta(ge=0, le=30)] = 5


class _ServiceReply(Value):
    status: Literal["success"]
    action: str = "continue"
    result: _ServiceResult | msgspec.UnsetType = msgspec.UNSET


class _PartyResult(Value):
    preauthenticated_role: Literal["chair", "guest"] | None = None
    remote_display_name: str | None = None
    call_tag: str | None = None
    bypass_lock: bool = False
    rx_presentation_policy: Literal["ALLOW", "DENY"] = "ALLOW"


class _PartyReply(Value):
    status: Literal["success"]
    action: str = "continue"
    result: _PartyResult | msgspec.UnsetType = msgspec.UNSET


class Policy:
    """The policy server, as a node sees it."""

    def __init__(self, config: NodeConfig, client: httpx2.AsyncClient) -> None:
        self._config = config
        self._client = client
        self._log = logging.getLogger("waitingroom.conference")

    async def service(self, caller: Caller) -> Service | No:
        """The conference of this alias as policy allows it now."""
        body = await self._ask("service/configuration", self._about(caller))
        if isinstance(body, No):
            return body
        try:
            reply = msgspec.json.decode(body, type=_ServiceReply)
            return _service(reply)
        except (msgspec.MsgspecError, ValueError):
            return No.UNKNOWN

    async def party(
        self, caller: Caller, service: Service, newcomer: Newcomer, **more: str
    ) -> Newcomer | No:
        """What policy makes of somebody whose PIN is right: another name, tag or role, or a no."""
        asked = self._about(caller) | {
            "service_name": service.name,
            "service_tag": service.tag,
            "unique_service_name": service.name,
            "bypass_lock": "False",
            "preauthenticated_role": "chair" if newcomer.role == Role.HOST else "guest",
            "participant_uuid": newcomer.uuid,
            "call_uuid": "",
            "idp_attributes": "{}",
            **MAIN_MIX,
            **more,
        }
        body = await self._ask("participant/properties", asked)
        if body is No.UNKNOWN:
            return newcomer
        if isinstance(body, No):
            return body
        try:
            return _party(msgspec.json.decode(body, type=_PartyReply), newcomer)
        except msgspec.MsgspecError:
            return No.UNKNOWN

    def _silent(self, what: str, trouble: str) -> No:
        self._log.warning("policy has no answer for %s: %s", what, trouble)
        return No.SILENT

    def _about(self, caller: Caller) -> dict[str, str]:
        return {
            "local_alias": caller.alias,
            "remote_alias": caller.name.reveal(),
            "remote_display_name": caller.name.reveal(),
            "remote_address": caller.origin.address,
            "remote_port": str(caller.origin.port),
            "protocol": "api",
            "call_direction": "dial_in",
            "trigger": "web",
            "call_tag": caller.tag,
            "vendor": caller.origin.vendor,
            "registered": "False",
            "bandwidth": "0",
            "encryption": "On",
            "location": "",
            "node_ip": self._config.node_name,
            "version_id": "36",
            "pseudo_version_id": "79019.0.0",
            "idp_uuid": "",
            "has_authenticated_display_name": "False",
            "supports_direct_media": str(caller.speaks_direct),
            "previous_service_name": caller.previous,
            "request_id": new_uuid(),
            **EMPTY,
        }

    async def _ask(self, what: str, query: dict[str, str]) -> bytes | No:
        url = f"{self._config.policy_url.rstrip('/')}/policy/v1/{what}"
        login = (self._config.username, self._config.password.reveal())
        try:
            answer = await self._client.get(url, params=query, auth=login, timeout=LIMIT_S)
        except httpx2.HTTPError as error:
            return self._silent(what, type(error).__name__)
        if answer.status_code >= 500:
            return self._silent(what, f"status {answer.status_code}")
        return answer.content if answer.status_code == 200 else No.UNKNOWN


def _service(reply: _ServiceReply) -> Service | No:
    found = reply.result
    if found is msgspec.UNSET:
        return No.UNKNOWN
    if not 0 < len(found.name) <= _NAME_LIMIT or not _pins_are_sound(found):
        raise ValueError("a value policy must not send")
    return Service(
        name=found.name,
        tag=found.service_tag,
        host_pin=_private(found.pin),
        guest_pin=_private(found.guest_pin),
        allow_guests=found.allow_guests,
        locked=found.locked,
        mute_guests=found.mute_all_guests,
        chat=found.enable_chat != "no",
        kind=found.call_type,
        guests_can_present=found.guests_can_present,
        limit=min(_most(found.direct_media), found.participant_limit or PARTIES),
        direct_media=found.direct_media,
        notice_s=found.direct_media_notification_duration,
    )


def _most(direct: DirectMedia) -> int:
    return PAIR if direct is DirectMedia.ALWAYS else PARTIES


def _pins_are_sound(found: _ServiceResult) -> bool:
    host, guest = found.pin, found.guest_pin
    if any(pin is not None and not _is_pin(pin) for pin in (host, guest)):
        return False
    if found.allow_guests and host is None:
        return False
    if guest is None or host is None:
        return guest is None
    hashes = host.endswith("#") and guest.endswith("#")
    return found.allow_guests and host != guest and (hashes or len(host) == len(guest))


def _is_pin(pin: str) -> bool:
    digits = pin.removesuffix("#")
    return digits.isascii() and digits.isdigit() and len(digits) in _DIGITS


def _private(text: str | None) -> Private | None:
    return None if text is None else Private(text)


def _party(reply: _PartyReply, newcomer: Newcomer) -> Newcomer | No:
    if reply.action != "continue":
        return No.REJECTED
    if reply.result is msgspec.UNSET:
        return newcomer
    changes: dict[str, Any] = {
        "may_pass_lock": reply.result.bypass_lock,
        "takes_slides": reply.result.rx_presentation_policy == "ALLOW",
    }
    if reply.result.preauthenticated_role is not None:
        host = reply.result.preauthenticated_role == "chair"
        changes["role"] = Role.HOST if host else Role.GUEST
    if reply.result.remote_display_name:
        changes["name"] = Private(reply.result.remote_display_name)
    if reply.result.call_tag:
        changes["tag"] = reply.result.call_tag
    return newcomer.but(**changes)
