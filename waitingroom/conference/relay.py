"""Passes the offers, answers and candidates of two browsers between them; no media is here.

The first to call is told that its offer was ignored, and takes one. The second's offer is held
until the first has answered it, and so is each later one of either. When one goes, the other is
told, and calls again.
Source: direct media in Pexip's client API, version 2.
"""

import asyncio
import re
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

HOLD_S = 15.0
"""How long an offer waits for its answer; after 20 s clients and proxies lose their patience."""

READ_S = 1.0
"""When our reply to a call is read at the latest. A browser that hears of an offer before that
takes it for one that crosses its own, and drops it. Mostly it shows sooner that it knows."""

KEPT = 64
"""How much is kept for later: candidates of a description that was not passed on yet, and what
must not be heard early."""

_UFRAG = re.compile(r"^a=ice-ufrag:(\S+)\s*$", re.MULTILINE)

Say = Callable[[str, str, Any], None]
"""Tells a participant something: who, kind, data."""


@dataclass(eq=False, slots=True)
class _Side:
    """One browser's call.

    `waits`: its offer was ignored, and it takes the next one. `calls`: its first offer is held.
    `early` is what it must not hear before it has read our reply to its call; None from then on.
    """

    name: str
    call: str
    waits: bool = False
    calls: bool = False
    peer: "_Side | None" = None
    held: "asyncio.Future[str | None] | None" = None
    ufrags: frozenset[str] = frozenset()
    kept: list[dict[str, Any]] = field(default_factory=list)
    early: list[tuple[str, Any]] | None = field(default_factory=list)


class Relay:
    """The calls of one conference that go past the node.

    It is only ever used from the event loop of the node. `says` tells a participant something;
    `admits` says whether a participant may talk to others by now.
    """

    def __init__(self, says: Say, admits: Callable[[str], bool]) -> None:
        self._says = says
        self._admits = admits
        self._sides: dict[str, _Side] = {}

    def call_of(self, name: str) -> str | None:
        """The id of this participant's call."""
        side = self._sides.get(name)
        return side.call if side else None

    def peer_of(self, name: str) -> str | None:
        """With whom this participant talks."""
        side = self._sides.get(name)
        return side.peer.name if side and side.peer else None

    async def place(self, name: str, sdp: str) -> tuple[str, str | None]:
        """A new call of this participant; an earlier one ends.

        Shape: the id of the call, and the other's answer; None when the offer is ignored, and the
        caller takes one.
        """
        self.part(name)
        side = _Side(name, str(uuid.UUID(bytes=secrets.token_bytes(16), version=4)))
        peer = self._waiting_for(name)
        self._sides[name] = side
        if peer is None:
            side.waits = True
            self._replied(side)
            return side.call, None
        peer.waits, peer.peer, side.peer = False, side, peer
        side.calls = True
        answer = await self._asked(side, peer, "new_offer", sdp)
        side.calls = False
        if answer is None and self._sides.get(name) is side:
            self._let_go(side)
        self._replied(side)
        return side.call, answer

    async def renew(self, name: str, sdp: str) -> str | None:
        """The other's answer to a later offer; None when the offer is ignored.

        A later offer gives way to a call that the other has just placed.
        """
        side = self._sides.get(name)
        if side is None or side.peer is None or side.peer.calls:
            return None
        return await self._asked(side, side.peer, "update_sdp", sdp)

    def reads(self, name: str) -> None:
        """This participant has used the id of its call, so it has read our reply."""
        side = self._sides.get(name)
        if side is not None:
            self._hears(side)

    def ack(self, name: str, sdp: str) -> None:
        """The answer of this participant to the offer that the other has made."""
        side = self._sides.get(name)
        if side and side.peer and side.peer.held:
            self._describe(side, sdp)
            _settle(side.peer, sdp)

    def ignore(self, name: str) -> None:
        """This participant drops the other's offer, because it has made one itself.

        A new call is not dropped this way: who can't take one is given up when its time is over.
        """
        side = self._sides.get(name)
        if side and side.peer and side.peer.held and not side.peer.calls:
            _settle(side.peer, None)
            # Chromium sends no picture any more once it has taken its own offer back.
            self._says(side.peer.name, "peer_disconnect", None)

    def candidate(self, name: str, found: dict[str, Any]) -> None:
        """Pass on a way to this participant, as soon as the other knows what it belongs to."""
        side = self._sides.get(name)
        if side is None or side.peer is None:
            return
        if found.get("ufrag") in side.ufrags or (side.ufrags and not found.get("ufrag")):
            self._tell(side.peer, "new_candidate", found)
        elif len(side.kept) < KEPT:
            side.kept.append(found)

    def part(self, name: str) -> None:
        """This participant's call is over; the other is told, or waits for the next."""
        side = self._sides.pop(name, None)
        if side is None:
            return
        _settle(side, None)
        peer, side.peer = side.peer, None
        if peer is None:
            return
        peer.peer = None
        _settle(peer, None)
        if not peer.calls:
            self._says(peer.name, "peer_disconnect", None)

    def match(self) -> None:
        """Of two who wait for each other's offer, the one who waits longer shall make one."""
        waiting = [side for side in self._sides.values() if side.waits and self._admits(side.name)]
        if len(waiting) > 1:
            waiting[0].waits = False
            self._says(waiting[0].name, "peer_disconnect", None)

    # -- inside --------------------------------------------------------------------------------

    def _waiting_for(self, name: str) -> _Side | None:
        """Whoever takes an offer of this participant now."""
        if not self._admits(name):
            return None
        ready = (s for s in self._sides.values() if s.waits and self._admits(s.name))
        return next(ready, None)

    async def _asked(self, side: _Side, peer: _Side, kind: str, sdp: str) -> str | None:
        """Make an offer to the other, and wait for the answer."""
        _settle(side, None)
        held: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        side.held = held
        self._tell(peer, kind, {"sdp": sdp})
        self._describe(side, sdp)
        try:
            async with asyncio.timeout(HOLD_S):
                return await held
        except TimeoutError:
            return None
        finally:
            if side.held is held:
                side.held = None

    def _tell(self, side: _Side, kind: str, data: Any) -> None:
        if side.early is None:
            self._says(side.name, kind, data)
        elif len(side.early) < KEPT:
            side.early.append((kind, data))

    def _replied(self, side: _Side) -> None:
        asyncio.get_running_loop().call_later(READ_S, self._hears, side)

    def _hears(self, side: _Side) -> None:
        early, side.early = side.early, None
        if self._sides.get(side.name) is side:
            for kind, data in early or ():
                self._says(side.name, kind, data)

    def _describe(self, side: _Side, sdp: str) -> None:
        side.ufrags = frozenset(_UFRAG.findall(sdp))
        kept, side.kept = side.kept, []
        for found in kept:
            if found.get("ufrag") in side.ufrags and side.peer:
                self._tell(side.peer, "new_candidate", found)

    def _let_go(self, side: _Side) -> None:
        """Nobody has answered this call in time: it waits, and who was silent may call."""
        peer, side.peer = side.peer, None
        side.waits = True
        if peer is not None:
            peer.peer, peer.waits = None, True
        self.match()


def _settle(side: _Side, answer: str | None) -> None:
    held, side.held = side.held, None
    if held is not None and not held.done():
        held.set_result(answer)
