"""How much one page may have of the probe, and how long: every limit there is, with its unit."""

from waitingroom.core.value import Value

SLOTS = 20
"""How many checks run at once, unless it is said otherwise."""


class Limits(Value):
    """Units: bytes, seconds, counts; `again` is a check of the small messages only."""

    text_bytes: int = 12 * 1024
    binary_bytes: int = 8 * 1024
    texts: int = 120
    offers: int = 10
    channels: int = 4
    received_bytes: int = 12_000_000
    lines: int = 200
    waiting: int = 40
    per_address: int = 10
    speeds: int = 4
    full_per_hour: int = 6
    again_per_hour: int = 12
    speed_bytes: int = 3_000_000
    uplink_bps: int = 1_200_000
    ping_s: float = 5.0
    pong_s: float = 20.0
    begin_s: float = 5.0
    waiting_s: float = 120.0
    connect_s: float = 20.0
    media_s: float = 10.0
    speed_s: float = 2.0
    whole_s: float = 60.0
    lag_s: float = 0.020


MEMORY_BYTES = 3 * 1024**3
"""The address space of the process: what the media libraries take, and room for all checks."""
