"""What a probe must be told before it starts."""

from waitingroom.core.value import Private, Value
from waitingroom.precheck.probe.limits import SLOTS
from waitingroom.turn import TurnServer


class ProbeConfig(Value):
    """Where a probe listens, who may open a check, whom it tells of the verdict.

    Shape: port 0 takes any free port. `hook_url` is the whole address that verdicts are posted to;
    empty tells nobody. `username` and `password` are shown there. `ticket_key` is the hexadecimal
    key under which tickets are sealed. `addresses` are those that browsers reach this machine by;
    empty means all of its own, and loopback. `turn` is whose sign-ins pages are given; without one
    only the direct way is tried. `slots` is how many checks run at once. `clips` is the folder in
    which the drawn clips are kept from one start to the next; empty draws them at each start.
    `redis` is where it is known at which probe a ticket was used; empty means that this is the only
    probe.
    """

    host: str
    port: int
    hook_url: str
    username: str
    password: Private
    ticket_key: Private
    addresses: tuple[str, ...] = ()
    turn: TurnServer | None = None
    slots: int = SLOTS
    clips: str = ""
    redis: str = ""
