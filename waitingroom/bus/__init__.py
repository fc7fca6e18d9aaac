"""The door of the bus: nudges between nodes, of which all may be lost."""

from waitingroom.bus.local import LocalBus as LocalBus
from waitingroom.bus.opening import opened_bus as opened_bus
from waitingroom.bus.port import Bus as Bus
from waitingroom.bus.port import Listener as Listener
from waitingroom.bus.port import Nudge as Nudge
