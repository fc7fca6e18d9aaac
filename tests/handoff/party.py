"""A party of which some are on a telephone: the words of the tests of telephones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.core.town import ANNA, SECRETARY, Town
from tests.fakes.pexip_policy import GOLDEN, PARTY
from tests.handoff.town import NAMING, Q, clinic, is_ready
from waitingroom.core import commands as c
from waitingroom.core.commands import Invited
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import Phone, Provider, Role, Rules
from waitingroom.handoff import Admitted, Numbers, Policy, Telephone
from waitingroom.phone_numbers import Allowed

ADA, RIE, TIM = GuestId("ada"), GuestId("rie"), GuestId("tim")
VISIT = VisitId("vada")
NUMBER = "+45 00 00 00 00"
BY_PHONE = Rules(
    call_places=4, rings_per_day=20, calls_in=True, providers=(Provider.PEXIP,), limit=5000
)
PHONES: Mapping[GuestId, str] = {RIE: "+45 00 00 00 01", TIM: "004500000002"}


@dataclass
class Hands:
    """A clock that moves by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Party:
    """Ada is in a call; two more of her party have only a telephone."""

    town: Town
    phones: dict[GuestId, str] = field(default_factory=lambda: dict(PHONES))
    clock: Hands = field(default_factory=Hands)
    number: str = NUMBER

    def __post_init__(self) -> None:
        self.numbers = Numbers(lambda guest: self.phones.get(guest, ""), Allowed(prefixes=("+45",)))
        self.telephone = Telephone(
            NAMING, lambda: [self.town.queue], self.numbers, self.number, self.clock
        )
        self.policy = Policy(
            NAMING,
            lambda id_: self.town.queue if id_ == Q else None,
            lambda who: f"name of {who.id}",
            provider=Provider.PEXIP,
            telephone=self.telephone,
        )

    @property
    def admitted(self) -> Admitted:
        return Admitted(queue=Q, visit=VISIT, admission=self.town.visit(VISIT).admissions)

    @property
    def alias(self) -> str:
        return NAMING.alias(self.admitted)

    def rings(self, guest: GuestId) -> None:
        ring = c.AdmitByPhone(visit=VISIT, guest=guest)
        assert isinstance(self.town.asks(ANNA, ring), tuple)

    def lets_call_in(self, guest: GuestId) -> str:
        """The code that is read aloud to them."""
        calls_in = c.AdmitByPhone(visit=VISIT, guest=guest, ring=False)
        assert isinstance(self.town.asks(ANNA, calls_in), tuple)
        return self.code(guest)

    def code(self, guest: GuestId) -> str:
        return NAMING.dial_code(self.admitted, guest).reveal()

    def phone(self, guest: GuestId) -> Phone | None:
        found = self.town.visit(VISIT).guest(guest)
        assert found is not None
        return found.phone


def party(rules: Rules = BY_PHONE) -> Party:
    town = clinic(rules)
    invited = tuple(
        Invited(guest=each, role=role)
        for each, role in ((ADA, Role.PATIENT), (RIE, Role.RELATIVE), (TIM, Role.INTERPRETER))
    )
    town.asks(SECRETARY, c.ExpectVisit(visit=VISIT, guests=invited))
    town.comes(ADA, VISIT)
    made = Party(town)
    opens(made)
    return made


def opens(made: Party) -> None:
    """Let the visit in, and make its conference ready."""
    made.town.admits(ANNA, VISIT)
    is_ready(made.town, VISIT)


def dials_out(alias: str, remote: str) -> dict[str, str]:
    """What a node asks about a telephone that it rings up."""
    return {
        **PARTY,
        "local_alias": alias,
        "remote_alias": remote,
        "remote_display_name": remote,
        "call_direction": "dial_out",
        "protocol": "sip",
        "participant_type": "standard",
        "call_tag": "",
        "trigger": "unspecified",
    }


def dials_in(local: str, remote: str = "sip:+4500000009@pstn.example") -> dict[str, str]:
    """What a node asks about a telephone that has typed a code."""
    return {
        **GOLDEN,
        **PARTY,
        "local_alias": local,
        "remote_alias": remote,
        "remote_display_name": remote,
        "call_direction": "dial_in",
        "protocol": "sip",
        "participant_type": "standard",
        "trigger": "two_stage_dialing",
    }
