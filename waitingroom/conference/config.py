"""What a node must be told before it starts."""

from waitingroom.core.value import Private, Value
from waitingroom.turn import TurnServer


class NodeConfig(Value):
    """Where a node listens, whom it asks, whom it reports to.

    Shape: port 0 takes any free port. `policy_url` is the address before `/policy/v1/…`. An empty
    `sink_url` reports to nobody. `username` and `password` are shown to the policy server and the
    event sink, and asked of whoever uses the management API. `addresses` are those that browsers
    reach this machine by; empty means all of its own, and loopback. `max_calls` is how many calls
    of two it carries at once; one of three or four counts as several of them. `turn` is whose
    sign-ins participants are given; without one they are given none.
    """

    host: str
    port: int
    policy_url: str
    sink_url: str
    username: str
    password: Private
    node_name: str
    addresses: tuple[str, ...] = ()
    max_calls: int = 8
    turn: TurnServer | None = None
