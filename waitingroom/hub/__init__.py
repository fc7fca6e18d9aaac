"""The door of the hub: who is listening on this node, and what each of them is shown."""

from waitingroom.hub.hub import Hub as Hub
from waitingroom.hub.leaving import spread_s as spread_s
from waitingroom.hub.passes import Passes as Passes
