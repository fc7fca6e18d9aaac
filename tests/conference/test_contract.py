"""Every reply of the node, checked by the validators of the official client library."""

from typing import Any

import pytest

from .client import Client, Said, client, media
from .conftest import Refused
from .house import House, node_of

HOST_PIN, GUEST_PIN = "739201", "110284"
ON_PARTICIPANT = [
    ("mute", "MuteParticipant"),
    ("unmute", "UnmuteParticipant"),
    ("client_mute", "ClientMuteParticipant"),
    ("client_unmute", "ClientUnmuteParticipant"),
    ("video_muted", "VideoMuteParticipant"),
    ("video_unmuted", "VideoUnmuteParticipant"),
    ("allowrxpresentation", "AllowrxpresentationParticipant"),
    ("denyrxpresentation", "DenyrxpresentationParticipant"),
    ("spotlighton", "SpotlightonParticipant"),
    ("spotlightoff", "SpotlightoffParticipant"),
    ("buzz", "BuzzParticipant"),
    ("clearbuzz", "ClearbuzzParticipant"),
    ("unlock", "UnlockParticipant"),
    ("notify_not_afk", "NotifyNotAFK"),
    ("take_floor", "TakeFloor"),
    ("release_floor", "ReleaseFloor"),
    ("show_live_captions", "ShowLiveCaptions"),
    ("hide_live_captions", "HideLiveCaptions"),
]
WITH_BODY: list[tuple[str, str, dict[str, Any]]] = [
    ("role", "RoleParticipant", {"role": "guest"}),
    ("overlaytext", "OverlaytextParticipant", {"text": "Tolk"}),
    ("message", "MessageParticipant", {"type": "text/plain", "payload": "Hej"}),
    ("dtmf", "DtmfParticipant", {"digits": "1"}),
    ("preferred_aspect_ratio", "PreferredAspectRatio", {"aspect_ratio": 1.5}),
    ("pres_in_mix", "PresInMixParticipant", {"state": True}),
    ("transfer", "TransferParticipant", {"conference_alias": "x", "role": "guest"}),
    ("fecc", "FeccParticipant", {"action": "start", "movement": [], "target": []}),
]
ON_CONFERENCE = [
    ("lock", "Lock"),
    ("unlock", "Unlock"),
    ("start_conference", "StartConference"),
    ("muteguests", "Muteguests"),
    ("unmuteguests", "Unmuteguests"),
    ("clearallbuzz", "ClearAllBuzz"),
]


async def ask_everything(host: Client, guest: Client) -> None:
    """Two participants use the whole client API once."""
    await host.ask("request_token", {"display_name": "Anna Test"}, kind="RequestToken")
    await guest.enters("000000")
    await host.enters(HOST_PIN, tag="staff-1.a")
    await guest.enters(GUEST_PIN, name="Prøve Pedersen", tag="guest-1.a")
    await host.ask("conference_status", method="GET", kind="ConferenceStatus")
    await host.ask("participants", method="GET", kind="Participants")
    await host.ask(
        f"participants/{guest.uuid}/avatar.jpg", method="GET", kind="AvatarJpgParticipant"
    )
    await ask_for_media(guest)
    for function, kind in ON_PARTICIPANT:
        await host.does(function, kind, whom=guest.uuid)
        await guest.does(function, kind, whom=host.uuid)
        await guest.does(function, kind)
    for function, kind, body in WITH_BODY:
        await host.does(function, kind, body, whom=guest.uuid)
    for function, kind in ON_CONFERENCE:
        await host.ask(function, kind=kind)
    await host.ask("set_guests_can_unmute", {"setting": True}, kind="SetGuestsCanUnmute")
    await host.ask("message", {"type": "text/plain", "payload": "Hej"}, kind="MessageConference")
    await host.ask("transform_layout", {"transforms": {}}, kind="TransformLayout")
    await host.ask("silent_video_detection", {"config": {}}, kind="SilentVideoDetection")
    await host.ask("refresh_token", kind="RefreshToken")
    await host.does("disconnect", "DisconnectParticipant", whom=guest.uuid)
    await guest.ask("refresh_token", kind="RefreshToken")
    await guest.ask("release_token", {"reason": "x"}, kind="ReleaseToken")
    await host.ask("disconnect", kind="Disconnect")
    await host.ask("release_token", {}, kind="ReleaseToken", token="nonsense")


async def ask_for_media(guest: Client) -> None:
    async with media() as (_, offer):
        body = {"call_type": "WEBRTC", "sdp": offer, "media_type": "video"}
        found = await guest.does("calls", "CallsWebrtcParticipant", body)
        call = f"calls/{found['call_uuid']}"
        await guest.does(f"{call}/ack", "Ack", {})
        candidate = {"candidate": "", "mid": "0"}
        await guest.does(f"{call}/new_candidate", "NewCandidate", candidate)
        await guest.does(f"{call}/update", "Update", {"sdp": offer})
        await guest.does(f"{call}/statistics", "Statistics", {"audio": {}})
        await guest.does(f"{call}/dtmf", "Dtmf", {"digits": "1"})
        await guest.does(f"{call}/fecc", "Fecc", {"action": "stop", "movement": []})
        await guest.does(f"{call}/disconnect", "DisconnectCall")
        await guest.does(f"{call}/update", "Update", {"sdp": offer})


async def test_every_reply_passes_the_official_validators(
    house: House, node: str, refused: Refused
) -> None:
    alias = house.opens("v-contract")
    async with client(node, alias) as host, client(node, alias) as guest:
        await ask_everything(host, guest)
        said = host.said + guest.said
    statuses = {name for name, _ in said}
    assert len(statuses) > 50 and "RequestToken403" in statuses and "TakeFloor403" in statuses
    assert refused(said) == []


async def test_refusals_to_come_in_pass_the_official_validators(
    house: House, refused: Refused
) -> None:
    said: Said = []
    for alias, limit, status in (("v-none", 1, 200), ("v-none", 1, 500), ("v-many", 0, 200)):
        house.policy_status = status
        if alias == "v-many":
            house.opens(alias)
        async with node_of(house, max_calls=limit) as node, client(node, alias) as one:
            await one.enters(HOST_PIN)
            said += one.said
    assert [name for name, _ in said] == ["RequestToken404", "RequestToken503", "RequestToken503"]
    assert refused(said) == []


async def test_events_carry_whole_participants_and_states(
    house: House, node: str, refused: Refused
) -> None:
    alias = house.opens("v-events")
    async with client(node, alias) as host, client(node, alias) as guest:
        await host.enters(HOST_PIN)
        await host.listens()
        await guest.enters(GUEST_PIN)
        await host.does("mute", "", whom=guest.uuid)
        await host.ask("lock")
        await guest.ask("release_token", {})
        await host.comes_to("participant_delete")
        people = host.heard("participant_create") + host.heard("participant_update")
        states = host.heard("conference_update")
    assert len(people) == 3 and len(states) == 2
    said: Said = [("Participants200", {"status": "success", "result": people})]
    said += [("ConferenceStatus200", {"status": "success", "result": one}) for one in states]
    assert refused(said) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RequestToken200", {"status": "success", "result": {"expires": 120}}),
        ("RequestToken403", {"status": "success", "result": {"pin": "required"}}),
        ("RequestToken404", {"status": "failure", "result": "x"}),
        ("Ack200", {"status": "success", "result": None}),
        ("NewCandidate200", {"status": "success", "result": True}),
    ],
)
def test_the_validators_do_refuse_what_is_wrong(name: str, value: Any, refused: Refused) -> None:
    assert [found[0] for found in refused([(name, value)])] == [name]
