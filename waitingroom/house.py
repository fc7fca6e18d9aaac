"""All rooms of one process, open: what everything that runs is given."""

from collections.abc import Mapping
from dataclasses import dataclass

from waitingroom.clock import Clock
from waitingroom.coherence import Coherence
from waitingroom.conferences import Around, Outer, QueueOptions
from waitingroom.core.model import Provider
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.entering import Entering
from waitingroom.handoff import Naming, Numbers, Sink, Telephone
from waitingroom.handoff.silence import Silence
from waitingroom.handoff.telling import Teller
from waitingroom.hub import Hub
from waitingroom.identity import Accounts, Links, Seals, SignIns
from waitingroom.keys import Keys
from waitingroom.lease import Keeper
from waitingroom.leaving import Leaving
from waitingroom.ledger import SqlLedger
from waitingroom.nodes import Ear
from waitingroom.notify import Texting, TextLog
from waitingroom.precheck.book import EquipmentBook
from waitingroom.restoring import Restoring
from waitingroom.settings import Settings
from waitingroom.tally import Tally


@dataclass(frozen=True)
class House:
    """All rooms, open."""

    settings: Settings
    keys: Keys
    clock: Clock
    keeper: Keeper
    ledger: SqlLedger
    directory: Directory
    links: Links
    accounts: Accounts
    sign_ins: SignIns
    seals: Seals
    naming: Naming
    desk: Desk
    hub: Hub
    tell: Teller
    numbers: Numbers
    telephone: Telephone
    text_log: TextLog
    entering: Entering
    texting: Texting
    ears: Mapping[Provider, Ear]
    outer: Outer
    options: QueueOptions
    equipment: EquipmentBook
    tally: Tally
    coherence: Coherence
    leaving: Leaving
    restoring: Restoring

    @property
    def around(self) -> Around:
        """What the ways into conferences stand on."""
        return Around(
            self.naming,
            self.keys,
            self.clock,
            self.directory,
            self.desk.known,
            self.numbers.to_ring,
        )

    @property
    def sink(self) -> Sink:
        """Where our own node reports."""
        return self.ears[Provider.EMBEDDED].sink

    @property
    def silence(self) -> Silence:
        """When our own node spoke last."""
        return self.ears[Provider.EMBEDDED].silence
