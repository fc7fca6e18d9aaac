"""Requests as a node sends them, over HTTP, answered by the policy and read by a strict node."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.core.town import ANNA
from tests.core.town import Town as Line
from tests.fakes.pexip_policy import GOLDEN, NEWER, PARTY, StrictNode, Void
from tests.handoff.town import NAMING, clinic, lets_in, policy_of
from tests.web.town import Town, founded
from waitingroom.core import commands as c
from waitingroom.core.ids import GuestId, StaffId, VisitId
from waitingroom.handoff import Admitted, Who
from waitingroom.handoff.naming import Side
from waitingroom.handoff.options import DirectMedia, Encryption, Options, Quality, View

LOGIN = ("node", "hemmeligt for noden")
SERVICE = "/policy/v1/service/configuration"
PARTICIPANT = "/policy/v1/participant/properties"
LOCATION = "/policy/v1/participant/location"
FULL = Options(
    view=View.ADAPTIVE,
    shows_names=True,
    guests_may_present=True,
    has_chat=True,
    encryption=Encryption.WHERE_POSSIBLE,
    quality=Quality.HD,
    most_bps_in=2_000_000,
    most_bps_out=4_000_000,
    direct_media=DirectMedia.BEST_EFFORT,
    theme="Klinik",
    location="Oslo",
    overflow=("Bergen",),
)
NODE = StrictNode(themes=("Klinik",), locations=("Oslo", "Bergen"))


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with founded(tmp_path) as opened:
        yield opened


@pytest.fixture
def line() -> Line:
    return clinic()


@pytest.fixture
def admitted(line: Line) -> Admitted:
    return lets_in(line, "v1", "ada")


async def asks(
    town: Town, line: Line, path: str, query: Mapping[str, str], options: Options | None = None
) -> httpx2.Response:
    there = town.rebuilt(policy=policy_of(lambda: line.queue, options))
    return await there.browser().get(path, params=dict(query), auth=LOGIN)


def parts(answer: httpx2.Response) -> tuple[int, str, bytes]:
    return answer.status_code, answer.headers["content-type"], answer.content


@pytest.mark.parametrize("options", [Options(), FULL], ids=["careful", "full"])
@pytest.mark.parametrize("direction", ["dial_in", "dial_out", "non_dial"])
async def test_a_strict_node_takes_the_service_of_an_open_admission(
    town: Town, line: Line, admitted: Admitted, options: Options, direction: str
) -> None:
    alias = NAMING.alias(admitted)
    query = {**GOLDEN, **NEWER, "local_alias": alias, "call_direction": direction}
    result = NODE.service(*parts(await asks(town, line, SERVICE, query, options)))
    assert result is not None
    assert (result["name"], result["allow_guests"]) == (alias, True)
    assert result["pin"] == NAMING.pin(alias, Side.STAFF).reveal()
    assert result["guest_pin"] == NAMING.pin(alias, Side.GUEST).reveal()


@pytest.mark.parametrize("side", ["guest", "staff"])
async def test_a_browser_is_asked_about_twice_and_is_the_same_both_times(
    town: Town, line: Line, admitted: Admitted, side: str
) -> None:
    alias = NAMING.alias(admitted)
    who = Who.guest(GuestId("ada")) if side == "guest" else Who.staff(StaffId("anna"))
    query = {**PARTY, **NEWER, "local_alias": alias, "call_tag": NAMING.tag(alias, who)}
    heard = []
    for protocol, kind in (("api", "api"), ("webrtc", "standard")):
        again = {**query, "protocol": protocol, "participant_type": kind}
        heard.append(NODE.participant(*parts(await asks(town, line, PARTICIPANT, again))))
    assert heard[0] == heard[1]
    assert heard[0] == {
        "preauthenticated_role": "chair" if side == "staff" else "guest",
        "remote_display_name": f"name of {who.id}",
        "call_tag": NAMING.tag(alias, who),
    }


async def test_a_new_id_after_an_escalation_is_the_same_person_by_the_tag(
    town: Town, line: Line, admitted: Admitted
) -> None:
    alias = NAMING.alias(admitted)
    tag = NAMING.tag(alias, Who.guest(GuestId("ada")))
    query = {**PARTY, "local_alias": alias, "call_tag": tag}
    later = {**query, "participant_uuid": "another", "previous_service_name": alias}
    first, second = [(await asks(town, line, PARTICIPANT, each)).json() for each in (query, later)]
    assert first == second
    assert first["result"]["call_tag"] == tag


@pytest.mark.parametrize("tag", ["", "made.up", "guest.ada.aaaaaaaaaaaaaaaaaaaaaaaaaa"])
async def test_who_is_not_of_the_visit_is_refused(
    town: Town, line: Line, admitted: Admitted, tag: str
) -> None:
    query = {**PARTY, "local_alias": NAMING.alias(admitted), "call_tag": tag}
    assert NODE.participant(*parts(await asks(town, line, PARTICIPANT, query))) is None


async def test_a_closed_admission_is_refused_in_every_question(
    town: Town, line: Line, admitted: Admitted
) -> None:
    alias = NAMING.alias(admitted)
    query = {**PARTY, "local_alias": alias}
    query["call_tag"] = NAMING.tag(alias, Who.guest(GuestId("ada")))
    line.asks(ANNA, c.End(visit=VisitId("v1")))
    assert NODE.service(*parts(await asks(town, line, SERVICE, query, FULL))) is None
    assert NODE.participant(*parts(await asks(town, line, PARTICIPANT, query, FULL))) is None
    assert (await asks(town, line, LOCATION, query, FULL)).status_code == 404


async def test_a_name_that_is_not_ours_is_the_nodes_own_in_every_question(
    town: Town, line: Line
) -> None:
    for path in (SERVICE, PARTICIPANT, LOCATION):
        query = {**PARTY, "local_alias": "meet.somebody"}
        assert (await asks(town, line, path, query, FULL)).status_code == 404


async def test_media_goes_where_the_queue_says_and_else_where_the_node_likes(
    town: Town, line: Line, admitted: Admitted
) -> None:
    query = {**PARTY, "local_alias": NAMING.alias(admitted)}
    answer = await asks(town, line, LOCATION, query, FULL)
    assert NODE.location(*parts(answer)) == ("Oslo", "Bergen")
    assert (await asks(town, line, LOCATION, query)).status_code == 404


async def test_a_person_without_a_name_voids_nothing(line: Line, admitted: Admitted) -> None:
    alias = NAMING.alias(admitted)
    query = {"local_alias": alias, "call_tag": NAMING.tag(alias, Who.guest(GuestId("ada")))}
    for name, shown in (("", None), ("   ", None), ("x" * 400, "x" * 250), (" Ada ", "Ada")):
        policy = policy_of(lambda: line.queue, called={Who.guest(GuestId("ada")): name}.__getitem__)
        answer = policy.participant(query)
        assert answer is not None
        assert answer["result"].get("remote_display_name") == shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"pin": ""},
        {"pin": "123"},
        {"pin": "1" * 21},
        {"guest_pin": "1234"},
        {"pin": "12345a789012"},
        {"allow_guests": False},
        {"allow_guests": "True"},
        {"view": "five_mains"},
        {"name": "x" * 251},
        {"service_tag": ""},
        {"participant_limit": 0},
        {"participant_limit": True},
        {"max_callrate_in": 2000},
        {"max_pixels_per_second": "4k"},
        {"crypto_mode": "yes"},
        {"direct_media": True},
        {"direct_media": "best_effort", "breakout_rooms": True},
        {"ivr_theme_name": "Unknown"},
        {"enable_chat": True},
        {"call_tag": "not of a service"},
    ],
)
async def test_one_wrong_value_voids_a_whole_reply(
    town: Town, line: Line, admitted: Admitted, wrong: dict[str, Any]
) -> None:
    """The strict node itself: what it takes above means something."""
    query = {**GOLDEN, "local_alias": NAMING.alias(admitted)}
    answer = await asks(town, line, SERVICE, query, FULL)
    whole = answer.json()
    broken = {**whole, "result": {**whole["result"], **wrong}}
    body = httpx2.Response(200, json=broken).content
    with pytest.raises(Void):
        NODE.service(200, "application/json", body)


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (404, "application/json", b'{"code":"not-found"}'),
        (401, "application/json", b'{"code":"not-signed-in"}'),
        (200, "text/html", b'{"status":"success","action":"reject"}'),
        (200, "application/json", b"<html>"),
        (200, "application/json", b'{"action":"reject"}'),
        (200, "application/json", b'{"status":"success","action":"maybe"}'),
        (200, "application/json", b'{"status":"success","action":"continue"}'),
    ],
)
def test_what_is_no_reply_is_void(status: int, kind: str, body: bytes) -> None:
    with pytest.raises(Void):
        NODE.service(status, kind, body)
