"""Place tickets: what a guest's browser keeps of its place, for the day SQL is an older copy.

A ticket is a JWT (RFC 7519) that is signed with Ed25519 and with nothing else; it signs nobody in.
Anybody who holds it can read it, so nothing stands in it but ids of ours and numbers.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Meta

from waitingroom.core.ids import Epoch, GuestId, OrganisationId, QueueId, Version, VisitId
from waitingroom.core.model import Kind, Priority, Role
from waitingroom.core.restoration import Flaw
from waitingroom.core.value import Value
from waitingroom.identity.model import GuestSignIn
from waitingroom.protocol.limits import MAX_PLACE

LIFE = timedelta(hours=24)
"""How long a ticket is good for; a page has it renewed whenever its place changes."""

LEEWAY = timedelta(seconds=30)
"""How far the clocks of two nodes may be apart."""

LONGEST = MAX_PLACE
"""How many characters a ticket may have; ours have some 750."""

_SIGNATURE = 64


class Place(Value):
    """What a ticket says of a place: true at `version` of that epoch.

    Shape: `number` is the arrival number and never 0; `admissions` is how often the visit was let
    in, because names of conferences are made from it.
    """

    tenant: OrganisationId
    queue: QueueId
    visit: VisitId
    guest: GuestId
    role: Role
    kind: Kind
    priority: Priority
    number: Annotated[int, Meta(ge=1)]
    arrived_at: Annotated[datetime, Meta(tz=True)]
    admissions: Annotated[int, Meta(ge=0)]
    epoch: Epoch
    version: Version


class _Header(Value, forbid_unknown_fields=True):
    """What stands before a ticket: nothing in it may choose a key or an algorithm."""

    alg: Literal["EdDSA"]
    kid: str
    typ: Literal["place+jwt"]


class _Claims(Place, kw_only=True, forbid_unknown_fields=True):
    """A place with the claims of RFC 7519. Units: `iat` and `exp` in seconds since 1970."""

    iss: str
    aud: Literal["place"]
    iat: int
    exp: int


_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_header = msgspec.json.Decoder(_Header)
_claims = msgspec.json.Decoder(_Claims)


class PlaceTickets:
    """Writes and reads the tickets of one installation.

    Shape: `seed` gives the 32 secret bytes for a purpose; `issuer` is the origin of our pages. Each
    day has a key of its own, so nodes that share the secret need not agree on when a new one
    begins; yesterday's opens for as long as a ticket of yesterday lives.
    """

    def __init__(self, seed: Callable[[str], bytes], issuer: str) -> None:
        self._seed = seed
        self._issuer = issuer
        self._keys: dict[date, Ed25519PrivateKey] = {}

    def write(self, place: Place, now: datetime) -> str:
        """The ticket of this place, good from now on."""
        day = now.astimezone(UTC).date()
        header = _Header(alg="EdDSA", kid=self._name(day), typ="place+jwt")
        issued = int(now.timestamp())
        claims = _Claims(
            **msgspec.structs.asdict(place),
            iss=self._issuer,
            aud="place",
            iat=issued,
            exp=issued + int(LIFE.total_seconds()),
        )
        signed = f"{_coded(msgspec.json.encode(header))}.{_coded(msgspec.json.encode(claims))}"
        return f"{signed}.{_coded(self._key(day).sign(signed.encode()))}"

    def read(self, text: str, now: datetime) -> Place | Flaw:
        """The place a ticket tells of, or why it tells of none. Errors: none, whatever the text."""
        parts = text.split(".") if len(text) <= LONGEST and text.isascii() else []
        if len(parts) != 3:
            return Flaw.MALFORMED
        header, claims, signature = (_decoded(each) for each in parts)
        if header is None or claims is None or signature is None:
            return Flaw.MALFORMED
        known = self._known(header, now)
        if isinstance(known, Flaw):
            return known
        # Before a byte of what it says is looked at.
        if not _is_signed(known, f"{parts[0]}.{parts[1]}".encode(), signature):
            return Flaw.FORGED
        return self._judged(claims, now)

    def _known(self, header: bytes, now: datetime) -> Ed25519PrivateKey | Flaw:
        """The key that the header names, out of those of today and yesterday and no others."""
        try:
            said = _header.decode(header)
        except _UNREADABLE:
            return Flaw.FORGED
        named = {self._name(day): day for day in _days(now)}
        return self._key(named[said.kid]) if said.kid in named else Flaw.EXPIRED

    def _judged(self, claims: bytes, now: datetime) -> Place | Flaw:
        try:
            said = _claims.decode(claims)
        except _UNREADABLE:  # one of ours, from a version that wrote another form
            return Flaw.MALFORMED
        if said.iss != self._issuer:
            return Flaw.FORGED
        leeway, at = LEEWAY.total_seconds(), now.timestamp()
        if (
            not said.iat - leeway <= at < said.exp + leeway
            or said.exp - said.iat > LIFE.total_seconds()
        ):
            return Flaw.EXPIRED
        return Place(**{name: getattr(said, name) for name in Place.__struct_fields__})

    def _key(self, day: date) -> Ed25519PrivateKey:
        key = self._keys.get(day)
        if key is None:
            key = Ed25519PrivateKey.from_private_bytes(self._seed(f"place tickets {day}"))
            # A day needs no more than its own and the one before; a clock that jumps asks anew.
            self._keys = {each: kept for each, kept in self._keys.items() if each >= day - LIFE}
            self._keys[day] = key
        return key

    def _name(self, day: date) -> str:
        """The `kid` of a day: which installation and which day, and nothing of the key."""
        named = f"{self._issuer} {day}".encode()
        return hashlib.sha256(named).hexdigest()[:16]


def belongs(place: Place, sign_in: GuestSignIn, tenant: str) -> Flaw | None:
    """Why this place is not the one of who shows it; None when it is theirs."""
    if place.tenant != tenant:
        return Flaw.OTHER_TENANT
    if place.queue != sign_in.queue:
        return Flaw.OTHER_QUEUE
    theirs = (sign_in.visit, sign_in.guest)
    return None if (place.visit, place.guest) == theirs else Flaw.OTHER_GUEST


def _days(now: datetime) -> Iterator[date]:
    """The days on which a ticket that still lives may have been written."""
    first = (now - LIFE - LEEWAY).astimezone(UTC).date()
    last = (now + LEEWAY).astimezone(UTC).date()
    for passed in range((last - first).days + 1):
        yield first + timedelta(days=passed)


def _is_signed(key: Ed25519PrivateKey, signed: bytes, signature: bytes) -> bool:
    if len(signature) != _SIGNATURE:
        return False
    try:
        key.public_key().verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _coded(part: bytes) -> str:
    return urlsafe_b64encode(part).rstrip(b"=").decode()


def _decoded(part: str) -> bytes | None:
    """The bytes of a part; there is one spelling of them, and no other is read."""
    try:
        raw = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (NotBase64, ValueError):
        return None
    return raw if hmac.compare_digest(_coded(raw), part) else None
