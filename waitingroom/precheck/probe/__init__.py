"""The door of the probe: the other end of a pre-check, in a process of its own."""

from waitingroom.precheck.probe.config import ProbeConfig as ProbeConfig

__all__ = ["ProbeConfig"]
