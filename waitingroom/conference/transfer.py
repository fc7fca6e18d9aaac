"""From one conference into another: a host asks, policy agrees, a token of one use opens the way.

Whoever is transferred is told where to go and with which token. They leave by themselves and come
in there as somebody new: another name of the node's for them, the role that was asked for, no PIN.
"""

import msgspec

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply, Request
from waitingroom.conference.envelope import failed, success
from waitingroom.conference.model import Newcomer, Role, Service
from waitingroom.conference.pins import Guesses, network, opens
from waitingroom.conference.policy import Caller, No, Policy
from waitingroom.conference.switchboard import Member, Switchboard
from waitingroom.core.value import Value

ROLES = {"host": Role.HOST, "chair": Role.HOST, "guest": Role.GUEST}


class Order(Value):
    """What a host asks for. Shape: `role` is `host` or `guest`; a PIN is that of the target."""

    conference_alias: str
    role: str
    pin: str | None = None


class Transfers:
    """Sends participants of one switchboard on."""

    def __init__(self, switchboard: Switchboard, policy: Policy, guesses: Guesses) -> None:
        self._switchboard = switchboard
        self._policy = policy
        self._guesses = guesses

    async def asked(self, request: Request, member: Member) -> Reply:
        """Answers `transfer` of the client API; it is for hosts alone."""
        if member.person.waits or member.person.role != Role.HOST:
            return failed(wording.INVALID_ROLE)
        target = self._switchboard.find(request.captured["person"])
        if target is None or target.conference is not member.conference:
            return success(False)
        try:
            order = msgspec.json.decode(request.body, type=Order)
        except msgspec.MsgspecError:
            return failed(wording.NO_TRANSFER)
        trouble = await self.send(target, order, by=network(request.address))
        return failed(trouble) if trouble else success(True)

    async def send(self, target: Member, order: Order, by: str = "") -> str:
        """Tell somebody to go on to another conference; why that is not possible, or nothing.

        Shape: `by` is whose wrong PINs are counted.
        """
        role = ROLES.get(order.role)
        if role is None:
            return wording.NO_TRANSFER
        service = await self._policy.service(_caller(target, order.conference_alias))
        # Policy took its time: they may be gone by now.
        if isinstance(service, No) or not _may_go(target, service):
            return wording.NO_TRANSFER
        if order.pin and not self._opens(service, order, role, by):
            return wording.INVALID_PIN
        self._refer(target, order.conference_alias, role)
        return ""

    def _opens(self, service: Service, order: Order, role: Role, by: str) -> bool:
        """Whether the PIN gives this role or more; whoever tries PINs here is stopped as at the
        door."""
        alias, now = order.conference_alias, self._switchboard.clock()
        if not self._guesses.allowed(alias, by, now):
            return False
        if opens(service, order.pin) in (role, Role.HOST):
            return True
        self._guesses.wrong(alias, by, now)
        return False

    def _refer(self, target: Member, alias: str, role: Role) -> None:
        person = target.person
        newcomer = Newcomer(
            role=role,
            name=person.name,
            tag=person.tag,
            alias=alias,
            earlier=person.uuid,
            previous=target.conference.service.name,
        )
        token = self._switchboard.referrals.issue(alias, newcomer, self._switchboard.clock())
        target.conference.send_on(person, alias, token)
        self._switchboard.settle(target.conference)


def _may_go(target: Member, service: Service) -> bool:
    return target.person.gone is None and service.name != target.conference.service.name


def _caller(target: Member, alias: str) -> Caller:
    person = target.person
    here = target.conference.service.name
    return Caller(
        alias=alias, name=person.name, tag=person.tag, origin=person.origin, previous=here
    )
