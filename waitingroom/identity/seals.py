"""Sealed cookies: who is signed in, in a form that nobody else can make."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import msgspec
from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from waitingroom.core.value import Value
from waitingroom.identity.model import GuestSignIn, StaffSignIn

LONGEST = 1024
"""How many characters a cookie may have; ours have about 400."""

KEY_BYTES = 32

SignIn = TypeVar("SignIn", GuestSignIn, StaffSignIn)


class _Seal:
    """One kind of cookie; every kind has a key of its own, derived from the common one."""

    def __init__(self, keys: Sequence[bytes], kind: str) -> None:
        self._signer = Signer(
            list(keys),
            salt=f"waitingroom {kind} sign-in",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
        )

    def close(self, content: Value) -> str:
        return self._signer.sign(base64_encode(msgspec.json.encode(content))).decode("ascii")

    def open(self, cookie: str) -> bytes | None:
        if len(cookie) > LONGEST or not cookie.isascii():
            return None
        try:
            content = self._signer.unsign(cookie)
            mark = cookie.rpartition(".")[2]
            # The decoder passes over characters it does not know, so that one sign-in would have
            # many spellings; only the one that we wrote counts.
            if base64_encode(base64_decode(mark)) != mark.encode("ascii"):
                return None
            return base64_decode(content)
        except BadData:
            return None


class Seals:
    """Makes and opens the two cookies; the kinds are not exchangeable.

    Shape: `key` seals and opens; `older` keys only open, so that changing the key signs nobody out.
    Errors: ValueError for a key of fewer than 32 bytes. Opening never raises: what is wrong,
    forged, altered or expired gives None, and no reason that a forger could learn from.
    """

    def __init__(self, key: bytes, older: Sequence[bytes] = ()) -> None:
        if any(len(each) < KEY_BYTES for each in (key, *older)):
            raise ValueError(f"a key has at least {KEY_BYTES} bytes")
        keys = (*older, key)  # the signer signs with the last one
        self._guest = _Seal(keys, "guest")
        self._staff = _Seal(keys, "staff")

    def seal_guest(self, sign_in: GuestSignIn) -> str:
        """The text of the guest's cookie."""
        return self._guest.close(sign_in)

    def open_guest(self, cookie: str, now: datetime) -> GuestSignIn | None:
        """The sign-in in a guest's cookie, None unless it is ours and not expired."""
        return _valid(self._guest.open(cookie), GuestSignIn, now)

    def seal_staff(self, sign_in: StaffSignIn) -> str:
        """The text of the staff's cookie."""
        return self._staff.close(sign_in)

    def open_staff(self, cookie: str, now: datetime) -> StaffSignIn | None:
        """The sign-in in a staff member's cookie, None unless it is ours and not expired."""
        return _valid(self._staff.open(cookie), StaffSignIn, now)


def _valid(content: bytes | None, kind: type[SignIn], now: datetime) -> SignIn | None:
    if content is None:
        return None
    try:
        sign_in = msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError:  # one of ours, from a version that wrote another form
        return None
    return sign_in if now < sign_in.expires_at else None
