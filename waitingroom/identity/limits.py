"""The limits against abuse, and the pace of staff sign-in."""

from collections.abc import Sequence
from datetime import timedelta

from waitingroom.identity.accounts import login_key
from waitingroom.identity.pace import AddressPace, address_key
from waitingroom.tally import Bucket, Rate, Tally

LINK_MISSES = Rate(count=10, per_s=60)
"""Links that do not exist, an address. Only misses are taken; those who hit go on unhindered."""

GUEST_SIGN_INS = Rate(count=10, per_s=60)
"""Sign-ins by link, a visit."""

PLACE_TICKETS = Rate(count=20, per_s=60)
"""Place tickets, a guest: one a change of their place, in each of their pages."""

SIGN_INS = Rate(count=60, per_s=60)
"""Sign-ins of any kind, an address."""

SIGN_INS_OF_NETWORK = Rate(count=600, per_s=60)
"""Sign-ins of any kind, an address of the operator's own networks."""

STAY = timedelta(hours=12)
"""Whoever came in by a link stays signed in at least so long, also when the link closes meanwhile:
longer than any queue of a day, because who waits must be able to return."""

WALK_INS = Rate(count=5, per_s=3600)
"""Visits made at the public door, an address."""

STAFF_TRIES = Rate(count=10, per_s=300)
"""Passwords tried for one login from one address: ten mistakes, then one try every 30 seconds."""

STAFF_TRIES_OF_STRANGERS = Rate(count=30, per_s=1800)
"""Passwords tried for one login from all addresses it was never used from: then one a minute."""


class StaffPace:
    """How fast passwords may be tried, without a lock that a stranger could close.

    Three buckets stand in the way of somebody who guesses. One counts the address, whatever login
    is tried. One counts the login and the address together, so that trying a colleague's login
    somewhere else takes nothing from the colleague. The last counts the login over all addresses,
    against guessing from many of them, but only those from which that login was never used with
    success: where the real person signed in before, and on the operator's own networks, strangers
    who empty this bucket change nothing. Only a person at a new address during an attack has to
    wait for a turn, and nobody's account is ever locked.

    Which addresses are known is kept in the memory of this process alone, because a list of where
    staff have been is not ours to keep; after a restart, and on another node, every address is new
    until it is used.
    """

    def __init__(self, tally: Tally, networks: Sequence[str] = (), known: int = 20_000) -> None:
        self._tally = tally
        self._addresses = AddressPace(tally, "staff", SIGN_INS, networks, SIGN_INS_OF_NETWORK)
        self._known: dict[str, None] = {}
        self._most_known = known

    async def take(self, login: str, address: str) -> float:
        """Try once if that is allowed: 0.0 when it is, else how many seconds to wait, and nothing
        is taken.

        Ask before the password is looked at; a right one counts as well as a wrong one, or the
        answer would tell them apart.
        """
        pair = _pair(login, address)
        buckets = [
            self._addresses.bucket(address),
            Bucket(kind="staff: login and address", key=pair, rate=STAFF_TRIES),
        ]
        if not (self._addresses.is_own(address) or pair in self._known):
            everywhere = Bucket(kind="staff: login", key=_key(login), rate=STAFF_TRIES_OF_STRANGERS)
            buckets.append(everywhere)
        return await self._tally.take(*buckets)

    def succeeded(self, login: str, address: str) -> None:
        """The password was right: this login is at home at that address."""
        pair = _pair(login, address)
        self._known.pop(pair, None)
        while len(self._known) >= self._most_known:
            del self._known[next(iter(self._known))]
        self._known[pair] = None


def _key(login: str) -> str:
    return login_key(login)[:100]  # no real one is longer, and a bucket's name takes memory


def _pair(login: str, address: str) -> str:
    # The address comes first: it holds no space, so no login can be made to look like another pair.
    return f"{address_key(address)} {_key(login)}"
