"""What is found of the device: its browser, its camera and microphone, and the clip it shows."""

from collections.abc import Iterable, Iterator

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.finding import Finding, rank
from waitingroom.precheck.measured import (
    Camera,
    Clip,
    Devices,
    DeviceState,
    Environment,
    Microphone,
    Speaker,
)
from waitingroom.precheck.thresholds import OLDEST, SIGNS, WHOLE_CLIP, Metric, grade, shows

NO_CAMERA = {
    DeviceState.NONE: Cause.CAM_NONE,
    DeviceState.DENIED: Cause.CAM_DENIED,
    DeviceState.BUSY: Cause.CAM_BUSY,
}
NO_MICROPHONE = {
    DeviceState.NONE: Cause.MIC_NONE,
    DeviceState.DENIED: Cause.MIC_DENIED,
    DeviceState.BUSY: Cause.MIC_BUSY,
}


def browser(environment: Environment) -> Iterator[Finding]:
    """Whether calls can be held in it. Inside another app the way out is the same for all of it."""
    able = environment.webrtc and environment.devices and environment.websocket
    if environment.in_app:
        outcome = Outcome.USABLE if able else Outcome.UNUSABLE
        yield Finding(cause=Cause.BROWSER_IN_APP, outcome=outcome)
    elif not environment.secure:
        # No browser lends a camera to such a page: the fault is ours, and none of the browser's.
        yield Finding(cause=Cause.CHECK_FAILED, outcome=Outcome.UNUSABLE)
    elif not able:
        yield Finding(cause=Cause.BROWSER_NONE, outcome=Outcome.UNUSABLE)
    elif 0 < environment.major < OLDEST.get(environment.browser, 0):
        yield Finding(cause=Cause.BROWSER_OLD, outcome=Outcome.USABLE)


def devices(found: Devices) -> Iterator[Finding]:
    """Without a camera people talk; without a microphone nobody is heard."""
    if found.camera is not None:
        yield from _camera(found.camera)
    if found.microphone is not None:
        yield from _microphone(found.microphone)
    if found.speaker is Speaker.NOT_HEARD:
        yield Finding(cause=Cause.SPEAKER_NOT_HEARD, outcome=Outcome.USABLE)


def _camera(camera: Camera) -> Iterator[Finding]:
    if cause := NO_CAMERA.get(camera.state):
        yield Finding(cause=cause, outcome=Outcome.SOUND_ONLY)
    elif shows(Cause.CAM_COVERED, camera.luma_deviation):
        yield _sign(Cause.CAM_COVERED)
    elif shows(Cause.CAM_DARK, camera.luma):
        yield _sign(Cause.CAM_DARK)


def _microphone(microphone: Microphone) -> Iterator[Finding]:
    if cause := NO_MICROPHONE.get(microphone.state):
        yield Finding(cause=cause, outcome=Outcome.UNUSABLE)
    elif shows(Cause.MIC_SILENT, microphone.peak_dbfs):
        yield _sign(Cause.MIC_SILENT)
    else:
        yield from _voice(microphone)


def _voice(microphone: Microphone) -> Iterator[Finding]:
    # Where nobody has spoken, nothing is known of how a voice sounds.
    if microphone.active != 0 and shows(Cause.MIC_QUIET, microphone.peak_dbfs):
        yield _sign(Cause.MIC_QUIET)
    if shows(Cause.MIC_CLIPPING, microphone.peak_dbfs):
        yield _sign(Cause.MIC_CLIPPING)
    if shows(Cause.MIC_NOISY, microphone.noise_dbfs):
        yield _sign(Cause.MIC_NOISY)
    if shows(Cause.MIC_ECHO, microphone.echo_db):
        yield _sign(Cause.MIC_ECHO)


def _sign(cause: Cause) -> Finding:
    return Finding(cause=cause, outcome=SIGNS[cause].outcome)


EXPLAINS = (Cause.NET_LOSS_DOWN, Cause.NET_SLOW_DOWN, Cause.NET_JITTER, Cause.NET_BUSY)
"""What makes a picture stand still that a quick device would show."""


def shown(clip: Clip, of_line: Iterable[Finding]) -> Iterator[Finding]:
    """What became of the clip; the device is blamed only where the line does not explain it."""
    frozen = clip.freeze_ms / (clip.seconds * 1000) if clip.seconds > 0 else None
    frames = clip.decoded + clip.dropped
    dropped = clip.dropped / frames if frames else None
    grades = (grade(Metric.FROZEN, frozen), grade(Metric.DROPPED, dropped))
    outcome = max(grades, key=rank)
    if outcome is Outcome.GOOD:
        return
    if clip.height >= WHOLE_CLIP:
        outcome = Outcome.USABLE
    known = {each.cause for each in of_line}
    cause = next((each for each in EXPLAINS if each in known), Cause.DEVICE_SLOW)
    yield Finding(cause=cause, outcome=outcome)
