"""The class that uvicorn makes connections of: `uvicorn.Config(ws=engine(gate, limits))`."""

from waitingroom.wire.connection import Connection
from waitingroom.wire.port import Gate, Limits
from waitingroom.wire.switchboard import Switchboard


def engine(gate: Gate, limits: Limits) -> type[Connection]:
    """A class of connections that share one gate and one `switchboard`."""

    class Gated(Connection):
        __slots__ = ()
        switchboard = Switchboard(gate, limits)

    return Gated
