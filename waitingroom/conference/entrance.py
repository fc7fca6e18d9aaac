"""The way in: policy is asked, the PIN is checked, a place is given."""

from typing import Any

import msgspec

from waitingroom.conference import shapes, wording
from waitingroom.conference.asgi import Reply, Request
from waitingroom.conference.envelope import failed, success
from waitingroom.conference.model import Newcomer, Role, Service
from waitingroom.conference.pins import Guesses, Verdict, opens
from waitingroom.conference.policy import Caller, No, Policy
from waitingroom.conference.switchboard import Switchboard
from waitingroom.core.value import Private, Value

NAME_LIMIT = 250
_REFUSALS = {
    No.UNKNOWN: (wording.UNKNOWN_ALIAS, 404),
    No.REJECTED: (wording.REJECTED, 403),
    No.SILENT: (wording.POLICY_SILENT, 503),
}


class _Body(Value):
    display_name: str | bool = ""
    call_tag: str | None = None
    pin: str | None = None
    token: str | None = None
    direct_media: bool = False


def caller_of(request: Request, name: Private, tag: str, *, speaks_direct: bool = False) -> Caller:
    """Who asks, as policy is told about them."""
    return Caller(
        alias=request.captured["alias"],
        name=name,
        tag=tag,
        address=request.address,
        port=request.port,
        vendor=request.headers.get("user-agent", "")[:NAME_LIMIT],
        speaks_direct=speaks_direct,
    )


class Entrance:
    """Answers `request_token`."""

    def __init__(self, switchboard: Switchboard, policy: Policy) -> None:
        self._switchboard = switchboard
        self._policy = policy
        self._guesses = Guesses()

    async def request_token(self, request: Request) -> Reply:
        """A token, a prompt for the PIN, or a refusal."""
        try:
            body = msgspec.json.decode(request.body, type=_Body)
        except msgspec.MsgspecError:
            return failed(wording.REJECTED)
        sent = self._sent_on(request, body)
        caller = _caller(request, body) if sent is None else _caller_again(request, body, sent)
        service = await self._policy.service(caller)
        if isinstance(service, No):
            return _refusal(service)
        if sent is not None:
            return await self._let_in(service, caller, sent)
        role = self._role(service, caller, request.headers.get("pin") or body.pin)
        if isinstance(role, Reply):
            return role
        asked = Newcomer(role=role, name=caller.name, tag=caller.tag, alias=caller.alias)
        return await self._let_in(service, caller, asked)

    def _sent_on(self, request: Request, body: _Body) -> Newcomer | None:
        """Who comes with a one-time token; who comes with a spent one may still know the PIN."""
        if not body.token:
            return None
        alias, now = request.captured["alias"], self._switchboard.clock()
        return self._switchboard.referrals.redeem(body.token, alias, now)

    def _role(self, service: Service, caller: Caller, pin: str | None) -> Role | Reply:
        now = self._switchboard.clock()
        origin = _network(caller.address)
        if pin and not self._guesses.allowed(caller.alias, origin, now):
            return failed(wording.PIN_TRIES)
        verdict = opens(service, pin)
        if verdict is Verdict.ASK:
            return success(_prompt(service), 403)
        if verdict is Verdict.WRONG:
            self._guesses.wrong(caller.alias, origin, now)
            return failed(wording.INVALID_PIN)
        self._guesses.right(caller.alias, origin)
        return verdict

    async def _let_in(self, service: Service, caller: Caller, asked: Newcomer) -> Reply:
        asked = asked.but(speaks_direct=caller.speaks_direct)
        kind = "api_host" if asked.role == Role.HOST else "api"
        newcomer = await self._policy.party(caller, service, asked, participant_type=kind)
        if isinstance(newcomer, No):
            return _refusal(newcomer)
        # Whoever was let in by a host once need not knock again for being sent on.
        may_pass = asked.may_pass_lock or newcomer.may_pass_lock
        newcomer = newcomer.but(may_pass_lock=may_pass)
        if not self._switchboard.has_room_for(service, newcomer):
            return failed(wording.OUT_OF_CAPACITY, 503)
        joined = self._switchboard.join(service, newcomer)
        if joined is None:
            return failed(wording.FULL)
        member, token = joined
        return success(shapes.token(member.person, member.conference, token))


def _caller(request: Request, body: _Body) -> Caller:
    name = body.display_name if isinstance(body.display_name, str) else ""
    return caller_of(
        request,
        Private(name[:NAME_LIMIT]),
        (body.call_tag or "")[:NAME_LIMIT],
        speaks_direct=body.direct_media,
    )


def _caller_again(request: Request, body: _Body, sent: Newcomer) -> Caller:
    return caller_of(request, sent.name, sent.tag, speaks_direct=body.direct_media)


def _refusal(no: No) -> Reply:
    reason, status = _REFUSALS[no]
    return failed(reason, status)


def _prompt(service: Service) -> dict[str, Any]:
    guest = "required" if service.guest_pin else "none"
    return {"pin": "required", "guest_pin": guest, "version": shapes.VERSION}


def _network(address: str) -> str:
    """An IPv6 caller owns a whole /64, so it is counted as one."""
    return ":".join(address.split(":")[:4]) if ":" in address else address
