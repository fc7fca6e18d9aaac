"""What the conference of an admission is called and how it is locked: all derived, nothing stored.

An alias names queue, visit and admission and carries a proof that we made it, so it can be neither
guessed nor changed into that of another admission, and an answer about it needs no table. PINs and
tags are derived from it with the same key, each under a label of its own.
"""

import base64
import hashlib
import hmac
import re
from enum import StrEnum

from waitingroom.core.ids import GuestId, QueueId, StaffId, VisitId
from waitingroom.core.value import Private, Value

PROOF_BYTES = 16
PIN_DIGITS = 12
DIAL_DIGITS = 10
"""Few enough to be read aloud and typed on a telephone; what is guessed is counted."""

# Whoever can call a node chooses what is read by these: what does not have our shape is not even
# looked at, so that no text is too long or too strange for it.
ALIAS = re.compile(r"v-([a-z0-9]{1,32})-([a-z0-9]{1,32})-([0-9]{1,9})-[a-z2-7]{26}")
TAG = re.compile(r"(?P<side>staff|guest)\.(?P<id>[a-zA-Z0-9-]{1,64})\.[a-z2-7]{26}")


class Admitted(Value):
    """Which admission of which visit a conference belongs to."""

    queue: QueueId
    visit: VisitId
    admission: int


class Side(StrEnum):
    """Which PIN: the clinic's opens the conference, the guests' only enters it."""

    STAFF = "staff"
    GUEST = "guest"


class Who(Value):
    """Who a tag stands for: a guest of the visit, or somebody of the staff."""

    side: Side
    id: str

    @classmethod
    def guest(cls, guest: GuestId) -> "Who":
        """This guest."""
        return cls(side=Side.GUEST, id=guest)

    @classmethod
    def staff(cls, staff: StaffId) -> "Who":
        """This member of staff."""
        return cls(side=Side.STAFF, id=staff)


class Naming:
    """Makes and reads the names, under one secret key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def alias(self, admitted: Admitted) -> str:
        """The conference's address: lower-case letters, digits, hyphens; under 100 characters."""
        name = f"{admitted.queue}-{admitted.visit}-{admitted.admission}"
        return f"v-{name}-{self._proof('alias', name)}"

    def admitted(self, alias: str) -> Admitted | None:
        """The admission an alias belongs to; None when we did not make it."""
        shaped = ALIAS.fullmatch(alias.lower())
        if shaped is None:
            return None
        queue, visit, number = shaped.groups()
        found = Admitted(queue=QueueId(queue), visit=VisitId(visit), admission=int(number))
        ours = hmac.compare_digest(self.alias(found).encode(), alias.lower().encode())
        return found if ours else None

    def pin(self, alias: str, side: Side) -> Private:
        """The PIN of one side, decimal digits; both sides' have the same length and differ."""
        digest = self._mac(f"pin-{side}", alias)
        # The first digit tells the sides apart, so that the two can never be equal.
        lead = "1" if side is Side.STAFF else "2"
        rest = int.from_bytes(digest[:16]) % 10 ** (PIN_DIGITS - 1)
        return Private(f"{lead}{rest:0{PIN_DIGITS - 1}}")

    def dial_code(self, admitted: Admitted, guest: GuestId) -> Private:
        """What this guest types on a telephone to come in, ten decimal digits."""
        digest = self._mac("dial", f"{self.alias(admitted)}/{guest}")
        return Private(f"{int.from_bytes(digest[:16]) % 10**DIAL_DIGITS:0{DIAL_DIGITS}}")

    def tag(self, alias: str, who: Who) -> str:
        """What tells who somebody in the conference is; holds for this conference only."""
        name = f"{who.side}.{who.id}"
        return f"{name}.{self._proof('tag', f'{alias}/{name}')}"

    def who(self, alias: str, tag: str) -> Who | None:
        """Who a tag of this conference stands for; None when we did not make it."""
        shaped = TAG.fullmatch(tag)
        if shaped is None:
            return None
        found = Who(side=Side(shaped["side"]), id=shaped["id"])
        ours = hmac.compare_digest(self.tag(alias, found).encode(), tag.encode())
        return found if ours else None

    def _proof(self, label: str, text: str) -> str:
        return base64.b32encode(self._mac(label, text)[:PROOF_BYTES]).decode().rstrip("=").lower()

    def _mac(self, label: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{label}\0{text}".encode(), hashlib.sha256)
