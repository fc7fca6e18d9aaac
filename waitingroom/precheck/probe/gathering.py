"""All that is learned in one check, put together for the judge. Pure.

What the probe counted itself wins over what the page says about the same.
"""

from waitingroom.core.value import Value
from waitingroom.precheck.measured import (
    Clip,
    Environment,
    Measured,
    Path,
    Probe,
    Speed,
    Uplink,
    Way,
)
from waitingroom.precheck.talk import (
    Counted,
    Found,
    Phase,
    Played,
    SpeedDone,
    Toward,
    Tried,
)


class Own(Value):
    """What the probe counted itself. Units: Mbit/s; `arrived` small messages in all."""

    arrived: int | None = None
    jitter_up_ms: float | None = None
    uplink: Uplink | None = None
    up_mbps: float | None = None
    down_mbps: float | None = None


class Gathered:
    """One check as it comes in, message by message; of the same thing the last word counts."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._found = Found()
        self._paths: dict[Way, Path] = {}
        self._probes: dict[Phase, Probe] = {}
        self._clip: Clip | None = None
        self._told_down_mbps: float | None = None

    def take(self, said: Tried | Counted | Played | SpeedDone | Found) -> None:
        """What the page says."""
        match said:
            case Tried(path=path):
                self._paths[path.way] = path
            case Counted(phase=phase, probe=probe):
                self._probes[phase] = probe
            case Played(clip=clip):
                self._clip = clip
            case SpeedDone(toward=toward, mbps=mbps):
                self._told_down_mbps = mbps if toward is Toward.DOWN else self._told_down_mbps
            case Found():
                self._found = _joined(self._found, said)

    def measured(self, own: Own) -> Measured:
        """All of it."""
        found = self._found
        return Measured(
            environment=self._environment,
            signalling=found.signalling,
            devices=found.devices,
            paths=tuple(self._paths.values()) or None,
            nodes=found.nodes,
            probe=self._probe(own),
            clip=self._clip,
            uplink=own.uplink,
            speed=self._speed(own),
        )

    def _probe(self, own: Own) -> Probe | None:
        probe = self._probes.get(Phase.IDLE)
        if probe is None or own.arrived is None:
            return probe
        arrived = min(probe.arrived, own.arrived)
        # None can have come back that had not arrived.
        returned = min(probe.returned, arrived)
        jitter_ms = probe.jitter_up_ms if own.jitter_up_ms is None else own.jitter_up_ms
        return probe.but(arrived=arrived, returned=returned, jitter_up_ms=jitter_ms)

    def _speed(self, own: Own) -> Speed | None:
        down = self._told_down_mbps if own.down_mbps is None else own.down_mbps
        if own.up_mbps is None and down is None:
            return None
        return Speed(
            up_mbps=own.up_mbps,
            down_mbps=down,
            rtt_up_ms=self._rtt_ms(Phase.LOADED_UP),
            rtt_down_ms=self._rtt_ms(Phase.LOADED_DOWN),
        )

    def _rtt_ms(self, phase: Phase) -> float | None:
        probe = self._probes.get(phase)
        return None if probe is None else probe.rtt_ms


def _joined(before: Found, said: Found) -> Found:
    return Found(
        devices=said.devices or before.devices,
        signalling=said.signalling or before.signalling,
        nodes=before.nodes if said.nodes is None else said.nodes,
    )
