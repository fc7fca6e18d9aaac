"""Judges a pre-check: from what was measured to how a call will be, and why. Pure.

The rules, in the order in which they protect people:

1. The worst finding decides, and nothing that is good makes up for it.
2. What is not known makes nothing worse. Only where no way for sound and picture was tried at all
   is nothing promised: then the check has failed, and the call is usable at best.
3. Without a camera, or on a line too narrow for picture, people talk. Without a microphone, a way
   through the network or a browser that can, there is no call from here.
4. A silent microphone may be a person who said nothing: it warns, and ends nothing.
"""

from collections.abc import Iterator, Sequence

from waitingroom.core.checks import Cause, Outcome
from waitingroom.precheck.device import browser, devices, shown
from waitingroom.precheck.figures import numbers
from waitingroom.precheck.finding import Finding, worst, worst_first
from waitingroom.precheck.line import carrying, reaching
from waitingroom.precheck.measured import Measured
from waitingroom.precheck.verdict import Numbers, Verdict


def judge(measured: Measured) -> Verdict:
    """The verdict. Shape: causes worst first; hindering are those that made the outcome."""
    told = numbers(measured)
    findings = worst_first(_findings(measured, told))
    outcome = worst(findings)
    return Verdict(
        outcome=outcome,
        causes=tuple(each.cause for each in findings),
        hindering=tuple(
            each.cause
            for each in findings
            if each.outcome is outcome and outcome is not Outcome.GOOD
        ),
        numbers=told,
    )


def _findings(measured: Measured, told: Numbers) -> Iterator[Finding]:
    here = [*browser(measured.environment), *reaching(measured)]
    yield from here
    line = list(carrying(measured, told))
    yield from line
    yield from _narrow(line)
    if measured.clip is not None:
        yield from shown(measured.clip, line)
    if measured.devices is not None:
        yield from devices(measured.devices)
    if not _was_tried(measured) and worst(here) is not Outcome.UNUSABLE:
        yield Finding(cause=Cause.CHECK_FAILED, outcome=Outcome.USABLE)


def _narrow(line: Sequence[Finding]) -> Iterator[Finding]:
    """Where a line carries sound alone, that is worth a sentence of its own."""
    if worst(line) is Outcome.SOUND_ONLY:
        yield Finding(cause=Cause.NET_AUDIO_ONLY, outcome=Outcome.SOUND_ONLY)


def _was_tried(measured: Measured) -> bool:
    return bool(measured.paths or measured.probe or measured.clip or measured.uplink)
