"""The door of the handoff: from a place in a queue into the conference of its admission."""

from waitingroom.handoff.naming import Admitted as Admitted
from waitingroom.handoff.naming import Naming as Naming
from waitingroom.handoff.naming import Who as Who
from waitingroom.handoff.node import NodeAddress as NodeAddress
from waitingroom.handoff.node import PexipNode as PexipNode
from waitingroom.handoff.options import Options as Options
from waitingroom.handoff.policy import Policy as Policy
from waitingroom.handoff.policy import goes_direct as goes_direct
from waitingroom.handoff.policy import plain as plain
from waitingroom.handoff.port import Handoff as Handoff
from waitingroom.handoff.port import VendorFailed as VendorFailed
from waitingroom.handoff.sink import Sink as Sink
from waitingroom.handoff.telephone import Numbers as Numbers
from waitingroom.handoff.telephone import Telephone as Telephone
