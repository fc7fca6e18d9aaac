"""What is asked of the tables of identity, and the rows turned into what they mean."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, true, update

from waitingroom.core.ids import GuestId, LinkId, QueueId, StaffId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Value
from waitingroom.identity import tables
from waitingroom.identity.ids import SignInId
from waitingroom.identity.model import Link, StaffSignIn
from waitingroom.ledger import Engine, Rows


class AccountRow(Value):
    """An account as it is kept."""

    staff: StaffId
    password_hash: str

    def __repr__(self) -> str:
        return "AccountRow(…)"


class SignInRow(Value):
    """A sign-in that was not ended, and when it was last used as far as SQL knows."""

    sign_in: StaffSignIn
    used_at: datetime


class LoginTaken(ValueError):
    """The login is in use, or the member of staff has an account; no account was made."""


class Store:
    """The rows of one database."""

    def __init__(self, engine: Engine) -> None:
        self._rows = Rows(engine, LoginTaken)

    # --- links

    async def add_link(self, link: Link, token_hash: bytes) -> None:
        """A new link."""
        await self._rows.write(
            insert(tables.link).values(
                id=link.id,
                token_hash=token_hash,
                guest=link.guest,
                visit=link.visit,
                queue=link.queue,
                role=link.role.value,
                opens_at=link.opens_at,
                closes_at=link.closes_at,
            )
        )

    async def link(self, token_hash: bytes) -> Link | None:
        """The link of that hash."""
        return next(iter(await self._links(tables.link.c.token_hash == token_hash)), None)

    async def links_revoked(self, closing_after: datetime | None = None) -> list[Link]:
        """The links that are taken back and close after that instant, or whenever they close."""
        row = tables.link.c
        revoked = row.revoked_at.is_not(None)
        later = row.closes_at > closing_after if closing_after else true()
        return await self._links(and_(revoked, later))

    async def revoke_link(self, link: LinkId, now: datetime) -> list[Link]:
        """Take a link back; that link, if there is one."""
        return await self._revoke(tables.link.c.id == link, now)

    async def revoke_links_of(self, guest: GuestId, now: datetime) -> list[Link]:
        """Take all links of the guest back; these links."""
        return await self._revoke(tables.link.c.guest == guest, now)

    async def lead_links_to(self, visit: VisitId, queue: QueueId) -> None:
        """All links of the visit lead to that queue."""
        mine = tables.link.c.visit == visit
        await self._rows.write(update(tables.link).where(mine).values(queue=queue))

    async def forget_links(self, before: datetime) -> int:
        """Delete the links that closed before this; how many."""
        return await self._rows.write(delete(tables.link).where(tables.link.c.closes_at < before))

    async def _revoke(self, which: ColumnElement[bool], now: datetime) -> list[Link]:
        live = tables.link.c.revoked_at.is_(None)
        await self._rows.write(update(tables.link).where(which, live).values(revoked_at=now))
        return await self._links(which)

    async def _links(self, which: ColumnElement[bool]) -> list[Link]:
        return [_link(row) for row in await self._rows.read(select(tables.link).where(which))]

    # --- accounts

    async def account(self, login: str) -> AccountRow | None:
        """The account with that login."""
        account = tables.account
        rows = await self._rows.read(select(account).where(account.c.login == login))
        return next(
            (AccountRow(staff=StaffId(r.staff), password_hash=r.password_hash) for r in rows), None
        )

    async def login_of(self, staff: StaffId) -> str | None:
        """The login of a member of staff."""
        account = tables.account
        rows = await self._rows.read(select(account.c.login).where(account.c.staff == staff))
        return next((str(row.login) for row in rows), None)

    async def add_account(
        self, staff: StaffId, login: str, password_hash: str, now: datetime
    ) -> None:
        """A new account; `LoginTaken` when there is one with that login or for that person."""
        await self._rows.write(
            insert(tables.account).values(
                staff=staff, login=login, password_hash=password_hash, changed_at=now
            )
        )

    async def set_password(self, staff: StaffId, password_hash: str, now: datetime) -> None:
        """Another password for this member of staff."""
        account = tables.account
        await self._rows.write(
            update(account)
            .where(account.c.staff == staff)
            .values(password_hash=password_hash, changed_at=now)
        )

    async def remove_account(self, staff: StaffId) -> None:
        """No account for this member of staff any more."""
        await self._rows.write(delete(tables.account).where(tables.account.c.staff == staff))

    # --- sign-ins

    async def add_sign_in(self, sign_in: StaffSignIn, now: datetime) -> None:
        """A new sign-in."""
        await self._rows.write(
            insert(tables.sign_in).values(
                id=sign_in.id,
                staff=sign_in.staff,
                begun_at=now,
                used_at=now,
                expires_at=sign_in.expires_at,
            )
        )

    async def sign_ins(self, expire_after: datetime, used_after: datetime) -> list[SignInRow]:
        """The sign-ins that nobody ended, that expire and were used after these instants."""
        row = tables.sign_in.c
        live = (row.ended_at.is_(None), row.expires_at > expire_after, row.used_at > used_after)
        return [
            _sign_in(each) for each in await self._rows.read(select(tables.sign_in).where(*live))
        ]

    async def note_use(self, used_at: Mapping[SignInId, datetime]) -> None:
        """Write down when these were last used, unless another node knows of later use."""
        row = tables.sign_in.c
        await self._rows.write(
            *(
                update(tables.sign_in).where(row.id == each, row.used_at < at).values(used_at=at)
                for each, at in used_at.items()
            )
        )

    async def end_sign_in(self, sign_in: SignInId, now: datetime) -> None:
        """Nobody is signed in by this one any more."""
        await self._end(tables.sign_in.c.id == sign_in, now)

    async def end_sign_ins_of(self, staff: StaffId, now: datetime) -> None:
        """This member of staff is not signed in any more."""
        await self._end(tables.sign_in.c.staff == staff, now)

    async def forget_sign_ins(self, before: datetime) -> int:
        """Delete the sign-ins that expired before this; how many."""
        row = tables.sign_in.c
        return await self._rows.write(delete(tables.sign_in).where(row.expires_at < before))

    async def _end(self, which: ColumnElement[bool], now: datetime) -> None:
        live = tables.sign_in.c.ended_at.is_(None)
        await self._rows.write(update(tables.sign_in).where(which, live).values(ended_at=now))


def _link(row: Row[Any]) -> Link:
    return Link(
        id=LinkId(row.id),
        guest=GuestId(row.guest),
        visit=VisitId(row.visit),
        queue=QueueId(row.queue),
        role=Role(row.role),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        revoked_at=row.revoked_at,
    )


def _sign_in(row: Row[Any]) -> SignInRow:
    return SignInRow(
        sign_in=StaffSignIn(
            id=SignInId(row.id), staff=StaffId(row.staff), expires_at=row.expires_at
        ),
        used_at=row.used_at,
    )
