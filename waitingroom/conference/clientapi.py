"""The client API as browsers use it: tokens, events, calls, functions.

Source: Pexip's client REST API, version 2.
"""

from collections.abc import Awaitable, Callable, Iterator

import msgspec

from waitingroom.conference import functions, shapes, splash, wording
from waitingroom.conference.asgi import (
    Handler,
    Reply,
    Request,
    Route,
    Stream,
    json_reply,
    text_reply,
)
from waitingroom.conference.directcalls import DirectCalls
from waitingroom.conference.entrance import Entrance, origin_of
from waitingroom.conference.envelope import failed, invalid_token, success, token_of
from waitingroom.conference.model import Newcomer, Participant
from waitingroom.conference.policy import Caller, No, Policy
from waitingroom.conference.streams import EventStream
from waitingroom.conference.switchboard import Member, Switchboard
from waitingroom.conference.transfer import Transfers
from waitingroom.conference.unable import UNABLE
from waitingroom.core.value import Value

CLIENT = "/api/client/v2"
_CONFERENCE = CLIENT + "/conferences/{alias}"
_PARTICIPANT = _CONFERENCE + "/participants/{person}"
_CALL = _PARTICIPANT + "/calls/{call}"

ForMember = Callable[[Request, Member], Awaitable[Reply | Stream]]


class _Offer(Value):
    sdp: str = ""
    call_type: str = "WEBRTC"


class ClientApi:
    """The routes of the client API over one switchboard."""

    def __init__(
        self, switchboard: Switchboard, policy: Policy, entrance: Entrance, transfers: Transfers
    ) -> None:
        self._switchboard = switchboard
        self._policy = policy
        self._entrance = entrance
        self._transfers = transfers
        self._direct = DirectCalls(switchboard)

    def routes(self) -> Iterator[Route]:
        """All routes; each but the first ones asks for a valid token."""
        yield Route(method="GET", path=CLIENT + "/status", handler=self._status)
        yield Route(method="GET", path=CLIENT + "/jwk", handler=self._keys)
        yield Route(
            method="POST",
            path=_CONFERENCE + "/request_token",
            handler=self._entrance.request_token,
        )
        yield Route(method="POST", path=_CONFERENCE + "/refresh_token", handler=self._refresh)
        yield Route(method="POST", path=_CONFERENCE + "/release_token", handler=self._release)
        yield self._route("GET", _CONFERENCE + "/theme", self._theme)
        yield self._route("GET", _CONFERENCE + "/theme/" + splash.BACKGROUND, self._background)
        yield self._route("GET", _CONFERENCE + "/events", self._events)
        yield self._route("GET", _CONFERENCE + "/conference_status", self._conference_status)
        yield self._route("GET", _CONFERENCE + "/participants", self._participants)
        yield self._route("GET", _PARTICIPANT + "/avatar.jpg", self._avatar)
        yield self._route("POST", _PARTICIPANT + "/calls", self._call)
        yield self._route("POST", _CALL + "/update", self._update)
        yield self._route("POST", _CALL + "/ack", self._ack)
        yield self._route("POST", _CALL + "/new_candidate", self._candidate)
        yield self._route("POST", _CALL + "/statistics", self._says(None))
        yield self._route("POST", _CALL + "/dtmf", self._says(False))
        yield self._route("POST", _CALL + "/fecc", self._says(False))
        yield self._route("POST", _CALL + "/disconnect", self._hang_up)
        for method, path, reply in UNABLE:
            yield self._route(method, f"{_CONFERENCE}/{path}", _answers(reply))
        yield self._route("POST", _PARTICIPANT + "/transfer", self._transfers.asked)
        yield self._route("POST", _PARTICIPANT + "/{function}", self._to_participant)
        yield self._route("POST", _CONFERENCE + "/{function}", self._to_conference)

    def _route(self, method: str, path: str, handler: ForMember) -> Route:
        return Route(method=method, path=path, handler=self._with_token(handler))

    def _with_token(self, handler: ForMember) -> Handler:
        async def guarded(request: Request) -> Reply | Stream:
            member = self._switchboard.member(token_of(request), request.captured["alias"])
            return invalid_token() if member is None else await handler(request, member)

        return guarded

    # -- tokens --------------------------------------------------------------------------------

    async def _status(self, request: Request) -> Reply:
        board = self._switchboard
        calls = {"running": len(board.conferences), "more": board.room}
        return json_reply({"status": "success", "result": "OK", "calls": calls})

    async def _keys(self, request: Request) -> Reply:
        # Nobody here is vouched for, so there is no key to check it with.
        return json_reply({"keys": []})

    async def _refresh(self, request: Request) -> Reply:
        token = token_of(request)
        member = self._switchboard.member(token, request.captured["alias"])
        now = self._switchboard.clock()
        if member is None:
            pestering = self._switchboard.tokens.is_pestering(token, now)
            return text_reply("wait", 429) if pestering else invalid_token()
        member.conference.refresh(member.person, now)
        return success(
            {
                "token": self._switchboard.tokens.renew(token, now),
                "expires": str(shapes.EXPIRES_S),
                "role": member.person.role.value,
            }
            | (shapes.statistics() if member.person.direct else {})
        )

    async def _release(self, request: Request) -> Reply:
        token, now = token_of(request), self._switchboard.clock()
        member = self._switchboard.member(token, request.captured["alias"])
        if member is not None:
            self._switchboard.let_go(member)
        # Who was shown out still says goodbye with its old token.
        known = self._switchboard.tokens.holder(token, now) is not None
        return success(True) if known else invalid_token()

    # -- what there is to see --------------------------------------------------------------------

    async def _theme(self, request: Request, member: Member) -> Reply:
        return success(splash.theme()) if member.conference.may_be_direct else Reply(status=204)

    async def _background(self, request: Request, member: Member) -> Reply:
        return Reply(body=splash.PICTURE, content_type="image/png")

    async def _events(self, request: Request, member: Member) -> Stream:
        return EventStream(member, self._switchboard)

    async def _conference_status(self, request: Request, member: Member) -> Reply:
        return success(shapes.conference(member.conference))

    async def _participants(self, request: Request, member: Member) -> Reply:
        return success(member.conference.roster(member.person))

    async def _avatar(self, request: Request, member: Member) -> Reply:
        return failed("No image available", 404)

    # -- calls ---------------------------------------------------------------------------------

    async def _call(self, request: Request, member: Member) -> Reply:
        if request.captured["person"] != member.person.uuid:
            return failed(wording.INVALID_ROLE)
        if _offer(request).call_type != "WEBRTC":
            return failed(wording.DISABLED)
        if not await self._policy_agrees(request, member):
            return self._turn_away(member)
        if member.person.direct:
            return await self._direct.place(request, member)
        try:
            call, answer = await self._switchboard.place_call(member, _sdp(request))
        except ValueError:
            return self._turn_away(member)
        return success({"call_uuid": call, "sdp": answer})

    async def _policy_agrees(self, request: Request, member: Member) -> bool:
        """Policy is asked a second time when the media comes, as a Pexip node does."""
        person = member.person
        caller = Caller(
            alias=person.alias,
            name=person.name,
            tag=person.tag,
            origin=origin_of(request),
            previous=person.previous,
        )
        asked = Newcomer(role=person.role, name=person.name, tag=person.tag, uuid=person.uuid)
        said = await self._policy.party(
            caller,
            member.conference.service,
            asked,
            participant_type="standard",
            protocol="webrtc",
        )
        return not isinstance(said, No)

    def _turn_away(self, member: Member) -> Reply:
        # Without this a participant whose call failed would keep a place that nobody can use.
        member.conference.leave(member.person, wording.REJECTED, self._switchboard.clock())
        self._switchboard.settle(member.conference)
        return failed(wording.REJECTED)

    async def _update(self, request: Request, member: Member) -> Reply:
        if not self._owns_call(request, member):
            return failed(wording.INVALID_ROLE)
        if member.person.direct:
            return await self._direct.renew(request, member)
        try:
            answer = await self._switchboard.renew_call(member, _sdp(request))
        except (ValueError, LookupError):
            return failed(wording.REJECTED)
        return success({"call_uuid": request.captured["call"], "sdp": answer})

    async def _hang_up(self, request: Request, member: Member) -> Reply:
        if self._owns_call(request, member):
            self._switchboard.hang_up(member)
            self._switchboard.settle(member.conference)
        return success(None)

    async def _ack(self, request: Request, member: Member) -> Reply:
        if self._owns_call(request, member):
            self._direct.ack(request, member)
        return success(True)

    async def _candidate(self, request: Request, member: Member) -> Reply:
        # To us candidates need no work: it is the browser that tries our addresses.
        if self._owns_call(request, member):
            self._direct.candidate(request, member)
        return success(None)

    def _owns_call(self, request: Request, member: Member) -> bool:
        mine = request.captured["person"] == member.person.uuid
        return mine and self._switchboard.call_of(member) == request.captured["call"]

    def _says(self, result: bool | None) -> ForMember:
        async def answer(request: Request, member: Member) -> Reply:
            return success(result)

        return answer

    # -- functions -------------------------------------------------------------------------------

    async def _to_participant(self, request: Request, member: Member) -> Reply:
        target = member.conference.participants.get(request.captured["person"])
        if target is None:
            return success(False)
        return self._perform(functions.to_participant, request, member, target)

    async def _to_conference(self, request: Request, member: Member) -> Reply:
        return self._perform(functions.to_conference, request, member, member.person)

    def _perform(
        self,
        do: Callable[[str, functions.Deed], Reply],
        request: Request,
        member: Member,
        target: Participant,
    ) -> Reply:
        deed = functions.Deed(
            member.conference,
            member.person,
            target,
            functions.read_body(request.body),
            self._switchboard.clock(),
        )
        reply = do(request.captured["function"], deed)
        self._switchboard.settle(member.conference)
        return reply


def _answers(reply: Reply) -> ForMember:
    async def answer(request: Request, member: Member) -> Reply:
        return reply

    return answer


def _offer(request: Request) -> _Offer:
    try:
        return msgspec.json.decode(request.body, type=_Offer)
    except msgspec.MsgspecError:
        return _Offer()


def _sdp(request: Request) -> str:
    return _offer(request).sdp
