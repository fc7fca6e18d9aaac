"""One client of a TURN server: opens a way, asks where it may lead, and sends a message over it."""

import asyncio
import ipaddress
import struct
from contextlib import suppress

from waitingroom.core.value import Private, Value
from waitingroom.doctor import stun
from waitingroom.doctor.stun import Attribute, Kind, Message, Method
from waitingroom.doctor.transport import Transport, Unreached

UNAUTHORIZED, STALE_NONCE = 401, 438
NOT_THERE = (403, 443)
"""How a server says that it leads nobody to an address: forbidden, or of another version of IP."""

FIRST_CHANNEL = 0x4000


class Refused(Exception):
    """The server said no. Shape: `code` is its number (RFC 8656, section 18)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class SignIn(Value):
    """What to sign in with."""

    username: str
    password: Private


class Client:
    """Asks one question at a time."""

    def __init__(self, transport: Transport, sign_in: SignIn | None) -> None:
        self._transport, self._sign_in = transport, sign_in
        self._proof: stun.Proof | None = None
        self._channel = FIRST_CHANNEL

    async def allocate(self, version: int = 4) -> stun.Place | None:
        """Open a way for addresses of this version of IP; gives where it comes out.

        Errors: `Refused`, `Unreached`.
        """
        family = struct.pack("!B3x", stun.FAMILIES[version])
        asked = {
            Attribute.REQUESTED_TRANSPORT: struct.pack("!B3x", stun.UDP),
            **({Attribute.REQUESTED_FAMILY: family} if version == 6 else {}),
        }
        return (await self.ask(Method.ALLOCATE, asked)).relayed

    async def may_reach(self, address: stun.IpAddress) -> bool:
        """Whether the way may lead to this address, by either of the two ways to ask for that.

        Errors: `Refused` with another number than those of `NOT_THERE`; `Unreached`.
        """
        channel = struct.pack("!HH", self._channel, 0)
        self._channel += 1
        asked: tuple[tuple[Method, stun.Attributes], ...] = (
            (Method.CREATE_PERMISSION, {}),
            (Method.CHANNEL_BIND, {Attribute.CHANNEL_NUMBER: channel}),
        )
        return any([await self._permits(method, address, more) for method, more in asked])

    async def permit(self, address: stun.IpAddress) -> None:
        """Let the way lead to this address. Errors: `Refused`, `Unreached`."""
        await self.ask(Method.CREATE_PERMISSION, {}, address)

    async def send(self, place: stun.Place, data: bytes) -> None:
        """Send something over the way; nobody says whether it arrived."""
        host, port = place
        transaction = stun.fresh()
        peer = stun.masked((ipaddress.ip_address(host), port), transaction)
        message = Message(
            method=Method.SEND,
            kind=Kind.INDICATION,
            transaction=transaction,
            attributes={Attribute.PEER_ADDRESS: peer, Attribute.DATA: data},
        )
        self._transport.send(stun.written(message))

    async def hear(self) -> bytes:
        """The next thing that came back over the way. Errors: `Unreached`."""
        while True:
            message = stun.read(await self._transport.receive())
            if message is not None and message.method is Method.DATA:
                return message.attributes.get(Attribute.DATA, b"")

    async def release(self) -> None:
        """Give the way back; a server that does not hear it lets it run out by itself."""
        with suppress(Refused, Unreached):
            await self.ask(Method.REFRESH, {Attribute.LIFETIME: struct.pack("!I", 0)})

    async def ask(
        self, method: Method, attributes: stun.Attributes, peer: stun.IpAddress | None = None
    ) -> Message:
        """The server's yes to a question; signs in when it is asked to.

        Errors: `Refused`, `Unreached`.
        """
        answer = await self._answer(method, attributes, peer)
        if answer.code in (UNAUTHORIZED, STALE_NONCE) and self._can_prove(answer):
            answer = await self._answer(method, attributes, peer)
        if answer.kind is Kind.REFUSAL:
            raise Refused(answer.code)
        return answer

    async def _permits(
        self, method: Method, address: stun.IpAddress, more: stun.Attributes
    ) -> bool:
        try:
            await self.ask(method, more, address)
        except Refused as no:
            if no.code not in NOT_THERE:
                raise
            return False
        return True

    def _can_prove(self, answer: Message) -> bool:
        """Whether the answer brings something new to sign with."""
        nonce = answer.attributes.get(Attribute.NONCE)
        before = self._proof.nonce if self._proof else None
        if self._sign_in is None or nonce in (None, before):
            return False
        # After a wrong password a server answers with another nonce; asking again would not help.
        if self._proof is not None and answer.code == UNAUTHORIZED:
            return False
        realm = answer.attributes.get(Attribute.REALM, b"")
        self._proof = stun.Proof(
            username=self._sign_in.username,
            realm=self._proof.realm if self._proof else realm,
            nonce=nonce or b"",
            password=self._sign_in.password,
        )
        return True

    async def _answer(
        self, method: Method, attributes: stun.Attributes, peer: stun.IpAddress | None
    ) -> Message:
        transaction = stun.fresh()
        asked = dict(attributes)
        if peer is not None:
            asked[Attribute.PEER_ADDRESS] = stun.masked((peer, 9), transaction)
        data = stun.written(_request(method, asked, transaction), self._proof)
        for pause in self._transport.repeats_s:
            self._transport.send(data)
            try:
                async with asyncio.timeout(pause):
                    return await self._answered(transaction)
            except TimeoutError:
                continue
        raise Unreached

    async def _answered(self, transaction: bytes) -> Message:
        while True:
            message = stun.read(await self._transport.receive())
            if message is not None and message.transaction == transaction:
                return message


def _request(method: Method, attributes: stun.Attributes, transaction: bytes) -> Message:
    return Message(method=method, kind=Kind.REQUEST, transaction=transaction, attributes=attributes)
