"""Local accounts of staff: a login, and the hash of a password."""

import re
import unicodedata
from datetime import datetime

from waitingroom.core.ids import StaffId
from waitingroom.core.value import Private
from waitingroom.identity import passwords
from waitingroom.identity.passwords import Passwords
from waitingroom.identity.store import Store
from waitingroom.ledger import Engine

_LOGIN = re.compile(r"[^\s\x00-\x1f\x7f\ud800-\udfff]{1,100}")


class InvalidLogin(ValueError):
    """A login is 1 to 100 characters without spaces; the account was not made."""


def login_key(login: str) -> str:
    """The one form of a login, however it is typed: "  Anna " and "anna" are the same person."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).strip().casefold())


class Accounts:
    """The accounts, and whether a login and a password fit together.

    Errors: the ledger's `Busy` when the database, or the threads that compare passwords, cannot do
    it now; then nothing has changed.
    """

    def __init__(self, engine: Engine, passwords: Passwords | None = None) -> None:
        self._store = Store(engine)
        self._passwords = passwords or Passwords()

    async def add(self, staff: StaffId, login: str, password: Private, now: datetime) -> None:
        """Give a member of staff an account.

        Errors: WeakPassword, InvalidLogin; LoginTaken when the login is in use or the member of
        staff has an account. None of them tells what was entered.
        """
        key = login_key(login)
        if not _LOGIN.fullmatch(key):
            raise InvalidLogin("a login is 1 to 100 characters without spaces")
        passwords.checked(password, key)
        await self._store.add_account(staff, key, await self._passwords.hash(password), now)

    async def verify(self, login: str, password: Private, now: datetime) -> StaffId | None:
        """The member of staff whose login and password these are; None, without a reason, if not.

        An unknown login costs the same work as a known one with a wrong password.
        """
        key = login_key(login)
        account = await self._store.account(key) if _LOGIN.fullmatch(key) else None
        kept = account.password_hash if account else None
        fits = await self._passwords.fits(kept, password)
        if account is None or not fits:
            return None
        if self._passwords.is_outdated(account.password_hash):
            await self._set(account.staff, password, now)
        return account.staff

    async def change_password(self, staff: StaffId, password: Private, now: datetime) -> bool:
        """Set another password; False when the member of staff has no account.

        Errors: WeakPassword. Whoever calls this also ends the sign-ins of that member of staff.
        """
        login = await self._store.login_of(staff)
        if login is None:
            return False
        passwords.checked(password, login)
        await self._set(staff, password, now)
        return True

    async def remove(self, staff: StaffId) -> None:
        """Take the account away; harmless when there is none."""
        await self._store.remove_account(staff)

    def close(self) -> None:
        """End the threads that compare passwords."""
        self._passwords.close()

    async def _set(self, staff: StaffId, password: Private, now: datetime) -> None:
        await self._store.set_password(staff, await self._passwords.hash(password), now)
