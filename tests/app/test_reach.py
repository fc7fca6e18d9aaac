"""Reaching people as the house has it: texts with a link that works, codes to be read aloud."""

import json
import logging
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.handoff.opened import GUEST, STAFF, VISIT, Q, let_in
from waitingroom.app import house
from waitingroom.core import commands as c
from waitingroom.core.actors import SystemActor
from waitingroom.core.card import card
from waitingroom.core.model import Provider, Role, Rules, Text
from waitingroom.core.value import Private
from waitingroom.desk import Done
from waitingroom.directory import Person
from waitingroom.house import House
from waitingroom.hub import Passes
from waitingroom.hub.names import JoinedNames
from waitingroom.hub.passes import dial_in
from waitingroom.notify import Recipient
from waitingroom.reach import LINK_LASTS, OUTBOX_FILE
from waitingroom.settings import BadSetting, Settings

TO = Recipient(queue=Q, visit=VISIT, guest=GUEST, role=Role.PATIENT)
CANARY = Person(name="Kanarie-Navn", phone="+45 00 00 00 01", note="Kanarie-Note", language="en")


def of(folder: Path, **more: object) -> Settings:
    return Settings(data=folder, url="https://venter.example.dk", **more)  # type: ignore[arg-type]


async def test_the_text_leads_by_a_short_lived_link_of_our_own_to_the_same_guest(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with house(of(tmp_path, sms_gateway="file")) as rooms:
        await let_in(rooms)
        await rooms.directory.change_person(GUEST, CANARY)
        assert await rooms.texting.send("q-1", TO) is Text.SENT
        sent = json.loads((tmp_path / OUTBOX_FILE).read_text("utf-8"))
        words, _, token = sent["text"].partition("https://venter.example.dk/l#")
        assert sent["to"] == "+4500000001"
        assert words.startswith("You are being called")
        assert "Kanarie" not in sent["text"]
        link = await rooms.links.find(Private(token))
        assert link is not None
        assert (link.guest, link.visit, link.queue, link.role) == (GUEST, VISIT, Q, Role.PATIENT)
        assert link.closes_at - link.opens_at == LINK_LASTS <= timedelta(hours=1)
    assert stat.S_IMODE((tmp_path / OUTBOX_FILE).stat().st_mode) == 0o600
    for canary in ("Kanarie", "00000001", "00 00 00 01", token, token[:8]):
        assert canary not in caplog.text


async def test_who_is_erased_or_has_no_number_gets_none(tmp_path: Path) -> None:
    async with house(of(tmp_path, sms_gateway="file")) as rooms:
        await let_in(rooms)
        assert await rooms.texting.send("q-1", TO) is Text.FAILED
        await rooms.directory.erase([GUEST])
        assert await rooms.texting.send("q-2", TO) is Text.FAILED
        assert not (tmp_path / OUTBOX_FILE).exists()


@pytest.mark.parametrize("gateway", ["gatewayapi", "inmobile"])
async def test_a_gateway_without_its_key_is_refused_at_the_start(
    tmp_path: Path, gateway: str
) -> None:
    named = {"sms_gateway": gateway, "sms_sender": "Klinikken"}
    with pytest.raises(BadSetting, match="sms_key_file"):
        async with house(of(tmp_path, sms_key_file=tmp_path / "nowhere", **named)):
            pass
    (tmp_path / "sms.key").write_text("hemmelig-noegle\n")
    async with house(of(tmp_path, sms_key_file=tmp_path / "sms.key", **named)) as rooms:
        assert "hemmelig" not in repr(rooms.texting)


async def test_an_address_that_no_message_has_room_for_is_refused_at_the_start(
    tmp_path: Path,
) -> None:
    settings = of(tmp_path, sms_gateway="file").but(url=f"https://{'venter.' * 12}example.dk")
    with pytest.raises(BadSetting, match="url is too long"):
        async with house(settings):
            pass


async def calls_in(rooms: House) -> None:
    """The queue is one of Pexip's, and its guest may call in."""
    rules = Rules(providers=(Provider.PEXIP,), calls_in=True)
    system = SystemActor(node=rooms.keeper.node)
    assert isinstance(await rooms.desk.ask(Q, None, c.PutBack(visit=VISIT), STAFF), Done)
    await rooms.desk.ask(Q, None, c.Configure(rules=rules), system)
    seen = (await rooms.desk.queue(Q)).visits[VISIT].revision
    admit = c.Admit(visit=VISIT, seen=seen)
    phone = c.AdmitByPhone(visit=VISIT, guest=GUEST, ring=False)
    for command in (admit, phone):
        assert isinstance(await rooms.desk.ask(Q, None, command, STAFF), Done)


@pytest.mark.parametrize("number", ["+45 00 00 00 00", ""])
async def test_the_code_on_the_card_is_the_one_that_the_policy_takes(
    tmp_path: Path, number: str
) -> None:
    async with house(of(tmp_path, dial_in_number=number)) as rooms:
        await let_in(rooms)
        await calls_in(rooms)
        queue = await rooms.desk.queue(Q)
        passes = Passes(rooms.directory, {}, dial_in=dial_in(rooms.naming, number))
        names = JoinedNames(rooms.directory, passes)
        (shown,) = card(queue, queue.visits[VISIT], names).guests
        if not number:
            assert shown.dial_in is None
            return
        assert shown.dial_in is not None
        assert shown.dial_in.number == number
        dialled = {"local_alias": shown.dial_in.code, "protocol": "sip"}
        found = rooms.telephone.calls_in(dialled)
        assert found is not None
        assert found.who.id == GUEST
