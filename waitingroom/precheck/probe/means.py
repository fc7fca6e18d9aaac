"""What all checks of one probe share: its settings, its clock, its clips, who is told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from waitingroom.precheck.measured import Measured
from waitingroom.precheck.probe.clips import Shelf
from waitingroom.precheck.probe.config import ProbeConfig
from waitingroom.precheck.probe.limits import Limits
from waitingroom.precheck.telling import Told
from waitingroom.precheck.verdict import Verdict


@dataclass(frozen=True, eq=False, slots=True)
class Means:
    """Shape: `clock` in seconds, never going back; `wall` in Unix seconds. `friends` as in
    `filtering.Reach`; `gate` is how many test their speed at once."""

    config: ProbeConfig
    limits: Limits
    clock: Callable[[], float]
    wall: Callable[[], float]
    judge: Callable[[Measured], Verdict]
    tell: Callable[[Told], None]
    shelf: Shelf
    friends: frozenset[str]
    gate: asyncio.Semaphore = field()
