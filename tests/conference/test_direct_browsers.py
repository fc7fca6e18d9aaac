"""Two real browsers whose media goes past the node, and a third who brings it back to the node."""

import asyncio
from typing import Any

import pytest

from waitingroom.conference import Node, escalation

from .house import House, until
from .people import GUEST_PIN, HOST_PIN, Person
from .voices import Voice

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

# Where the other's packets come from: a browser tells, of the pair of addresses that carries media.
OTHER_PORT = """(async () => {
  const found = [...(await kit.connections.at(-1).getStats()).values()];
  const pair = found.find(one => one.type === 'candidate-pair' && one.nominated
    && one.state === 'succeeded');
  return found.find(one => one.id === pair?.remoteCandidateId)?.port ?? null;
})()"""
OWN_PORTS = """(async () => [...(await kit.connections.at(-1).getStats()).values()]
  .filter(one => one.type === 'local-candidate').map(one => one.port))()"""


# The library opens the channel for chat only when it stands fourth, after sound and two pictures.
DIRECT: dict[str, Any] = {"direct": True, "kind": "AudioVideoPresentation"}


async def talk_past_the_node(one: Person, other: Person) -> None:
    """Both see a moving picture that comes from the other's own port."""
    for viewer, seen in ((one, other), (other, one)):
        await viewer.sees_moving_pictures()
        await viewer.comes_to("kit.pixel().then(p => p.spread > 60)")
        assert await viewer.asks(OTHER_PORT) in await seen.asks(OWN_PORTS)


@pytest.fixture
async def two(house: House, person: Any) -> tuple[Person, Person]:
    alias = house.opens("v-direct", direct_media="best_effort", participant_limit=8)
    anna, per = await person(), await person()
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.a", **DIRECT) == 200
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.a", **DIRECT) == 200
    await talk_past_the_node(anna, per)
    return anna, per


async def test_two_see_and_hear_each_other_without_the_node(
    two: tuple[Person, Person], inside: tuple[str, Node]
) -> None:
    anna, per = two
    for one in two:
        await one.comes_to("kit.numbers().then(n => n.audio.packetsReceived > 50)")
        assert await one.asks("kit.seen.reconnecting") == 0
    assert not inside[1].switchboard.busy
    await anna.asks("kit.client.sendMessage({payload: 'Kan du høre mig?', type: 'text/plain'})")
    await per.comes_to("kit.seen.messages.includes('Kan du høre mig?')")
    await per.asks("kit.client.sendMessage({payload: 'Ja', type: 'text/plain'})")
    await anna.comes_to("kit.seen.messages.includes('Ja')")
    # The first to come was shown that it waits, until the other was there.
    await anna.comes_to("kit.seen.screens[0] === 'direct_media_welcome'")
    await anna.comes_to("kit.seen.screens.at(-1) === null")


async def test_one_leaves_and_comes_back(two: tuple[Person, Person]) -> None:
    anna, per = two
    for _ in range(2):
        await per.asks("kit.client.disconnect({reason: 'Left'})")
        await anna.comes_to("kit.others().length === 0")
        again = {"tag": "guest-1.a", "direct": True}
        assert await per.joins("v-direct", "Prøve Pedersen", GUEST_PIN, **again) == 200
        await talk_past_the_node(anna, per)
    assert await anna.asks("kit.seen.peersLost") == 2


async def test_a_page_that_is_loaded_again_is_back(two: tuple[Person, Person]) -> None:
    anna, per = two
    await per.page.reload()
    await per.page.wait_for_function("window.kit")
    again = {"tag": "guest-1.a", "direct": True}
    assert await per.joins("v-direct", "Prøve Pedersen", GUEST_PIN, **again) == 200
    await talk_past_the_node(anna, per)


async def test_both_find_new_ways_at_once(two: tuple[Person, Person]) -> None:
    before = [await one.asks("kit.connections.at(-1).remoteDescription.sdp") for one in two]
    await asyncio.gather(*(one.asks("kit.restartIce()") for one in two))
    for one, sdp in zip(two, before, strict=True):
        await one.comes_to(
            "/ice-ufrag:(.*)/.exec(kit.connections.at(-1).remoteDescription?.sdp)?.[1] !== "
            f"/ice-ufrag:(.*)/.exec({sdp!r})[1]"
        )
        await one.comes_to("kit.numbers().then(n => n.state === 'connected')")
    await talk_past_the_node(*two)
    for one in two:
        assert await one.asks("kit.numbers().then(n => n.state)") == "connected"


async def test_each_in_turn_finds_a_new_way(two: tuple[Person, Person]) -> None:
    for one in two:
        before = await one.asks("kit.connections.at(-1).remoteDescription.sdp")
        await one.asks("kit.restartIce()")
        await one.comes_to(
            "/ice-ufrag:(.*)/.exec(kit.connections.at(-1).remoteDescription.sdp)[1] !== "
            f"/ice-ufrag:(.*)/.exec({before!r})[1]"
        )
        await talk_past_the_node(*two)


async def test_a_guest_who_comes_first_waits_for_the_host(house: House, person: Any) -> None:
    alias = house.opens("v-direct-early", direct_media="best_effort")
    per, anna = await person(), await person()
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.b", direct=True) == 200
    await per.comes_to("kit.seen.screens[0] === 'direct_media_waiting_for_host'")
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.b", direct=True) == 200
    await per.comes_to("kit.seen.serviceType === 'conference'")
    await talk_past_the_node(anna, per)


async def test_behind_a_locked_door_nothing_is_sent_until_let_in(house: House, person: Any) -> None:
    alias = house.opens("v-direct-locked", direct_media="best_effort", locked=True)
    anna, per = await person(), await person()
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.c", direct=True) == 200
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.c", direct=True) == 200
    await anna.comes_to("kit.others()[0]?.isWaiting")
    assert await anna.asks("kit.connections.at(-1).remoteDescription") is None
    await anna.asks("kit.client.admit({participantUuid: kit.others()[0].uuid})")
    await talk_past_the_node(anna, per)


async def test_a_browser_that_never_answers_is_not_waited_for_for_ever(
    house: House, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("waitingroom.conference.relay.HOLD_S", 1.0)
    alias = house.opens("v-direct-mute", direct_media="best_effort")
    anna, per = await person(), await person()
    # The first offer that reaches this page is lost there.
    await anna.asks(
        "void (window.EventSource = class extends EventSource {"
        " addEventListener(kind, act, more) {"
        " let lost = kind !== 'new_offer';"
        " super.addEventListener(kind, event => { if (lost) act(event); lost = true; }, more); } })"
    )
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.d", direct=True) == 200
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.d", direct=True) == 200
    await talk_past_the_node(anna, per)
    assert await anna.asks("kit.seen.peersLost") == 1


async def test_a_third_brings_all_to_the_node_and_two_go_past_it_again(
    house: House, person: Any, inside: tuple[str, Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalation, "SETTLE_S", 1.0)
    alias = house.opens("v-direct-three", direct_media="best_effort", participant_limit=8)
    anna, per, ida = [
        Voice(await person(), name) for name in ("Anna Test", "Prøve Pedersen", "Ida Prøve")
    ]
    for one in (anna, per):
        assert await one.joins(alias, direct=True) == 200
        await one.speaks()
    await anna.hears(per)
    await per.hears(anna)
    assert await ida.joins(alias, direct=True) == 200
    await ida.speaks()
    for one, others in ((anna, (per, ida)), (per, (anna, ida)), (ida, (anna, per))):
        await one.hears(*others)
        await one.hears_not(one)
        await one.person.sees_moving_pictures()
    for one in (anna, per):
        assert await one.person.asks("kit.seen.sentTo") == ["transcoded"]
        await one.person.comes_to("kit.seen.screens.includes('direct_media_escalate')")
    await ida.person.asks("kit.client.disconnect({reason: 'Left'})")
    for one in (anna, per):
        await one.person.comes_to("kit.seen.sentTo.at(-1) === 'direct'")
        await one.person.comes_to("kit.seen.screens.includes('direct_media_deescalate')")
    await anna.hears(per)
    await per.hears(anna)
    await anna.sees(per)
    await per.sees(anna)
    await until(lambda: not inside[1].switchboard.busy)
    for one, other in ((anna, per), (per, anna)):
        assert await one.person.asks(OTHER_PORT) in await other.person.asks(OWN_PORTS)


async def test_one_who_cannot_brings_the_other_to_the_node(
    two: tuple[Person, Person], house: House
) -> None:
    anna, per = two
    await per.asks("kit.client.disconnect({reason: 'Left'})")
    await anna.comes_to("kit.others().length === 0")
    assert await per.joins("v-direct", "Prøve Pedersen", GUEST_PIN, tag="guest-1.a") == 200
    await anna.comes_to("kit.seen.sentTo.includes('transcoded')")
    for one in two:
        await one.sees_moving_pictures()
        await one.comes_to("kit.pixel().then(p => p.spread > 60)")
