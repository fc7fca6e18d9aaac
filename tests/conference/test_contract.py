"""Every reply of the node, checked by the validators of the official client library."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from waitingroom.conference import wording

from .client import Client, Said, client, media
from .conftest import Refused
from .house import House, node_of
from .operations import BEYOND, BODIES, ENDS, ONLY_A_YES, Operation, operations
from .people import GUEST_PIN, HOST_PIN

OF_A_HOST = {
    "transferParticipant",
    "unlockParticipant",
    "roleParticipant",
    "spotlightonParticipant",
    "spotlightoffParticipant",
    "allowrxpresentationParticipant",
    "denyrxpresentationParticipant",
}
"""What a guest may not do to a participant, not even to itself."""

NOT_TO_OTHERS = OF_A_HOST | {
    "disconnectParticipant",
    "muteParticipant",
    "unmuteParticipant",
    "clientMuteParticipant",
    "clientUnmuteParticipant",
    "videoMuteParticipant",
    "videoUnmuteParticipant",
    "overlaytextParticipant",
    "buzzParticipant",
    "clearbuzzParticipant",
    "dtmfParticipant",
    "feccParticipant",
    "presInMixParticipant",
    "preferredAspectRatio",
    "notifyNotAFK",
    "callsWebrtcParticipant",
    "callsRtmpParticipant",
}
"""What a guest may not do to anybody else."""

OF_THE_HOSTS_ROOM = {
    "lock",
    "unlock",
    "startConference",
    "muteguests",
    "unmuteguests",
    "setGuestsCanUnmute",
    "disconnect",
    "clearAllBuzz",
}
"""What a guest may not do to the conference, and a host can."""


class Two:
    """A host and a guest who are always there, however often one of them is sent away."""

    def __init__(self, host: Client, guest: Client) -> None:
        self.host = host
        self.guest = guest
        self.call = "none"

    async def present(self, lobby: bool = False) -> None:
        """Both come in anew, the guest no farther than into the lobby."""
        await self.guest.ask("release_token", {})
        await self.host.ask("release_token", {})
        await self.host.enters(HOST_PIN)
        await self.host.ask("lock" if lobby else "unlock")
        await self.guest.enters(GUEST_PIN)

    async def do(self, one: Client, whom: Client, operation: Operation) -> tuple[int, Any]:
        """One of them asks for an operation on somebody."""
        path = operation.path.format(
            participantUuid=whom.uuid,
            callUuid=self.call,
            breakoutUuid="b",
            mixName="main.one",
            annotate="true",
        )
        said, one.said = one.said, []
        found = await one.ask(
            path, BODIES.get(operation.name), kind=operation.kind, method=operation.method
        )
        one.said = said + one.said
        return found


@asynccontextmanager
async def two(house: House, node: str, alias: str, **room: Any) -> AsyncIterator[Two]:
    house.opens("v-next")
    house.opens(alias, **room)
    async with client(node, alias) as host, client(node, alias) as guest:
        yield Two(host, guest)


ACTORS = ["a-host", "a-guest-on-a-host", "a-guest-on-itself", "a-guest-in-the-lobby"]


@pytest.mark.parametrize("actor", ACTORS)
async def test_every_operation_is_answered_so_that_the_official_client_understands(
    house: House, node: str, refused: Refused, actor: str
) -> None:
    answers: dict[str, tuple[int, Any]] = {}
    async with two(house, node, f"v-{actor}") as both:
        await both.present(actor == "a-guest-in-the-lobby")
        for operation in operations().values():
            one = both.host if actor == "a-host" else both.guest
            whom = both.host if actor == "a-guest-on-a-host" else both.guest
            answers[operation.name] = await both.do(one, whom, operation)
            if operation.name in ENDS:
                await both.present(actor == "a-guest-in-the-lobby")
        said = both.host.said + both.guest.said
    odd = {
        name: answers[name]
        for name, each in operations().items()
        if answers[name][0] not in each.statuses and name not in ONLY_A_YES
    }
    assert odd == {}
    assert refused([each for each in said if each[0] not in UNREAD]) == []
    assert set(answers) == set(operations()) and len(answers) == 108
    for name, allowed in may(actor).items():
        assert is_a_yes(answers[name]) is allowed, (name, answers[name])


UNREAD = {f"{name[0].upper()}{name[1:]}403" for name in ONLY_A_YES}


def is_a_yes(answer: tuple[int, Any]) -> bool:
    return answer[0] == 200 and answer[1]["result"] is not False


def may(actor: str) -> dict[str, bool]:
    """Of what some may do and others not: whether this one may."""
    if actor == "a-host":
        every = OF_A_HOST - {"unlockParticipant"} | OF_THE_HOSTS_ROOM | {"messageParticipant"}
        return dict.fromkeys(every, True)
    refused = OF_THE_HOSTS_ROOM | (NOT_TO_OTHERS if actor == "a-guest-on-a-host" else OF_A_HOST)
    chats = {"messageConference": actor != "a-guest-in-the-lobby"}
    return dict.fromkeys(refused, False) | chats


async def test_a_call_passes_the_validators_from_its_offer_to_its_end(
    house: House, node: str, refused: Refused
) -> None:
    async with two(house, node, "v-call") as both, media() as (_, offer):
        await both.present()
        guest = both.guest
        body = {"call_type": "WEBRTC", "sdp": offer, "media_type": "video"}
        found = await guest.does("calls", "CallsWebrtcParticipant", body)
        both.call = found["call_uuid"]
        await guest.does(f"calls/{both.call}/update", "Update", {"sdp": offer})
        table = operations()
        for name in ("ack", "newCandidate", "dtmf", "fecc", "statistics", "disconnectCall"):
            assert (await both.do(guest, guest, table[name]))[0] == 200
        assert (await both.do(guest, guest, table["update"]))[0] == 403
    assert len(guest.said) >= 9
    assert refused(guest.said) == []


async def test_what_only_other_clients_ask_for_is_answered_too(house: House, node: str) -> None:
    async with two(house, node, "v-beyond") as both:
        await both.present()
        for method, path, body in BEYOND:
            at = path.format(participantUuid=both.guest.uuid)
            for one in (both.host, both.guest):
                status, value = await one.ask(at, body, method=method)
                assert status in (200, 403, 404), (path, status)
                assert value["result"] != wording.NOT_FOUND, path


async def test_without_a_token_nothing_is_answered_but_that(house: House, node: str) -> None:
    refusal = {"status": "failed", "result": wording.INVALID_TOKEN}
    async with two(house, node, "v-strange") as both:
        for operation in operations().values():
            if operation.name != "requestToken":
                answer = await both.do(both.guest, both.guest, operation)
                assert answer == (403, refusal), operation.name


def test_what_is_asked_is_what_the_official_client_would_ask(refused: Refused) -> None:
    assert {each.name for each in operations().values() if each.has_body} == set(BODIES)
    assert refused([(f"{operations()[name].kind}Body", BODIES[name]) for name in BODIES]) == []


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


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("RequestToken200", {"expires": 120}),
    ("RequestToken200", {"stun": [{"urls": ["stun:stun.example.dk"]}]}),
    ("RequestToken200", {"turn": [{"url": "turn:turn.example.dk"}]}),
    ("RequestToken200", {"role": "chair"}),
    ("RequestToken200", {"current_service_type": "connecting"}),
    ("RequestToken200", {"service_type": "two_stage_dialing"}),
    ("RequestToken403", {"version": None}),
]
"""What a single wrong value would do to a good reply; None takes the value away."""


async def test_the_validators_do_refuse_what_is_wrong(
    house: House, node: str, refused: Refused
) -> None:
    async with client(node, house.opens("v-wrong")) as one:
        await one.enters(HOST_PIN)
        await one.ask("request_token", {"display_name": "x"}, kind="RequestToken")
        good = dict(one.said)
    assert refused(list(good.items())) == []
    said = [(name, altered(good[name], changes)) for name, changes in WRONG]
    said += [
        ("RequestToken404", {"status": "failure", "result": wording.UNKNOWN_ALIAS}),
        ("Lock200", {"status": "failed", "result": False}),
        ("Ack200", {"status": "success", "result": None}),
        ("NewCandidate200", {"status": "success", "result": True}),
        ("TakeFloor200", {"status": "success", "result": True}),
    ]
    assert [name for name, _ in refused(said)] == [name for name, _ in said]


def altered(reply: Any, changes: dict[str, Any]) -> Any:
    result = {**reply["result"], **changes}
    return reply | {"result": {name: v for name, v in result.items() if v is not None}}
