"""The way in: policy is asked, the PIN is checked, a place is given."""

from typing import Any

import msgspec

from waitingroom.conference import shapes, wording
from waitingroom.conference.asgi import Reply, Request
from waitingroom.conference.envelope import failed, success
from waitingroom.conference.model import Newcomer, Origin, Role, Service, new_uuid
from waitingroom.conference.pins import Guesses, Verdict, network, opens
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
    supports_direct_chat: bool = False

    @property
    def name(self) -> Private:
        """The name they go by; false stands for one that nobody here can look up."""
        text = self.display_name if isinstance(self.display_name, str) else ""
        return Private(text[:NAME_LIMIT])


def origin_of(request: Request) -> Origin:
    """Where a request comes from."""
    vendor = request.headers.get("user-agent", "")[:NAME_LIMIT]
    return Origin(address=request.address, port=request.port, vendor=vendor)


class Entrance:
    """Answers `request_token`."""

    def __init__(self, switchboard: Switchboard, policy: Policy, guesses: Guesses) -> None:
        self._switchboard = switchboard
        self._policy = policy
        self._guesses = guesses

    async def request_token(self, request: Request) -> Reply:
        """A token, a prompt for the PIN, or a refusal."""
        try:
            body = msgspec.json.decode(request.body, type=_Body)
        except msgspec.MsgspecError:
            return failed(wording.REJECTED)
        sent = self._sent_on(request, body)
        caller = _caller(request, body, sent)
        service = await self._policy.service(caller)
        if isinstance(service, No):
            return _refusal(service)
        pin = request.headers.get("pin") or body.pin
        role = sent.role if sent else self._role(service, caller, pin)
        if isinstance(role, Reply):
            return role
        return await self._let_in(service, caller, _newcomer(caller, role, body, sent))

    def _sent_on(self, request: Request, body: _Body) -> Newcomer | None:
        """Who comes with a one-time token; who comes with a spent one may still know the PIN."""
        if not body.token:
            return None
        alias, now = request.captured["alias"], self._switchboard.clock()
        return self._switchboard.referrals.redeem(body.token, alias, now)

    def _role(self, service: Service, caller: Caller, pin: str | None) -> Role | Reply:
        now = self._switchboard.clock()
        origin = network(caller.origin.address)
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
        self._leave_behind(asked)
        turn = self._switchboard.turn_sign_in()
        return success(shapes.token(member.person, member.conference, token, turn))

    def _leave_behind(self, asked: Newcomer) -> None:
        # Most clients have left by now. To tell one that has not would end its new call.
        earlier = self._switchboard.find(asked.earlier)
        if earlier is not None:
            self._switchboard.let_go(earlier)


def _caller(request: Request, body: _Body, sent: Newcomer | None) -> Caller:
    """Who asks; of who was sent on counts what the node knew of them, not what their page says."""
    return Caller(
        alias=request.captured["alias"],
        name=sent.name if sent else body.name,
        tag=sent.tag if sent else (body.call_tag or "")[:NAME_LIMIT],
        origin=origin_of(request),
        previous=sent.previous if sent else "",
        speaks_direct=body.direct_media,
    )


def _newcomer(caller: Caller, role: Role, body: _Body, sent: Newcomer | None) -> Newcomer:
    asked = sent or Newcomer(role=role, name=caller.name, tag=caller.tag, alias=caller.alias)
    return asked.but(
        uuid=new_uuid(),
        origin=caller.origin,
        speaks_direct=caller.speaks_direct,
        direct_chat=body.supports_direct_chat,
    )


def _refusal(no: No) -> Reply:
    reason, status = _REFUSALS[no]
    return failed(reason, status)


def _prompt(service: Service) -> dict[str, Any]:
    guest = "required" if service.guest_pin else "none"
    return {"pin": "required", "guest_pin": guest, "version": shapes.VERSION}
