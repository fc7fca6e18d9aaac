"""What we answer a conference node that asks who may come in: pure, from the queue in memory.

A conference exists exactly as long as its admission is open. An alias of ours without an open
admission is rejected; an alias that is not ours is None, so that the node asks its own database.
"""

from collections.abc import Callable, Mapping
from typing import Any

from waitingroom.core.ids import GuestId, QueueId
from waitingroom.core.model import Presence, Provider, Queue, Visit
from waitingroom.handoff.calling import called
from waitingroom.handoff.naming import Admitted, Naming, Side, Who
from waitingroom.handoff.options import NAME_LENGTH, Options

REJECT: Mapping[str, str] = {"status": "success", "action": "reject"}

Answer = dict[str, Any]


def plain(queue: QueueId) -> Options:
    """The careful options, for every queue."""
    return Options()


class Policy:
    """The answers to the nodes of one provider.

    Shape: `known` gives a queue from memory, None when this node has not read it; `named` gives
    somebody's whole name, which may be empty; `options` gives what a queue's conferences are like.
    A conference that another provider carries is rejected. What a node sends that we do not know is
    not looked at: newer ones send more.
    """

    def __init__(
        self,
        naming: Naming,
        known: Callable[[QueueId], Queue | None],
        named: Callable[[Who], str],
        options: Callable[[QueueId], Options] = plain,
        provider: Provider = Provider.EMBEDDED,
    ) -> None:
        self._naming = naming
        self._known = known
        self._named = named
        self._options = options
        self._provider = provider

    def service(self, params: Mapping[str, str]) -> Answer | None:
        """The conference behind `local_alias`.

        Shape: PINs of both sides, guests only after a host has come, no direct media where a third
        may come. The limit is twice the places of a call, because a page that was reloaded is
        there a second time until its old participant is gone; who may come in at all is asked for
        each by tag. A call that the node makes itself asks too, and hears the same.
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
                "locked": False,
                **self._options(queue.id).reply(only_two=_only_two(queue, visit)),
            },
        }

    def participant(self, params: Mapping[str, str]) -> Answer | None:
        """Who this is, by the tag we gave: a guest called to this admission, or staff.

        A browser is asked about twice, before its media and with it, and hears the same both
        times. A participant that the node makes anew, at a transfer or an escalation, keeps its
        tag. There is no result beside a no: a node that finds a sound one may not read the action.
        """
        alias = params.get("local_alias", "").lower()
        admitted = self._naming.admitted(alias)
        if admitted is None:
            return None
        queue, visit = self._open(admitted)
        tag = params.get("call_tag", "")
        who = self._naming.who(alias, tag)
        if queue is None or visit is None or who is None or not _may_enter(visit, who):
            return dict(REJECT)
        result = {
            "preauthenticated_role": "chair" if who.side is Side.STAFF else "guest",
            "call_tag": tag,
        }
        name = called(self._options(queue.id).called, self._named(who), who, visit)
        if name:
            result["remote_display_name"] = name[:NAME_LENGTH]
        return {"status": "success", "action": "continue", "result": result}

    def location(self, params: Mapping[str, str]) -> Answer | None:
        """Where the media of an open conference is handled; None leaves it to the node."""
        admitted = self._naming.admitted(params.get("local_alias", "").lower())
        queue, _ = (None, None) if admitted is None else self._open(admitted)
        options = None if queue is None else self._options(queue.id)
        if options is None or not options.location:
            return None
        where = {"location": options.location, "overflow_locations": list(options.overflow)}
        return {"status": "success", "result": where}

    def _open(self, admitted: Admitted) -> tuple[Queue | None, Visit | None]:
        queue = self._known(admitted.queue)
        visit = queue.visits.get(admitted.visit) if queue else None
        admission = visit.admission if visit else None
        if admission is None or admission.number != admitted.admission:
            return None, None
        # Who was to carry it first must not go on when a clinician has chosen another.
        return (queue, visit) if admission.provider is self._provider else (None, None)


def _only_two(queue: Queue, visit: Visit) -> bool:
    """Whether nobody but one guest and one of the staff can be called to this conversation."""
    party = [each for each in visit.guests if each.presence is not Presence.LEFT]
    return queue.rules.call_places == 2 and len(party) == 1


def _may_enter(visit: Visit, who: Who) -> bool:
    if who.side is Side.STAFF:
        return True
    return visit.admission is not None and GuestId(who.id) in visit.admission.guests
