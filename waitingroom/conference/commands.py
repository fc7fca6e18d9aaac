"""The commands of the management API: what our own server may do to conferences and participants.

Source: Pexip's management API, command resources, version 1.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping

import msgspec

from waitingroom.conference import wording
from waitingroom.conference.asgi import Reply, Request, Route, json_reply
from waitingroom.conference.model import Participant, Role
from waitingroom.conference.rooms import Conference
from waitingroom.conference.switchboard import Switchboard
from waitingroom.conference.transfer import ROLES, Order, Transfers
from waitingroom.core.value import Value

_COMMAND = "/api/admin/command/v1"


class _Body(Value):
    conference_id: str = ""
    participant_id: str = ""
    conference_alias: str = ""
    role: str = "guest"


_Answer = Callable[[Request], Awaitable[Reply]]
ToConference = Callable[[Conference, float], None]
ToParticipant = Callable[[Conference, Participant, float], object]

ON_CONFERENCE: Mapping[str, ToConference] = {
    "disconnect": lambda conference, now: conference.end(wording.ENDED_BY_SERVER, now),
    "lock": lambda conference, now: conference.lock(True, now),
    "unlock": lambda conference, now: conference.lock(False, now),
    "mute_guests": lambda conference, _: conference.mute_guests(True),
    "unmute_guests": lambda conference, _: conference.mute_guests(False),
}
ON_PARTICIPANT: Mapping[str, ToParticipant] = {
    "disconnect": lambda conference, person, now: conference.leave(
        person, wording.OUT_BY_SERVER, now
    ),
    "mute": lambda conference, person, _: conference.change(person, muted=True),
    "unmute": lambda conference, person, _: conference.change(person, muted=False),
    "unlock": lambda conference, person, now: conference.admit(person, now),
}


class Commands:
    """The routes of the commands over one switchboard; who may use them is asked before."""

    def __init__(self, switchboard: Switchboard, transfers: Transfers) -> None:
        self._switchboard = switchboard
        self._transfers = transfers

    def routes(self) -> Iterator[Route]:
        """All routes."""
        for name, to_conference in ON_CONFERENCE.items():
            yield _route(f"conference/{name}", self._on_conference(to_conference))
        for name, to_participant in ON_PARTICIPANT.items():
            yield _route(f"participant/{name}", self._on_participant(to_participant))
        yield _route("participant/role", self._role)
        yield _route("participant/transfer", self._transfer)
        yield _route("participant/dial", _has_no_telephone)
        yield _route("conference/transform_layout", _cannot)

    def _on_conference(self, do: ToConference) -> _Answer:
        async def answer(request: Request) -> Reply:
            wanted = _read(request).conference_id
            for conference in list(self._switchboard.conferences.values()):
                if conference.id == wanted:
                    do(conference, self._switchboard.clock())
                    self._switchboard.settle(conference)
                    return _done()
            return _no("no such conference")

        return answer

    def _on_participant(self, do: ToParticipant) -> _Answer:
        async def answer(request: Request) -> Reply:
            member = self._switchboard.find(_read(request).participant_id)
            if member is None:
                return _no("no such participant")
            do(member.conference, member.person, self._switchboard.clock())
            self._switchboard.settle(member.conference)
            return _done()

        return answer

    async def _role(self, request: Request) -> Reply:
        role = ROLES.get(_read(request).role)
        return _no("no such role") if role is None else await self._becomes(role)(request)

    def _becomes(self, role: Role) -> _Answer:
        return self._on_participant(
            lambda conference, person, now: conference.set_role(person, role, now)
        )

    async def _transfer(self, request: Request) -> Reply:
        body = _read(request)
        member = self._switchboard.find(body.participant_id)
        if member is None:
            return _no("no such participant")
        order = Order(conference_alias=body.conference_alias, role=body.role)
        trouble = await self._transfers.send(member, order)
        return _no(trouble) if trouble else _done()


def _route(name: str, handler: _Answer) -> Route:
    return Route(method="POST", path=f"{_COMMAND}/{name}", handler=handler)


def _read(request: Request) -> _Body:
    """What is asked; what can't be read names nobody."""
    try:
        return msgspec.json.decode(request.body, type=_Body)
    except msgspec.MsgspecError:
        return _Body()


async def _has_no_telephone(request: Request) -> Reply:
    return json_reply({"status": "failed", "message": wording.NO_TELEPHONE}, 400)


async def _cannot(request: Request) -> Reply:
    return _no("this node can't do that")


def _done() -> Reply:
    return json_reply({"status": "success"})


def _no(reason: str) -> Reply:
    return json_reply({"status": "failed", "message": reason}, 400)
