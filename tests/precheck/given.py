"""A pre-check in which all is well, and how one thing in it gets another number."""

from typing import Any

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

ABLE = Environment(
    browser=Browser.CHROMIUM,
    major=156,
    system=System.WINDOWS,
    secure=True,
    webrtc=True,
    devices=True,
    websocket=True,
    in_app=False,
    save_data=False,
    mobile=False,
)

WELL = Measured(
    environment=ABLE,
    signalling=Signalling(works=True, rtt_ms=20),
    devices=Devices(
        camera=Camera(
            state=DeviceState.OK,
            count=1,
            width=1280,
            height=720,
            fps=30,
            luma=110,
            luma_deviation=40,
        ),
        microphone=Microphone(
            state=DeviceState.OK, peak_dbfs=-20, active=0.4, noise_dbfs=-70, echo_db=-60
        ),
        speaker=Speaker.HEARD,
    ),
    paths=tuple(Path(way=way, works=True, connect_ms=200, rtt_ms=22) for way in Way),
    nodes=(Reached(answers=True, test_call=True),),
    probe=Probe(
        sent=500,
        arrived=500,
        returned=500,
        rtt_ms=20,
        rtt_min_ms=18,
        jitter_up_ms=1,
        jitter_down_ms=1,
    ),
    clip=Clip(
        height=720,
        seconds=10,
        received=2000,
        lost=0,
        decoded=250,
        dropped=0,
        freezes=0,
        freeze_ms=0,
    ),
    uplink=Uplink(received=1500, lost=0, jitter_ms=1, kbps=900),
    speed=Speed(up_mbps=10, down_mbps=20, rtt_up_ms=30, rtt_down_ms=30),
)


def given(part: str, /, **changes: Any) -> Measured:
    """All is well but for these fields of one part, which may be one of the devices."""
    if part in ("camera", "microphone"):
        assert WELL.devices is not None
        changed = getattr(WELL.devices, part).but(**changes)
        return WELL.but(devices=WELL.devices.but(**{part: changed}))
    return WELL.but(**{part: getattr(WELL, part).but(**changes)})


def ways(**works: bool) -> Measured:
    """All is well but for the ways, of which these were tried: `ways(direct=False)`."""
    tried = tuple(Path(way=Way(name.replace("_", "-")), works=it) for name, it in works.items())
    return WELL.but(paths=tried)


def lost(up: int, down: int, of: int = 500) -> Measured:
    """All is well but so many of the small messages are lost on the way up and down."""
    return given("probe", sent=of, arrived=of - up, returned=of - up - down)
