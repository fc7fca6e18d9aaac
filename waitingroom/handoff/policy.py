"""What we answer a conference node that asks who may come in: pure, from the queue in memory.

A conference exists exactly as long as its admission is open. An alias of ours without an open
admission is rejected; an alias that is not ours is None, so that the node asks its own database.
"""

from collections.abc import Callable, Mapping
from typing import Any

from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.model import Queue, Visit
from waitingroom.handoff.naming import Admitted, Naming, Side, Who

REJECT: Mapping[str, str] = {"status": "success", "action": "reject"}

Answer = dict[str, Any]


class Policy:
    """The answers.

    Shape: `known` gives a queue from memory, None when this node has not read it; `called` gives
    the name others in the conference read, which may be empty.
    """

    def __init__(
        self,
        naming: Naming,
        known: Callable[[QueueId], Queue | None],
        called: Callable[[Who], str],
    ) -> None:
        self._naming = naming
        self._known = known
        self._called = called

    def service(self, params: Mapping[str, str]) -> Answer | None:
        """The conference behind `local_alias`.

        Shape: PINs of both sides, guests only after a host has come, no direct media. The limit
        is twice the places of a call, because a page that was reloaded is there a second time
        until its old participant is gone; who may come in at all is asked for each by tag.
        """
        alias = params.get("local_alias", "").lower()
        admitted = self._naming.admitted(alias)
        if admitted is None:
            return None
        queue, visit = self._open(admitted)
        if queue is None or visit is None:
            return dict(REJECT)
        return {
            "status": "success",
            "action": "continue",
            "result": {
                "service_type": "conference",
                "name": alias,
                "service_tag": f"waitingroom:{alias}",
                "allow_guests": True,
                "pin": self._naming.pin(alias, Side.STAFF).reveal(),
                "guest_pin": self._naming.pin(alias, Side.GUEST).reveal(),
                "participant_limit": 2 * queue.rules.call_places,
                "direct_media": "never",
                "guests_can_present": False,
                "enable_chat": "no",
                "locked": False,
            },
        }

    def participant(self, params: Mapping[str, str]) -> Answer | None:
        """Who this is, by the tag we gave: a guest called to this admission, or staff."""
        alias = params.get("local_alias", "").lower()
        admitted = self._naming.admitted(alias)
        if admitted is None:
            return None
        _, visit = self._open(admitted)
        tag = params.get("call_tag", "")
        who = self._naming.who(alias, tag)
        if visit is None or who is None or not _may_enter(visit, who):
            return dict(REJECT)
        return {
            "status": "success",
            "action": "continue",
            "result": {
                "preauthenticated_role": "chair" if who.side is Side.STAFF else "guest",
                "remote_display_name": self._called(who),
                "call_tag": tag,
            },
        }

    def _open(self, admitted: Admitted) -> tuple[Queue | None, Visit | None]:
        queue = self._known(admitted.queue)
        visit = queue.visits.get(admitted.visit) if queue else None
        admission = visit.admission if visit else None
        if admission is None or admission.number != admitted.admission:
            return None, None
        return queue, visit


def _may_enter(visit: Visit, who: Who) -> bool:
    if who.side is Side.STAFF:
        return True
    return visit.admission is not None and GuestId(who.id) in visit.admission.guests
