"""What a pre-check has measured: raw counters of both ends, before anybody judges them.

A number that is not known is None and never 0. There is no address and no name of a device in it.
Units are in the names: `_ms` milliseconds, `_mbps` Mbit/s, `_dbfs` decibels below full scale; luma
from 0 to 255.
"""

from enum import StrEnum

from waitingroom.core.value import Value


class Browser(StrEnum):
    """The families of browsers that differ in what they can do."""

    CHROMIUM = "chromium"
    EDGE = "edge"
    FIREFOX = "firefox"
    SAFARI = "safari"
    SAMSUNG = "samsung"
    OTHER = "other"


class System(StrEnum):
    """What the browser runs on."""

    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    ANDROID = "android"
    IOS = "ios"
    CHROMEOS = "chromeos"
    OTHER = "other"


class Environment(Value):
    """The browser. Shape: `major` 0 when unknown; `in_app` is a browser inside another app."""

    browser: Browser
    major: int
    system: System
    secure: bool
    webrtc: bool
    devices: bool
    websocket: bool
    in_app: bool
    save_data: bool
    mobile: bool


class DeviceState(StrEnum):
    """Whether a camera or a microphone could be opened; `unasked` when it was not tried."""

    OK = "ok"
    DENIED = "denied"
    NONE = "none"
    BUSY = "busy"
    UNASKED = "unasked"


class Camera(Value):
    """One frame of the camera, and how many cameras there are."""

    state: DeviceState
    count: int = 0
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    luma: float | None = None
    luma_deviation: float | None = None


class Microphone(Value):
    """Some seconds of the microphone.

    Shape: `active` is the share of the time, from 0 to 1, in which there was a voice; `noise_dbfs`
    the level of the rest; `echo_db` what is left of our own sound with cancellation on.
    """

    state: DeviceState
    peak_dbfs: float | None = None
    active: float | None = None
    noise_dbfs: float | None = None
    echo_db: float | None = None


class Speaker(StrEnum):
    """What the person answered when asked whether they heard the sound."""

    HEARD = "heard"
    NOT_HEARD = "not-heard"
    SKIPPED = "skipped"


class Devices(Value):
    """Camera, microphone and speaker; None where the check did not get to them."""

    camera: Camera | None = None
    microphone: Microphone | None = None
    speaker: Speaker = Speaker.SKIPPED


class Way(StrEnum):
    """A way for picture and sound, each with its own name in the report."""

    DIRECT = "direct"
    TURN_UDP = "turn-udp"
    TURN_TCP = "turn-tcp"
    TURN_TLS = "turn-tls"


class Path(Value):
    """Whether one way works. Shape: `connect_ms` until it was open and five echoes were back."""

    way: Way
    works: bool
    connect_ms: float | None = None
    rtt_ms: float | None = None


class Reached(Value):
    """Whether a conference node answered. Shape: `test_call` None when it has none to try."""

    answers: bool
    test_call: bool | None = None


class Signalling(Value):
    """The line to us. Shape: `works` is False where HTTPS passes and the live line does not."""

    works: bool
    online: bool = True
    rtt_ms: float | None = None


class Probe(Value):
    """Small messages both ways, without repair. Shape: counts as in `probe.py`."""

    sent: int
    arrived: int
    returned: int
    rtt_ms: float | None = None
    rtt_min_ms: float | None = None
    jitter_up_ms: float | None = None
    jitter_down_ms: float | None = None


class Clip(Value):
    """What the browser made of the clip that was sent to it. Units: `freeze_ms` of `seconds`."""

    height: int
    seconds: float
    received: int
    lost: int
    decoded: int
    dropped: int
    freezes: int
    freeze_ms: float
    concealed: float | None = None


class Uplink(Value):
    """The person's own sound and picture as they arrived, counted and never decoded."""

    received: int
    lost: int
    jitter_ms: float | None = None
    kbps: float | None = None


class Speed(Value):
    """What goes through, and how long a question takes meanwhile."""

    up_mbps: float | None = None
    down_mbps: float | None = None
    rtt_up_ms: float | None = None
    rtt_down_ms: float | None = None


class Measured(Value):
    """All of one pre-check; None where it did not get to. Shape: `paths`, `nodes` as offered."""

    environment: Environment
    signalling: Signalling | None = None
    devices: Devices | None = None
    paths: tuple[Path, ...] | None = None
    nodes: tuple[Reached, ...] | None = None
    probe: Probe | None = None
    clip: Clip | None = None
    uplink: Uplink | None = None
    speed: Speed | None = None
