"""A whole small Pexip node in memory: it asks policy, checks PINs, keeps rooms and tells."""

import json
import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.fakes.pexip_policy import GOLDEN, PARTY, StrictNode, Void


class Policy(Protocol):
    """What it asks."""

    def service(self, params: Mapping[str, str]) -> dict[str, Any] | None: ...

    def participant(self, params: Mapping[str, str]) -> dict[str, Any] | None: ...


class Refused(Exception):
    """Somebody was not let in; the text is a node's own."""


@dataclass
class Person:
    """One participant."""

    uuid: str
    alias: str
    tag: str
    is_host: bool
    protocol: str = "WebRTC"


@dataclass
class FakeNode:
    """Rooms by their name; events wait in `outbox` until somebody delivers them.

    Shape: nobody leaves a room by themselves when policy closes it, as on a real node, which asks
    only when somebody comes.
    """

    policy: Policy
    dice: random.Random
    rooms: defaultdict[str, dict[str, Person]] = field(default_factory=lambda: defaultdict(dict))
    outbox: list[dict[str, Any]] = field(default_factory=list)
    strict: StrictNode = field(default_factory=StrictNode)
    _seq: int = 0
    _made: int = 0

    def joins(self, alias: str, pin: str, tag: str) -> Person:
        """Somebody dials, shows a PIN and a tag. Errors: `Refused`."""
        asked = {"local_alias": alias, "call_tag": tag}
        service = self._service({**GOLDEN, **asked})
        if pin not in (service["pin"], service["guest_pin"]):
            raise Refused("Invalid PIN")
        role = "chair" if pin == service["pin"] else "guest"
        self._made += 1
        uuid = f"{self._made:08x}"
        known: dict[str, Any] = {}
        for protocol, kind in (("api", "api"), ("webrtc", "standard")):
            known = self._party(
                {
                    **PARTY,
                    **asked,
                    "protocol": protocol,
                    "participant_type": kind,
                    "participant_uuid": uuid,
                    "preauthenticated_role": role,
                }
            )
        is_host = known.get("preauthenticated_role", role) == "chair"
        person = Person(uuid, service["name"], known.get("call_tag", tag), is_host)
        self.rooms[person.alias][uuid] = person
        connecting = {"service_type": "connecting", "has_media": False, "connect_time": None}
        self._tells("participant_connected", person, **connecting)
        self._tells("participant_updated", person)
        return person

    def rings(self, alias: str, number: str) -> Person:
        """A telephone is rung up into a room; it is not in it yet. Errors: `Refused`."""
        remote = {"remote_alias": f"sip:{number}@pstn.example", "call_direction": "dial_out"}
        return self._telephone({"local_alias": alias, **remote})

    def types(self, code: str, number: str) -> Person:
        """Somebody calls in and types a code, and is in. Errors: `Refused`."""
        remote = {"remote_alias": f"sip:{number}@pstn.example", "trigger": "two_stage_dialing"}
        person = self._telephone({"local_alias": code, **remote})
        self.takes(person)
        return person

    def takes(self, person: Person) -> None:
        """They take the call and are in."""
        self.rooms[person.alias][person.uuid] = person
        self._tells("participant_updated", person)

    def gives_up(self, person: Person) -> None:
        """Busy, or nobody takes it."""
        self._tells(
            "participant_disconnected",
            person,
            service_type="connecting",
            has_media=False,
            disconnect_reason="Remote disconnect",
        )

    def _telephone(self, asked: dict[str, str]) -> Person:
        asked = {**asked, "protocol": "sip", "call_tag": ""}
        service = self._service({**GOLDEN, **asked})
        self._made += 1
        uuid = f"{self._made:08x}"
        known = self._party(
            {**PARTY, **asked, "participant_type": "standard", "participant_uuid": uuid}
        )
        if known.get("preauthenticated_role") is None:
            # A telephone without a role has to type a PIN, which nobody has told it.
            raise Refused("PIN entry timed out")
        is_host = known["preauthenticated_role"] == "chair"
        person = Person(uuid, service["name"], known.get("call_tag", ""), is_host, "SIP")
        connecting = {"service_type": "connecting", "has_media": False, "connect_time": None}
        self._tells("participant_connected", person, **connecting)
        return person

    def leaves(self, person: Person) -> None:
        """They hang up, or their page is gone."""
        del self.rooms[person.alias][person.uuid]
        self._tells("participant_disconnected", person, disconnect_reason="Call disconnected")

    def escalates(self, person: Person) -> Person:
        """The same person under a new id, as after direct media with a third."""
        self._made += 1
        new = Person(f"{self._made:08x}", person.alias, person.tag, person.is_host)
        self.rooms[new.alias][new.uuid] = new
        self._tells("participant_updated", new, call_tag="", related_uuids=[person.uuid])
        self.leaves(person)
        return new

    def delivers(self, keeps: int = 0) -> list[dict[str, Any]]:
        """All events but so many, in any order and some of them twice."""
        self.dice.shuffle(self.outbox)
        kept, sent = self.outbox[:keeps], self.outbox[keeps:]
        self.outbox = kept
        return sent + self.dice.choices(sent, k=self.dice.randint(0, 3)) if sent else []

    def _service(self, query: Mapping[str, str]) -> dict[str, Any]:
        try:
            found = self.strict.service(*_sent(self.policy.service(query)))
        except Void:
            found = None
        if found is None:
            raise Refused("Neither conference nor gateway found")
        return found

    def _party(self, query: Mapping[str, str]) -> dict[str, Any]:
        try:
            found = self.strict.participant(*_sent(self.policy.participant(query)))
        except Void:
            found = None
        if found is None:
            raise Refused("Call rejected")
        return found

    def _tells(self, kind: str, person: Person, **more: Any) -> None:
        self._seq += 1
        data = {
            "uuid": person.uuid,
            "conference": person.alias,
            "call_tag": person.tag,
            "role": "chair" if person.is_host else "guest",
            "protocol": person.protocol,
            "service_type": "conference",
            "has_media": True,
            "related_uuids": [],
            **more,
        }
        envelope = {"node": "10.1.0.11", "seq": self._seq, "version": 2}
        at = 1_790_000_000.0 + self._seq / 10
        self.outbox.append({**envelope, "time": at, "event": kind, "data": data})


def _sent(answer: dict[str, Any] | None) -> tuple[int, str, bytes]:
    status = 404 if answer is None else 200
    return status, "application/json", json.dumps(answer or {"code": "not-found"}).encode()
