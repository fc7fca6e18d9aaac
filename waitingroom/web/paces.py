"""How fast the entrances may be tried, by whom, figure by figure."""

from collections.abc import Sequence

from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.value import Value
from waitingroom.identity import AddressPace, StaffPace, limits
from waitingroom.tally import Bucket, Rate, Tally
from waitingroom.web.newcomers import MOST, Newcomers

TIMES = 10
"""How much faster an address of the operator's own networks may go: many people sit behind it."""


class Figures(Value):
    """What an operator may set.

    Shape: each number counts one address; `networks` are the operator's own, "192.0.2.0/24".
    """

    looks_per_min: int = 120
    sign_ins_per_min: int = limits.SIGN_INS.count
    misses_per_min: int = limits.LINK_MISSES.count
    walk_ins_per_h: int = limits.WALK_INS.count
    checks_per_h: int = 120
    unseen_at_door: int = MOST
    networks: Sequence[str] = ()


class Paces:
    """The paces at the entrances, which all nodes keep together as long as they can.

    Shape: `looks` are questions that cost a look into the database, `sign_ins` all tries to get
    in, `misses` links that do not exist, `walk_ins` new people at a public door, `checks` of a
    network by anybody; all five go by address. `visit` is for sign-ins by link to one visit,
    `place` for place tickets of one guest,
    `staff` for tries of one login, `newcomers` people at a public door whom nobody has looked at.
    """

    def __init__(self, tally: Tally, figures: Figures | None = None) -> None:
        figures = figures or Figures()

        def by_address(kind: str, count: int, per_s: float) -> AddressPace:
            rates = (Rate(count=each, per_s=per_s) for each in (count, count * TIMES))
            return AddressPace(tally, kind, next(rates), figures.networks, next(rates))

        self._tally = tally
        self.looks = by_address("looks", figures.looks_per_min, 60)
        self.sign_ins = by_address("sign-ins", figures.sign_ins_per_min, 60)
        self.misses = by_address("misses", figures.misses_per_min, 60)
        self.walk_ins = by_address("walk-ins", figures.walk_ins_per_h, 3600)
        self.checks = by_address("checks", figures.checks_per_h, 3600)
        self.newcomers = Newcomers(figures.unseen_at_door)
        self.staff = StaffPace(tally, figures.networks)

    async def visit(self, visit: VisitId) -> float:
        """Sign in by link to this visit once if that is allowed; as `Tally.take`."""
        bucket = Bucket(kind="sign-ins to a visit", key=visit, rate=limits.GUEST_SIGN_INS)
        return await self._tally.take(bucket)

    async def place(self, guest: GuestId) -> float:
        """Fetch one place ticket for this guest if that is allowed; as `Tally.take`."""
        bucket = Bucket(kind="place tickets", key=guest, rate=limits.PLACE_TICKETS)
        return await self._tally.take(bucket)


def looks(paces: Paces) -> AddressPace:
    """For rows that only look."""
    return paces.looks


def sign_ins(paces: Paces) -> AddressPace:
    """For rows that try to get in."""
    return paces.sign_ins


def checks(paces: Paces) -> AddressPace:
    """For rows that open a check to anybody."""
    return paces.checks
