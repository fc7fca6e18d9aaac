"""What people do to each other with the official client library in a real browser, media or not.

Most here come without media: what they do travels by the client API and the event stream alone.
"""

from typing import Any

import pytest

from waitingroom.conference import Node, wording
from waitingroom.conference.patience import REFRESH_S

from .house import House, until
from .people import GUEST_PIN, HOST_PIN, Person

pytestmark = [pytest.mark.journey, pytest.mark.timeout(110)]

THE_OTHER = "participantUuid: kit.others()[0].uuid"


@pytest.fixture
async def two(house: House, person: Any) -> tuple[Person, Person]:
    """A host and a guest without media, who see each other in the roster."""
    return await pair(house.opens("v-two"), person)


async def pair(alias: str, person: Any) -> tuple[Person, Person]:
    anna, per = await person(), await person()
    assert await anna.joins(alias, "Anna Test", HOST_PIN, tag="staff-1.a", kind="None") == 200
    assert await per.joins(alias, "Prøve Pedersen", GUEST_PIN, tag="guest-1.a", kind="None") == 200
    for one in (anna, per):
        await one.comes_to("kit.others().length === 1")
    return anna, per


async def result(one: Person, script: str) -> Any:
    """What the library gives back for a request; it throws when it does not understand."""
    return await one.asks(f"kit.client.{script}.then(said => said?.data?.result ?? null)")


async def test_a_guest_is_sent_on_and_calls_again_there(house: House, person: Any) -> None:
    here, there = house.opens("v-here"), house.opens("v-there", pin="882201", guest_pin="220188")
    anna, bo, per = await person(), await person(), await person()
    assert await bo.joins(there, "Bo Test", "882201", kind="None") == 200
    assert await anna.joins(here, "Anna Test", HOST_PIN, kind="None") == 200
    assert await per.joins(here, "Prøve Pedersen", GUEST_PIN, tag="guest-1.a") == 200
    await anna.comes_to("kit.others()[0]?.hasMedia")
    was = await per.asks("kit.me()")
    order = f"{{destination: 'v-there', role: 'guest', {THE_OTHER}}}"
    assert await result(anna, f"transfer({order})") is True
    await per.comes_to("kit.seen.sentTo.length === 1")
    await bo.comes_to("kit.others()[0]?.hasMedia")
    assert await bo.asks("kit.others()[0].displayName") == "Prøve Pedersen"
    await anna.comes_to("kit.others().length === 0")
    await per.sees_moving_pictures(4)
    assert await per.asks("kit.me()") != was
    assert await per.asks("kit.seen.errors") == [] and await per.asks("kit.seen.pins") == []
    await until(lambda: bool(house.happened("participant_disconnected")))
    (left,) = house.happened("participant_disconnected")
    assert (left["uuid"], left["conference"]) == (was, "v-here")


async def test_nobody_is_sent_where_there_is_nothing(two: tuple[Person, Person]) -> None:
    anna, per = two
    order = f"{{destination: 'v-nowhere', role: 'guest', {THE_OTHER}}}"
    assert await result(anna, f"transfer({order})") == wording.NO_TRANSFER
    assert await per.asks("kit.seen.sentTo") == []
    mine = f"{{destination: 'v-two', role: 'host', {THE_OTHER}}}"
    assert await result(per, f"transfer({mine})") == wording.INVALID_ROLE


async def test_who_is_sent_out_comes_no_farther_than_the_lobby_once_it_is_locked(
    two: tuple[Person, Person],
) -> None:
    anna, per = two
    assert await result(anna, "lock({lock: true})") is True
    await per.comes_to("kit.seen.status?.locked === true")
    assert await result(anna, f"kick({{{THE_OTHER}}})") is True
    await per.comes_to(f"kit.seen.disconnected === {wording.KICKED!r}")
    again = await per.joins("v-two", "Prøve Pedersen", GUEST_PIN, tag="guest-1.a", kind="None")
    assert again == 200
    assert await per.asks("kit.seen.serviceType") == "waiting_room"
    await anna.comes_to("kit.others()[0]?.isWaiting")
    assert await result(anna, f"admit({{{THE_OTHER}}})") is True
    await per.comes_to("kit.seen.serviceType === 'conference' && kit.others().length === 1")
    assert await result(anna, "lock({lock: false})") is True
    await per.comes_to("kit.seen.status?.locked === false")


async def test_both_write_to_all_and_to_one(two: tuple[Person, Person]) -> None:
    anna, per = two
    for one, other in ((anna, per), (per, anna)):
        assert await result(one, "sendMessage({payload: 'Hej alle', type: 'text/plain'})") is True
        await other.comes_to("kit.seen.messages.includes('Hej alle')")
        alone = f"sendMessage({{payload: 'Hej du', type: 'text/plain', {THE_OTHER}}})"
        assert await result(one, alone) is True
        await other.comes_to("kit.seen.direct.includes('Hej du')")
        assert "Hej du" not in await other.asks("kit.seen.messages")


async def test_where_there_is_no_chat_nobody_is_written_to(house: House, person: Any) -> None:
    anna, per = await pair(house.opens("v-silent", enable_chat="no"), person)
    message = "payload: 'Hej', type: 'text/plain'"
    for one in (anna, per):
        assert await result(one, f"sendMessage({{{message}}})") is False
        assert await result(one, f"sendMessage({{{message}, {THE_OTHER}}})") is False
    await result(anna, f"mute({{mute: true, {THE_OTHER}}})")
    await per.comes_to("kit.seen.muted === true")
    for one in (anna, per):
        assert await one.asks("[kit.seen.messages, kit.seen.direct]") == [[], []]


async def test_all_guests_are_muted_and_heard_again(two: tuple[Person, Person]) -> None:
    anna, per = two
    assert await result(anna, "muteAllGuests({mute: true})") is True
    await per.comes_to("kit.seen.muted === true && kit.seen.status.guestsMuted")
    assert await result(anna, "muteAllGuests({mute: false})") is True
    await per.comes_to("kit.seen.muted === false && !kit.seen.status.guestsMuted")
    # A guest may not, and hears no, not an error.
    assert await result(per, "muteAllGuests({mute: true})") is False
    assert await result(per, "lock({lock: true})") is False
    assert await result(per, "disconnectAll({})") is False
    assert await result(per, f"kick({{{THE_OTHER}}})") == wording.INVALID_ROLE


async def test_a_guest_becomes_a_host_and_a_guest_again(two: tuple[Person, Person]) -> None:
    anna, per = two
    await anna.asks(f"kit.client.setRole({{role: 'chair', {THE_OTHER}}})")
    await per.comes_to("kit.seen.role === 'chair'")
    assert await result(per, "lock({lock: true})") is True
    await anna.comes_to("kit.seen.status.locked && kit.others()[0].isHost")
    await anna.asks(f"kit.client.setRole({{role: 'guest', {THE_OTHER}}})")
    await per.comes_to("kit.seen.role === 'guest'")
    assert await result(per, "lock({lock: false})") is False


async def test_a_raised_hand_a_spotlight_and_a_text_are_seen_by_the_other(
    two: tuple[Person, Person],
) -> None:
    anna, per = two
    assert await result(per, "raiseHand({raise: true})") is True
    await anna.comes_to("kit.others()[0].raisedHand")
    assert await result(anna, "lowerAllRaisedHands({})") is True
    await anna.comes_to("!kit.others()[0].raisedHand")
    assert await result(anna, f"spotlight({{enable: true, {THE_OTHER}}})") is True
    await anna.comes_to("kit.others()[0].isSpotlight")
    assert await result(anna, f"setTextOverlay({{text: 'Tolk', {THE_OTHER}}})") is True
    await anna.comes_to("kit.others()[0].overlayText === 'Tolk'")


async def test_what_the_node_cannot_do_is_a_plain_no(two: tuple[Person, Person]) -> None:
    anna, _ = two
    number = "{role: 'GUEST', destination: '+4500000001', protocol: 'auto'}"
    assert await result(anna, f"dial({number})") == []
    assert await result(anna, "setLayout({transforms: {layout: '1:7'}})") is False
    assert await anna.asks("kit.client.availableLayouts({})") == []
    assert await anna.asks("kit.seen.disconnected") is None


async def test_a_stream_that_is_cut_comes_back_with_what_was_missed(
    two: tuple[Person, Person], inside: tuple[str, Node]
) -> None:
    anna, per = two
    uuid = await per.asks("kit.me()")
    members = inside[1].switchboard.members()
    (member,) = [each for each in members if each.person.uuid == uuid]
    # As when a proxy on the way is started anew: the stream ends, and nobody said goodbye.
    member.stream += 1
    member.wake.set()
    await until(lambda: not member.wake.is_set())
    await result(anna, "lock({lock: true})")
    await result(anna, f"mute({{mute: true, {THE_OTHER}}})")
    await per.comes_to("kit.seen.status?.locked === true")
    await per.comes_to("kit.client.getMe()?.isMuted === true")
    assert await per.asks("kit.others().length") == 1
    assert await per.asks("kit.seen.disconnected") is None


async def test_who_gave_no_sign_of_life_is_out_and_comes_back_in(
    two: tuple[Person, Person], inside: tuple[str, Node]
) -> None:
    anna, per = two
    uuid = await per.asks("kit.me()")
    (person,) = [
        each.person for each in inside[1].switchboard.members() if each.person.uuid == uuid
    ]
    # As when a phone has slept for two minutes.
    person.refreshed_at -= REFRESH_S + 1
    await per.comes_to(f"kit.seen.disconnected === {wording.NO_REFRESH!r}")
    await anna.comes_to("kit.others().length === 0")
    assert (
        await per.joins("v-two", "Prøve Pedersen", GUEST_PIN, tag="guest-1.a", kind="None") == 200
    )
    await anna.comes_to("kit.others().length === 1")
    assert await per.asks("kit.me()") != uuid
