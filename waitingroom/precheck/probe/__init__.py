"""The door of the probe: the other end of a pre-check, in a process of its own."""

from waitingroom.precheck.probe.config import ProbeConfig as ProbeConfig
from waitingroom.precheck.probe.limits import Limits as Limits
from waitingroom.precheck.probe.server import Probe as Probe
from waitingroom.precheck.probe.server import serve as serve

__all__ = ["Limits", "Probe", "ProbeConfig", "serve"]
