"""The verdict: what each thing that can be found makes of a call."""

from collections.abc import Iterator

import pytest

from tests.precheck.given import ABLE, WELL, given, lost, ways
from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.judge import judge
from waitingroom.precheck.measured import (
    Browser,
    Devices,
    DeviceState,
    Measured,
    Reached,
    Signalling,
    Speaker,
)
from waitingroom.precheck.mos import mos

C, O = Cause, Outcome  # noqa: E741 - the table below is read by its columns

FOUND: list[tuple[str, Measured, Cause, Outcome]] = [
    ("no WebRTC", given("environment", webrtc=False), C.BROWSER_NONE, O.UNUSABLE),
    ("no devices", given("environment", devices=False), C.BROWSER_NONE, O.UNUSABLE),
    ("no live line", given("environment", websocket=False), C.BROWSER_NONE, O.UNUSABLE),
    ("old", given("environment", major=109), C.BROWSER_OLD, O.USABLE),
    ("in an app", given("environment", in_app=True), C.BROWSER_IN_APP, O.USABLE),
    (
        "in an app without",
        given("environment", in_app=True, devices=False),
        C.BROWSER_IN_APP,
        O.UNUSABLE,
    ),
    ("not secure", given("environment", secure=False, devices=False), C.CHECK_FAILED, O.UNUSABLE),
    ("offline", given("signalling", online=False, works=False), C.NET_OFFLINE, O.UNUSABLE),
    ("no line to us", given("signalling", works=False), C.WS_BLOCKED, O.UNUSABLE),
    (
        "no way",
        ways(direct=False, turn_udp=False, turn_tcp=False, turn_tls=False),
        C.PATH_NONE,
        O.UNUSABLE,
    ),
    ("no TURN offered, not direct", ways(direct=False), C.PATH_NONE, O.UNUSABLE),
    ("TCP alone", ways(direct=False, turn_udp=False, turn_tcp=True), C.PATH_TCP_ONLY, O.USABLE),
    (
        "TLS alone",
        ways(direct=False, turn_udp=False, turn_tcp=False, turn_tls=True),
        C.PATH_TCP_ONLY,
        O.USABLE,
    ),
    (
        "no node",
        WELL.but(nodes=(Reached(answers=False), Reached(answers=False))),
        C.NODE_BLOCKED,
        O.UNUSABLE,
    ),
    (
        "no test call",
        WELL.but(nodes=(Reached(answers=True, test_call=False),)),
        C.NODE_BLOCKED,
        O.UNUSABLE,
    ),
    ("5 % lost up", lost(up=25, down=0), C.NET_LOSS_UP, O.USABLE),
    ("10 % lost up", lost(up=50, down=0), C.NET_LOSS_UP, O.SOUND_ONLY),
    ("30 % lost up", lost(up=150, down=0), C.NET_LOSS_UP, O.UNUSABLE),
    ("5 % lost down", lost(up=0, down=25), C.NET_LOSS_DOWN, O.USABLE),
    ("10 % lost down", lost(up=0, down=50), C.NET_LOSS_DOWN, O.SOUND_ONLY),
    ("nothing comes up", lost(up=500, down=0), C.NET_LOSS_UP, O.UNUSABLE),
    ("400 ms", given("probe", rtt_ms=400), C.NET_DELAY, O.USABLE),
    ("a satellite", given("probe", rtt_ms=640), C.NET_DELAY, O.USABLE),
    ("a second", given("probe", rtt_ms=1000), C.NET_DELAY, O.SOUND_ONLY),
    ("uneven up", given("probe", jitter_up_ms=40), C.NET_JITTER, O.USABLE),
    ("uneven down", given("probe", jitter_down_ms=40), C.NET_JITTER, O.USABLE),
    ("very uneven", given("probe", jitter_up_ms=90), C.NET_JITTER, O.SOUND_ONLY),
    ("slow up", given("speed", up_mbps=0.5), C.NET_SLOW_UP, O.USABLE),
    ("slow down", given("speed", down_mbps=0.5), C.NET_SLOW_DOWN, O.USABLE),
    ("128 kbit/s up", given("speed", up_mbps=0.128), C.NET_SLOW_UP, O.SOUND_ONLY),
    ("128 kbit/s", given("speed", up_mbps=0.128), C.NET_AUDIO_ONLY, O.SOUND_ONLY),
    ("less than sound", given("speed", up_mbps=0.05), C.NET_SLOW_UP, O.UNUSABLE),
    ("busy up", given("speed", rtt_up_ms=250), C.NET_BUSY, O.USABLE),
    ("busy down", given("speed", rtt_down_ms=2500), C.NET_BUSY, O.USABLE),
    ("still for a moment", given("clip", freezes=1, freeze_ms=500), C.DEVICE_SLOW, O.USABLE),
    (
        "still, although small",
        given("clip", height=360, freezes=4, freeze_ms=3000),
        C.DEVICE_SLOW,
        O.SOUND_ONLY,
    ),
    ("frames dropped", given("clip", decoded=200, dropped=50), C.DEVICE_SLOW, O.USABLE),
    ("no camera", given("camera", state=DeviceState.NONE), C.CAM_NONE, O.SOUND_ONLY),
    ("camera denied", given("camera", state=DeviceState.DENIED), C.CAM_DENIED, O.SOUND_ONLY),
    ("camera busy", given("camera", state=DeviceState.BUSY), C.CAM_BUSY, O.SOUND_ONLY),
    ("dark", given("camera", luma=20), C.CAM_DARK, O.GOOD),
    ("covered", given("camera", luma=5, luma_deviation=1), C.CAM_COVERED, O.USABLE),
    ("no microphone", given("microphone", state=DeviceState.NONE), C.MIC_NONE, O.UNUSABLE),
    ("not allowed", given("microphone", state=DeviceState.DENIED), C.MIC_DENIED, O.UNUSABLE),
    ("microphone busy", given("microphone", state=DeviceState.BUSY), C.MIC_BUSY, O.UNUSABLE),
    ("silent", given("microphone", peak_dbfs=-180, active=0), C.MIC_SILENT, O.USABLE),
    ("quiet", given("microphone", peak_dbfs=-50), C.MIC_QUIET, O.GOOD),
    ("too loud", given("microphone", peak_dbfs=-1), C.MIC_CLIPPING, O.GOOD),
    ("noise", given("microphone", noise_dbfs=-30), C.MIC_NOISY, O.GOOD),
    ("echo", given("microphone", echo_db=-10), C.MIC_ECHO, O.GOOD),
    (
        "nothing heard",
        WELL.but(devices=Devices(speaker=Speaker.NOT_HEARD)),
        C.SPEAKER_NOT_HEARD,
        O.USABLE,
    ),
    ("nothing but a browser", Measured(environment=ABLE), C.CHECK_FAILED, O.USABLE),
]


def test_where_all_is_well_nothing_is_found() -> None:
    verdict = judge(WELL)
    assert (verdict.outcome, verdict.causes, verdict.hindering) == (O.GOOD, (), ())


@pytest.mark.parametrize(
    ("measured", "cause", "outcome"),
    [pytest.param(*row[1:], id=row[0]) for row in FOUND],
)
def test_one_thing_wrong_is_found_and_makes_this_of_a_call(
    measured: Measured, cause: Cause, outcome: Outcome
) -> None:
    verdict = judge(measured)
    assert verdict.outcome is outcome
    assert cause in verdict.causes
    assert (cause in verdict.hindering) is (outcome is not O.GOOD)
    assert set(verdict.causes) <= {cause, *alongside(cause, outcome)}


def alongside(cause: Cause, outcome: Outcome) -> Iterator[Cause]:
    """What is said beside a cause because of it: of a narrow line, that sound goes through."""
    if outcome is O.SOUND_ONLY and cause.startswith("net-"):
        yield from (C.NET_AUDIO_ONLY, C.NET_SLOW_UP)


def test_every_cause_can_be_found() -> None:
    assert {cause for _, _, cause, _ in FOUND} == set(Cause)


@pytest.mark.parametrize("browser", Browser)
def test_a_browser_whose_version_is_not_known_is_not_called_old(browser: Browser) -> None:
    assert judge(given("environment", browser=browser, major=0)).outcome is O.GOOD


def test_ways_that_were_not_offered_are_none_that_failed() -> None:
    assert judge(ways(direct=True)).causes == ()


def test_a_slow_way_is_only_called_the_only_one_when_a_quick_one_was_tried() -> None:
    assert judge(ways(turn_tls=True)).causes == ()


@pytest.mark.parametrize("quick", ["direct", "turn_udp"])
def test_one_quick_way_is_enough(quick: str) -> None:
    tried = {"direct": False, "turn_udp": False, "turn_tcp": False} | {quick: True}
    assert judge(ways(**tried)).causes == ()


def test_one_node_that_answers_is_enough() -> None:
    nodes = (Reached(answers=False), Reached(answers=True))
    assert judge(WELL.but(nodes=nodes)).causes == ()


def test_offline_is_not_called_blocked() -> None:
    offline = WELL.but(signalling=Signalling(works=False, online=False), paths=None)
    assert judge(offline).causes == (C.NET_OFFLINE,)


@pytest.mark.parametrize("mbps", [0.05, 0.2, 0.9])
def test_of_a_long_line_the_speed_is_only_what_it_is_at_least(mbps: float) -> None:
    long = given("speed", up_mbps=mbps, down_mbps=mbps)
    far = given("probe", rtt_ms=310, rtt_min_ms=301).but(paths=ways(direct=True).paths)
    assert judge(far.but(speed=long.speed)).causes == (C.NET_DELAY,)


def test_the_device_is_not_blamed_for_what_the_line_explains() -> None:
    still = given("clip", freezes=5, freeze_ms=4000)
    narrow = still.but(probe=lost(up=0, down=25).probe)
    assert judge(narrow).causes == (C.NET_LOSS_DOWN,)
    slow = still.but(speed=given("speed", down_mbps=0.5).speed)
    assert judge(slow).causes == (C.NET_SLOW_DOWN,)


@pytest.mark.parametrize(
    ("mbps", "outcome"),
    [(0.9, O.SOUND_ONLY), (0.35, O.SOUND_ONLY), (0.128, O.SOUND_ONLY), (0.05, O.UNUSABLE)],
)
def test_what_a_narrow_line_loses_of_a_picture_leaves_sound(mbps: float, outcome: Outcome) -> None:
    speed = given("speed", up_mbps=mbps, down_mbps=mbps).speed
    # A line full of the clip answers late: it is no long line for that.
    late = lost(up=150, down=200).probe
    assert late is not None
    verdict = judge(WELL.but(probe=late.but(rtt_ms=408), speed=speed))
    assert verdict.outcome is outcome
    assert {C.NET_LOSS_UP, C.NET_LOSS_DOWN, C.NET_SLOW_DOWN} <= set(verdict.causes)


def test_a_small_picture_that_stands_still_on_a_lossy_line_leaves_sound() -> None:
    still = given("clip", height=360, freezes=5, freeze_ms=4000)
    verdict = judge(still.but(probe=lost(up=0, down=25).probe))
    assert verdict.outcome is O.SOUND_ONLY
    assert C.DEVICE_SLOW not in verdict.causes


def test_where_the_small_messages_are_missing_the_own_packets_tell() -> None:
    measured = given("uplink", received=900, lost=100, jitter_ms=45).but(probe=None)
    verdict = judge(measured.but(clip=given("clip", received=1900, lost=100).clip))
    assert set(verdict.causes) == {
        C.NET_LOSS_UP,
        C.NET_LOSS_DOWN,
        C.NET_JITTER,
        C.NET_AUDIO_ONLY,
    }
    assert verdict.numbers.loss_up == pytest.approx(0.1)
    assert verdict.numbers.rtt_ms == 22


def test_silence_is_told_and_not_that_it_is_quiet_as_well() -> None:
    assert judge(given("microphone", peak_dbfs=-180, active=0.0)).causes == (C.MIC_SILENT,)


def test_who_has_said_nothing_is_not_called_quiet() -> None:
    assert judge(given("microphone", peak_dbfs=-50, active=0.0)).causes == ()


def test_the_worst_comes_first_and_only_it_hinders() -> None:
    measured = given("camera", state=DeviceState.NONE).but(
        speed=given("speed", up_mbps=0.5).speed, environment=ABLE.but(major=100)
    )
    verdict = judge(measured)
    assert verdict.causes == (C.CAM_NONE, C.BROWSER_OLD, C.NET_SLOW_UP)
    assert verdict.hindering == (C.CAM_NONE,)


def test_a_cause_is_told_once() -> None:
    both = given("probe", jitter_up_ms=40, jitter_down_ms=90)
    assert judge(both).causes == (C.NET_JITTER, C.NET_AUDIO_ONLY)


def test_what_was_found_is_told_in_numbers() -> None:
    told = judge(lost(up=25, down=19).but(speed=given("speed", rtt_up_ms=95).speed)).numbers
    assert (told.loss_up, told.loss_down) == (0.05, 0.04)
    assert (told.rtt_ms, told.added_ms) == (20, 75)
    assert (told.up_mbps, told.down_mbps) == (10, 20)
    assert told.mos == mos(rtt_ms=20, jitter_ms=1, loss=0.05)


def test_numbers_that_are_not_known_are_not_told() -> None:
    told = judge(Measured(environment=ABLE)).numbers
    assert set(told.__struct_fields__) and not any(
        getattr(told, name) is not None for name in told.__struct_fields__
    )
