"""Personal links: made, found again by their hash, and taken back."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from waitingroom.core.ids import GuestId, LinkId, QueueId, VisitId
from waitingroom.core.model import Role
from waitingroom.core.value import Private
from waitingroom.identity import limits
from waitingroom.identity.ids import fresh_id, fresh_token, token_hash
from waitingroom.identity.model import Link
from waitingroom.identity.store import Store
from waitingroom.ledger import Engine

Listener = Callable[[Link], None]

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


class Links:
    """The links of all guests.

    The token is shown once, when the link is made; only its SHA-256 is kept, so that nobody who
    reads the database can come in. A link may be used often in its window, because programs that
    look at messages open links too: using it up would lock the patient out.

    Errors: the ledger's `Busy` when the database cannot do it now; then nothing has changed.
    """

    def __init__(self, engine: Engine) -> None:
        self._store = Store(engine)
        self._revoked: dict[LinkId, datetime] = {}  # and when it would have closed
        self._listeners: list[Listener] = []

    async def start(self) -> None:
        """Read into memory which links are taken back."""
        self._tell(await self._store.links_revoked())

    async def issue(
        self,
        guest: GuestId,
        visit: VisitId,
        queue: QueueId,
        role: Role,
        opens_at: datetime,
        closes_at: datetime,
    ) -> Private:
        """A new link for this guest; its token, which nobody can ever read again.

        Errors: ValueError when it closes before it opens.
        """
        if closes_at <= opens_at:
            raise ValueError("a link closes after it opens")
        token = fresh_token()
        link = Link(
            id=LinkId(fresh_id()),
            guest=guest,
            visit=visit,
            queue=queue,
            role=role,
            opens_at=opens_at,
            closes_at=closes_at,
        )
        await self._store.add_link(link, token_hash(token))
        return Private(token)

    async def find(self, token: Private) -> Link | None:
        """The link of that token, whatever its state; None when there is none.

        It is looked for by its hash, so how long that takes tells nothing about other tokens.
        """
        text = token.reveal()
        return await self._store.link(token_hash(text)) if _TOKEN.fullmatch(text) else None

    async def revoke(self, link: LinkId, now: datetime) -> None:
        """Take one link back; harmless when repeated."""
        self._tell(await self._store.revoke_link(link, now))

    async def revoke_guest(self, guest: GuestId, now: datetime) -> None:
        """Take all links of this guest back; harmless when repeated."""
        self._tell(await self._store.revoke_links_of(guest, now))

    async def lead_to(self, visit: VisitId, queue: QueueId) -> None:
        """From now on all links of this visit lead to that queue; harmless when repeated."""
        await self._store.lead_links_to(visit, queue)

    def is_revoked(self, link: LinkId) -> bool:
        """Whether that link is taken back, as far as this node knows."""
        return link in self._revoked

    def on_revoked(self, listener: Listener) -> Callable[[], None]:
        """Call the listener once for each link that is taken back from now on, here or elsewhere.

        Shape: gives a function that ends it. The listener must not raise.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def refresh(self, now: datetime) -> None:
        """Read which links other nodes took back; call it at least every 5 seconds.

        It reads all by which somebody could still be signed in, and not what was taken back since
        the last time: the clocks of nodes differ, and what was taken back first may be committed
        last.
        """
        self._tell(await self._store.links_revoked(closing_after=now - limits.STAY))

    async def forget(self, before: datetime) -> int:
        """Delete the links that closed before this; how many."""
        count = await self._store.forget_links(before)
        self._revoked = {link: at for link, at in self._revoked.items() if at >= before}
        return count

    def _tell(self, revoked: Iterable[Link]) -> None:
        for link in revoked:
            if link.id in self._revoked:
                continue
            self._revoked[link.id] = link.closes_at
            for listener in tuple(self._listeners):
                listener(link)
