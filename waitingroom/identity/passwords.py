"""Passwords: which are good enough, and their argon2id hashes, made beside the event loop."""

import asyncio
import base64
import secrets
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from waitingroom.core.value import Private
from waitingroom.ledger import Busy

SHORTEST = 12
LONGEST = 200
FEWEST_DIFFERENT = 5

AT_ONCE = 2
"""How many hashes are made at once; each takes 64 MiB and all cores while it lasts."""

WAITING = 32
"""How many may wait for their hash, about two seconds' worth."""

# The second recommended choice of RFC 9106 (section 4), for where memory is scarce.
TIME_COST = 3
MEMORY_KIB = 64 * 1024
LANES = 4

Done = TypeVar("Done")


class WeakPassword(ValueError):
    """The password is too short, too long, too simple, or holds the login; it was not set."""


def checked(password: Private, login: str) -> None:
    """Nothing when the password is good enough for that login.

    Errors: WeakPassword, which does not tell the password.
    """
    text = _text(password)
    if (
        not SHORTEST <= len(text) <= LONGEST
        or len(set(text)) < FEWEST_DIFFERENT
        or login in text.casefold()
    ):
        raise WeakPassword(f"a password has at least {SHORTEST} characters, not all alike")


def _text(password: Private) -> str:
    # Composed and compatible form (NIST SP 800-63B section 5.1.1.2): keyboards differ in how they
    # send "å", and the person should not notice.
    return unicodedata.normalize("NFKC", password.reveal())


class Passwords:
    """Hashes and compares passwords in at most two threads.

    Errors: `Busy` when too many wait already, so that a flood of sign-ins cannot eat the memory.
    """

    def __init__(
        self, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB, lanes: int = LANES
    ) -> None:
        self._hasher = PasswordHasher(
            time_cost=time_cost, memory_cost=memory_kib, parallelism=lanes, type=Type.ID
        )
        self._nobodys = _made_up(time_cost, memory_kib, lanes)
        self._threads = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="password")
        self._waiting = 0

    async def hash(self, password: Private) -> str:
        """The argon2id hash of a password, with its salt and costs in it."""
        text = _text(password)
        return await self._in_a_thread(lambda: self._hasher.hash(text))

    async def fits(self, kept: str | None, password: Private) -> bool:
        """Whether the password is the one behind this hash; without a hash it fits never.

        Without a hash the same work is done on a made-up one, so that the time it takes does not
        tell who has an account here.
        """
        fits = await self._in_a_thread(lambda: self._same(kept or self._nobodys, password))
        return fits and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether the hash was made with other costs than those of today."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        """End the threads, when what they do is done."""
        self._threads.shutdown()

    def _same(self, kept: str, password: Private) -> bool:
        # What cannot be written as UTF-8 is no password, but costs the same work as one.
        text = _text(password)[: LONGEST + 1].encode("utf-8", "replace")
        try:
            return self._hasher.verify(kept, text)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_a_thread(self, work: Callable[[], Done]) -> Done:
        if self._waiting >= WAITING:
            raise Busy("too many passwords wait to be compared")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _made_up(time_cost: int, memory_kib: int, lanes: int) -> str:
    """A hash that belongs to no password, of the same costs as a real one."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode("ascii").rstrip("=") for size in (16, 32)
    )
    return f"$argon2id$v=19$m={memory_kib},t={time_cost},p={lanes}${salt}${digest}"
