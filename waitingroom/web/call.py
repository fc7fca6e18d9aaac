"""One HTTP call as an endpoint sees it: who, what form, when; nothing of the vendor's request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from waitingroom.core.actors import StaffActor
from waitingroom.core.value import Value
from waitingroom.directory import QueueInfo, StaffInfo, Unit
from waitingroom.identity import StaffSignIn
from waitingroom.web.rooms import Policy, Rooms, Sink

Who = TypeVar("Who", covariant=True)
Body = TypeVar("Body", covariant=True)


class Anybody(Value):
    """Somebody we know nothing about."""


class Colleague(Value):
    """A member of staff who is signed in."""

    sign_in: StaffSignIn
    member: StaffInfo


class ColleagueHere(Colleague):
    """A member of staff with a right to the queue in the address."""

    queue: QueueInfo
    unit: Unit

    @property
    def actor(self) -> StaffActor:
        """The colleague as the desk knows them."""
        return StaffActor(staff=self.member.id, role=self.member.role)


@dataclass(frozen=True)
class Node:
    """A conference node, by the installation it belongs to."""

    policy: Policy
    sink: Sink


@dataclass(frozen=True, kw_only=True, slots=True)
class Call(Generic[Who, Body]):
    """One call that passed its guard, with its form already understood.

    Shape: `path` and `query` hold the parts of the address by name; `address` is the caller's.
    """

    rooms: Rooms
    who: Who
    body: Body
    path: Mapping[str, str]
    query: Mapping[str, str]
    cookies: Mapping[str, str]
    headers: Mapping[str, str]
    address: str
    at: datetime
