"""Laws of the judge over pre-checks of all kinds."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.finding import rank
from waitingroom.precheck.judge import judge
from waitingroom.precheck.measured import (
    Browser,
    Camera,
    Clip,
    Devices,
    DeviceState,
    Environment,
    Measured,
    Microphone,
    Path,
    Probe,
    Reached,
    Signalling,
    Speaker,
    Speed,
    System,
    Uplink,
    Way,
)
from waitingroom.precheck.thresholds import SLOW_START_MS

YES = st.booleans()
MS = st.floats(0, 3000)
MBPS = st.floats(0, 100)


def maybe(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | what


# Mostly able, so that not every example ends with the browser.
MOSTLY = st.sampled_from([True, True, True, True, False])

ENVIRONMENTS = st.builds(
    Environment,
    browser=st.sampled_from(Browser),
    major=st.integers(0, 200),
    system=st.sampled_from(System),
    secure=MOSTLY,
    webrtc=MOSTLY,
    devices=MOSTLY,
    websocket=MOSTLY,
    in_app=MOSTLY.map(lambda it: not it),
    save_data=YES,
    mobile=YES,
)
STATES = st.sampled_from([DeviceState.OK, *DeviceState])
DEVICES = st.builds(
    Devices,
    camera=maybe(
        st.builds(
            Camera,
            state=STATES,
            luma=maybe(st.floats(0, 255)),
            luma_deviation=maybe(st.floats(0, 128)),
        )
    ),
    microphone=maybe(
        st.builds(
            Microphone,
            state=STATES,
            peak_dbfs=maybe(st.floats(-180, 0)),
            active=maybe(st.floats(0, 1)),
            noise_dbfs=maybe(st.floats(-180, 0)),
            echo_db=maybe(st.floats(-90, 0)),
        )
    ),
    speaker=st.sampled_from(Speaker),
)


@st.composite
def probes(draw: st.DrawFn) -> Probe:
    sent = draw(st.integers(0, 600))
    arrived = draw(st.integers(sent * 3 // 4, sent))
    return Probe(
        sent=sent,
        arrived=arrived,
        returned=draw(st.integers(arrived * 3 // 4, arrived)),
        rtt_ms=draw(maybe(MS)),
        jitter_up_ms=draw(maybe(st.floats(0, 200))),
        jitter_down_ms=draw(maybe(st.floats(0, 200))),
    )


CLIPS = st.builds(
    Clip,
    height=st.sampled_from([360, 720]),
    seconds=st.floats(0, 10),
    received=st.integers(0, 3000),
    lost=st.integers(0, 300),
    decoded=st.integers(0, 300),
    dropped=st.integers(0, 100),
    freezes=st.integers(0, 9),
    freeze_ms=st.floats(0, 4000),
)
UPLINKS = st.builds(
    Uplink,
    received=st.integers(0, 3000),
    lost=st.integers(0, 300),
    jitter_ms=maybe(st.floats(0, 200)),
)
SPEEDS = st.builds(
    Speed,
    up_mbps=maybe(MBPS),
    down_mbps=maybe(MBPS),
    rtt_up_ms=maybe(MS),
    rtt_down_ms=maybe(MS),
)
WAYS = st.lists(st.builds(Path, way=st.sampled_from(Way), works=YES, rtt_ms=maybe(MS)), max_size=4)
NODES = st.lists(st.builds(Reached, answers=MOSTLY, test_call=maybe(MOSTLY)), max_size=3)
MEASURED = st.builds(
    Measured,
    environment=ENVIRONMENTS,
    signalling=maybe(st.builds(Signalling, works=MOSTLY, online=MOSTLY, rtt_ms=maybe(MS))),
    devices=maybe(DEVICES),
    paths=maybe(WAYS.map(tuple)),
    nodes=maybe(NODES.map(tuple)),
    probe=maybe(probes()),
    clip=maybe(CLIPS),
    uplink=maybe(UPLINKS),
    speed=maybe(SPEEDS),
)


@given(MEASURED)
def test_a_verdict_is_of_one_piece(measured: Measured) -> None:
    verdict = judge(measured)
    assert len(set(verdict.causes)) == len(verdict.causes)
    assert verdict.hindering == verdict.causes[: len(verdict.hindering)]
    assert bool(verdict.hindering) is (verdict.outcome is not Outcome.GOOD)
    assert verdict == judge(measured)


Change = Callable[[Any, float], Any]


def higher(name: str) -> Change:
    return lambda part, by: part.but(**{name: getattr(part, name) + by})


def lower(name: str, by_at_most: float = 1) -> Change:
    return lambda part, by: part.but(**{name: getattr(part, name) * (1 - min(by, by_at_most))})


WORSE: dict[str, tuple[str, str, Change]] = {
    "delay": ("probe", "rtt_ms", higher("rtt_ms")),
    "jitter up": ("probe", "jitter_up_ms", higher("jitter_up_ms")),
    "jitter down": ("probe", "jitter_down_ms", higher("jitter_down_ms")),
    "speed up": ("speed", "up_mbps", lower("up_mbps")),
    "speed down": ("speed", "down_mbps", lower("down_mbps")),
    "delay under load up": ("speed", "rtt_up_ms", higher("rtt_up_ms")),
    "delay under load down": ("speed", "rtt_down_ms", higher("rtt_down_ms")),
    "loss down": ("probe", "returned", lambda p, by: p.but(returned=int(p.returned * (1 - by)))),
    "picture standing still": ("clip", "freeze_ms", higher("freeze_ms")),
    "frames dropped": ("clip", "dropped", lambda p, by: p.but(dropped=p.dropped + int(by))),
    "own loss": ("uplink", "lost", lambda p, by: p.but(lost=p.lost + int(by))),
}


PARTS = {"probe": probes(), "speed": SPEEDS, "clip": CLIPS, "uplink": UPLINKS}
MISSING = {"up_mbps": MBPS, "down_mbps": MBPS, "rtt_up_ms": MS, "rtt_down_ms": MS, "rtt_ms": MS}
JITTER = st.floats(0, 200)


@st.composite
def knowing(draw: st.DrawFn, part: str, field: str) -> Measured:
    """A pre-check that knows this number."""
    measured = draw(MEASURED)
    found = getattr(measured, part) or draw(PARTS[part])
    if getattr(found, field) is None:
        found = found.but(**{field: draw(MISSING.get(field, JITTER))})
    return measured.but(**{part: found})


def without_load(measured: Measured, rtt_ms: float) -> Measured:
    """Beyond some delay the speed is not known any more, and the added delay is less."""
    speed = measured.speed
    if speed is None or rtt_ms > SLOW_START_MS:
        return measured.but(speed=None)
    return measured.but(speed=speed.but(rtt_up_ms=None, rtt_down_ms=None))


@pytest.mark.parametrize(("part", "field", "change"), WORSE.values(), ids=WORSE)
@given(data=st.data(), by=st.floats(0, 1) | st.floats(0, 500))
def test_no_number_that_gets_worse_gives_a_better_call(
    part: str, field: str, change: Change, data: st.DataObject, by: float
) -> None:
    measured = data.draw(knowing(part, field))
    after = change(getattr(measured, part), min(by, 1) if field == "returned" else by)
    if field == "rtt_ms":
        measured = without_load(measured, after.rtt_ms)
    worse = measured.but(**{part: after})
    assert rank(judge(worse).outcome) >= rank(judge(measured).outcome)


@given(MEASURED, st.integers(0, 600), st.integers(0, 600))
def test_more_lost_on_the_way_up_never_gives_a_better_call(
    measured: Measured, one: int, other: int
) -> None:
    # Nothing is lost down, because what never came up is not answered either.
    few, many = sorted((one, other))
    less, more = (
        measured.but(probe=Probe(sent=600, arrived=600 - lost, returned=600 - lost))
        for lost in (few, many)
    )
    assert rank(judge(more).outcome) >= rank(judge(less).outcome)


@given(MEASURED, st.sampled_from([DeviceState.NONE, DeviceState.DENIED, DeviceState.BUSY]))
def test_a_camera_or_a_microphone_less_never_gives_a_better_call(
    measured: Measured, state: DeviceState
) -> None:
    found = measured.devices or Devices()
    for without in (
        found.but(camera=Camera(state=state)),
        found.but(microphone=Microphone(state=state)),
    ):
        worse = judge(measured.but(devices=without)).outcome
        assert rank(worse) >= rank(judge(measured.but(devices=found)).outcome)


@given(MEASURED, st.data())
def test_a_way_that_fails_never_gives_a_better_call(
    measured: Measured, data: st.DataObject
) -> None:
    measured = measured.but(paths=measured.paths or (Path(way=Way.DIRECT, works=True),))
    assert measured.paths
    which = data.draw(st.integers(0, len(measured.paths) - 1))
    paths = tuple(
        path.but(works=path.works and at != which) for at, path in enumerate(measured.paths)
    )
    # Of the ways only whether they work is asked here, and not how long they take.
    quick = measured.but(paths=tuple(path.but(rtt_ms=None) for path in measured.paths))
    failed = measured.but(paths=tuple(path.but(rtt_ms=None) for path in paths))
    assert rank(judge(failed).outcome) >= rank(judge(quick).outcome)


KNOWN = ("signalling", "devices", "nodes", "clip", "uplink", "speed")


@pytest.mark.parametrize("part", KNOWN)
@given(measured=MEASURED)
def test_what_was_not_measured_makes_nothing_worse(part: str, measured: Measured) -> None:
    # A way was tried, or else it is the whole test that is missing.
    measured = measured.but(paths=measured.paths or (Path(way=Way.DIRECT, works=True),))
    without = judge(measured.but(**{part: None}))
    assert rank(without.outcome) <= rank(judge(measured).outcome)


NUMBERS = (
    ("probe", "jitter_up_ms"),
    ("probe", "jitter_down_ms"),
    ("speed", "up_mbps"),
    ("speed", "down_mbps"),
    ("speed", "rtt_up_ms"),
    ("speed", "rtt_down_ms"),
)


@pytest.mark.parametrize(("part", "field"), NUMBERS)
@given(data=st.data())
def test_a_number_that_is_not_known_makes_nothing_worse(
    part: str, field: str, data: st.DataObject
) -> None:
    measured = data.draw(knowing(part, field))
    known = getattr(measured, part)
    without = judge(measured.but(**{part: known.but(**{field: None})}))
    assert rank(without.outcome) <= rank(judge(measured).outcome)


@given(MEASURED)
def test_nothing_is_promised_where_no_way_was_tried(measured: Measured) -> None:
    untried = measured.but(paths=None, probe=None, clip=None, uplink=None)
    verdict = judge(untried)
    assert verdict.outcome is not Outcome.GOOD
    assert Cause.CHECK_FAILED in verdict.causes or verdict.outcome is Outcome.UNUSABLE


@given(MEASURED)
def test_whoever_has_no_microphone_is_never_promised_a_call(measured: Measured) -> None:
    silent = Devices(microphone=Microphone(state=DeviceState.NONE))
    assert judge(measured.but(devices=silent)).outcome is Outcome.UNUSABLE
