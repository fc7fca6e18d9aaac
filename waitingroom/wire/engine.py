"""The class that uvicorn makes connections of: `uvicorn.Config(ws=engine(gate, limits))`."""

from collections.abc import Sequence

from waitingroom.wire.callers import Callers
from waitingroom.wire.connection import Connection
from waitingroom.wire.port import Gate, Limits
from waitingroom.wire.switchboard import Switchboard


def engine(gate: Gate, limits: Limits, proxies: Sequence[str] = ()) -> type[Connection]:
    """A class of connections that share one gate and one `switchboard`.

    Shape: `proxies` are believed when they say whom they call for.
    """

    class Gated(Connection):
        __slots__ = ()
        switchboard = Switchboard(gate, limits, Callers(proxies))

    return Gated
