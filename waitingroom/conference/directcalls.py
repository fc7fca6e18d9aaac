"""The calls of participants whose media goes past the node: read, relayed, and shown to others.

Source: direct media in Pexip's client API, version 2.
"""

import re

import msgspec

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply, Request
from waitingroom.conference.envelope import failed, success
from waitingroom.conference.splash import Screen
from waitingroom.conference.switchboard import Member, Switchboard
from waitingroom.core.value import Value

_PICTURE = re.compile(
    r"^m=video (?!0 )(?:(?!^m=)[\s\S])*?^a=(?:sendrecv|sendonly)\s*$", re.MULTILINE
)


class _Body(Value):
    sdp: str | None = None
    offer_ignored: bool = False


class DirectCalls:
    """What `clientapi` does for those whom policy lets talk past the node."""

    def __init__(self, switchboard: Switchboard) -> None:
        self._switchboard = switchboard

    async def place(self, request: Request, member: Member) -> Reply:
        """Answer a new call: with the other's answer, or with the word to wait for an offer."""
        if member.person.gone is not None:
            return failed(wording.REJECTED)
        offer = _read(request).sdp or ""
        self._shows(member, offer)
        call, answer = await member.relay.place(member.person.uuid, offer)
        if answer is None:
            self._switchboard.splash(member.person.uuid, _screen_alone(member))
            return success({"call_uuid": call, "sdp": "", "offer_ignored": True})
        self._meet(member, offer, answer)
        return success({"call_uuid": call, "sdp": answer})

    async def renew(self, request: Request, member: Member) -> Reply:
        """Answer a later offer with the other's answer, or with nothing when it was ignored."""
        answer = await member.relay.renew(member.person.uuid, _read(request).sdp or "")
        return success({"call_uuid": request.captured["call"], "sdp": answer or ""})

    def ack(self, request: Request, member: Member) -> None:
        """An answer, the word that an offer was dropped, or only the receipt for one of ours."""
        body, name = _read(request), member.person.uuid
        member.relay.reads(name)
        if body.sdp is None and not body.offer_ignored:
            return
        if body.offer_ignored or not body.sdp:
            member.relay.ignore(name)
        else:
            member.relay.ack(name, body.sdp)

    def candidate(self, request: Request, member: Member) -> None:
        """A way to this browser."""
        try:
            found = msgspec.json.decode(request.body, type=_Candidate)
        except msgspec.MsgspecError:
            return
        member.relay.reads(member.person.uuid)
        member.relay.candidate(member.person.uuid, msgspec.to_builtins(found))

    def _shows(self, member: Member, offer: str) -> None:
        """No media is seen here: whoever has a call is taken to have what they offered."""
        picture = sends_picture(offer)
        member.conference.change(
            member.person, protocol="webrtc", has_media=True, has_video=picture
        )
        self._switchboard.settle(member.conference)

    def _meet(self, member: Member, offer: str, answer: str) -> None:
        other = member.relay.peer_of(member.person.uuid)
        self._switchboard.splash(
            member.person.uuid, None if sends_picture(answer) else Screen.SOUND_ONLY
        )
        if other is not None:
            self._switchboard.splash(other, None if sends_picture(offer) else Screen.SOUND_ONLY)


class _Candidate(Value, omit_defaults=True):
    candidate: str
    mid: str = "0"
    ufrag: str | None = None
    pwd: str | None = None


def sends_picture(sdp: str) -> bool:
    """Whether the browser that made this description sends a picture."""
    return _PICTURE.search(sdp.replace("\r\n", "\n")) is not None


def _screen_alone(member: Member) -> Screen:
    return Screen.WAITING_FOR_HOST if member.person.waits else Screen.WELCOME


def _read(request: Request) -> _Body:
    try:
        return msgspec.json.decode(request.body, type=_Body)
    except msgspec.MsgspecError:
        return _Body()
