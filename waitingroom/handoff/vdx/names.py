"""What the meetings of an admission are called at VDX: derived, so that nobody has to remember."""

import hashlib
import hmac
import uuid
from base64 import b32encode

from waitingroom.core.value import Value
from waitingroom.handoff.naming import Admitted


class MeetingName(Value):
    """Both names tell nobody anything, and can't be guessed without the key.

    Shape: `uuid` is how the meeting is looked up; `external` is what VDX keeps unique.
    """

    uuid: str
    external: str


class MeetingNames:
    """Makes them, under one secret key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, admitted: Admitted, nth: int) -> MeetingName:
        """The nth meeting of this admission, from 0: there is a second when the first broke."""
        return self._named(f"{admitted.queue}\0{admitted.visit}\0{admitted.admission}\0{nth}")

    def test(self, run: str) -> MeetingName:
        """The meeting of one health check."""
        return self._named(f"test\0{run}")

    def _named(self, what: str) -> MeetingName:
        digest = hmac.digest(self._key, f"vdx-meeting\0{what}".encode(), hashlib.sha256)
        # A random UUID by its looks, because a server may refuse another kind.
        name = uuid.UUID(bytes=digest[:16], version=4)
        return MeetingName(
            uuid=str(name), external=b32encode(digest[16:]).decode().rstrip("=").lower()
        )
