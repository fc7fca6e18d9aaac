"""The client to VDX: signing in, patience, and what every way to fail means to us."""

import asyncio
import traceback
from datetime import timedelta

import pytest

from tests.fakes.vdx.place import ADA, CLINIC, MEETINGS, SECRET, Place
from tests.fakes.vdx.server import TOKEN_PATH, Fault
from tests.fakes.vdx.world import Client
from waitingroom.core.value import Private
from waitingroom.handoff import VendorFailed
from waitingroom.handoff.vdx import VideoApi
from waitingroom.handoff.vdx.failures import BY_NUMBER


async def failure(api: VideoApi) -> VendorFailed:
    with pytest.raises(VendorFailed) as caught:
        await api.create({})
    return caught.value


INFO = "/videoapi/v2/info"


# --- signing in


async def test_many_who_need_a_token_at_once_fetch_one(place: Place) -> None:
    api = place.api()
    await asyncio.gather(*(api.info() for _ in range(12)))
    assert len(place.vdx.of("POST", TOKEN_PATH)) == 1


async def test_a_token_is_renewed_before_it_runs_out(place: Place) -> None:
    api = place.api()
    await api.info()
    place.world.now += timedelta(seconds=269)
    await api.info()
    assert len(place.vdx.of("POST", TOKEN_PATH)) == 1
    place.world.now += timedelta(seconds=2)
    await api.info()
    assert len(place.vdx.of("POST", TOKEN_PATH)) == 2
    assert len(place.vdx.of("GET", INFO)) == 3


async def test_a_token_that_is_refused_is_replaced_once(place: Place) -> None:
    api = place.api()
    await api.info()
    place.vdx.revoke_tokens()
    await asyncio.gather(*(api.info() for _ in range(6)))
    assert len(place.vdx.of("POST", TOKEN_PATH)) == 2


async def test_a_token_that_is_never_believed_is_no_loop(place: Place) -> None:
    place.vdx.faults = [Fault("GET", INFO, 401, times=100)]
    with pytest.raises(VendorFailed) as caught:
        await place.api().info()
    assert (caught.value.code, caught.value.retry) == ("sign-in", False)
    assert len(place.vdx.of("GET", INFO)) == 2


async def test_a_token_of_no_life_at_all_is_used_once_and_is_no_loop(place: Place) -> None:
    place.vdx.token_lasts_s = 0
    with pytest.raises(VendorFailed, match="sign-in"):
        await place.api().info()
    assert len(place.vdx.of("POST", TOKEN_PATH)) == 2


async def test_a_wrong_secret_is_told_and_not_tried_again(place: Place) -> None:
    failed = await failure(place.api(client_secret=Private("forkert")))
    assert (failed.code, failed.retry) == ("sign-in", False)
    assert place.vdx.of("POST", MEETINGS) == []


@pytest.mark.parametrize("how", [500, 302, "half", "garbage", "hang"])
async def test_a_sign_in_that_is_away_may_come_back(place: Place, how: int | str) -> None:
    place.vdx.faults = [Fault("POST", TOKEN_PATH, how)]
    api = place.api(patience_s=0.3)
    failed = await failure(api)
    assert (failed.code, failed.retry) == ("sign-in-away", True)
    await api.info()


async def test_a_scope_is_asked_for_when_one_is_set(place: Place) -> None:
    await place.api(scope="vdx").info()
    await place.api().info()
    said = [each.body for each in place.vdx.of("POST", TOKEN_PATH)]
    assert [b"scope=vdx" in each for each in said] == [True, False]


# --- failing


@pytest.mark.parametrize("number", range(10, 37))
async def test_every_number_of_vdx_has_a_word_and_sentences_in_both_languages(
    place: Place, number: int
) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, str(number))]
    failed = await failure(place.api())
    assert (failed.vendor, failed.code) == ("vdx", BY_NUMBER[str(number)])
    assert failed.retry is (number in (12, 13, 15, 20, 24, 29))


def test_no_number_is_left_out_and_no_two_mean_the_same() -> None:
    assert list(BY_NUMBER) == [str(each) for each in range(10, 37)]
    assert len(set(BY_NUMBER.values())) == len(BY_NUMBER)


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        (302, "not-the-api", True),
        (400, "refused", False),
        (401, "sign-in", False),
        (403, "denied", False),
        (404, "not-found", True),
        (406, "refused", False),
        (408, "too-fast", True),
        (415, "refused", False),
        (429, "too-fast", True),
        (500, "failed", True),
        (503, "failed", True),
    ],
)
async def test_a_status_without_a_number_means_what_the_table_says(
    place: Place, status: int, code: str, retry: bool
) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, status, times=2)]
    failed = await failure(place.api())
    assert (failed.code, failed.retry) == (code, retry)


async def test_a_number_nobody_has_seen_is_no_riddle(place: Place) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, "99")]
    assert (await failure(place.api())).code == "refused"


@pytest.mark.parametrize(
    ("how", "code"), [("half", "unreachable"), ("hang", "unreachable"), ("garbage", "not-the-api")]
)
async def test_what_is_no_answer_may_be_asked_again(place: Place, how: str, code: str) -> None:
    place.vdx.faults = [Fault("POST", MEETINGS, how)]
    failed = await failure(place.api(patience_s=0.3))
    assert (failed.code, failed.retry) == (code, True)


async def test_a_page_instead_of_an_ending_is_not_taken_for_one(place: Place) -> None:
    rooms = place.rooms()
    await rooms.prepare(ADA)
    place.vdx.faults = [Fault("PATCH", MEETINGS, "garbage")]
    with pytest.raises(VendorFailed, match="not-the-api"):
        await rooms.close(ADA)
    assert len(place.world.open_meetings()) == 1


async def test_nobody_there_is_a_failure_that_may_pass(place: Place) -> None:
    api = place.api()
    await api.info()
    nobody = place.account(api_url="http://127.0.0.1:1/videoapi")
    failed = await failure(VideoApi(nobody, place.tokens(place.account()), place.http))
    assert (failed.code, failed.retry) == ("unreachable", True)


@pytest.mark.parametrize("path", [MEETINGS, TOKEN_PATH])
@pytest.mark.parametrize("how", ["hang", "half", 500])
async def test_no_secret_hangs_on_to_a_failure(place: Place, path: str, how: int | str) -> None:
    place.vdx.faults = [Fault("POST", path, how)]
    failed = await failure(place.api(patience_s=0.3))
    assert failed.__cause__ is None
    assert failed.__context__ is None
    assert SECRET not in "".join(traceback.format_exception(failed))
    assert SECRET not in repr(place.account())


async def test_a_client_with_too_small_a_role_is_told(place: Place) -> None:
    place.world.clients["ventestuen"] = Client(SECRET, CLINIC, ("meeting-provisioner",))
    failed = await failure(place.api())
    assert (failed.code, failed.retry) == ("denied", False)
