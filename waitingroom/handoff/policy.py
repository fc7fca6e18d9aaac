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
from waitingroom.handoff.options import NAME_LENGTH, DirectMedia, Options
from waitingroom.handoff.telephone import Telephone

REJECT: Mapping[str, str] = {"status": "success", "action": "reject"}

Answer = dict[str, Any]


def plain(queue: QueueId) -> Options:
    """The careful options, for every queue."""
    return Options()


class Policy:
    """The answers to the nodes of one provider.

    Shape: `known` gives a queue from memory, None when this node has not read it; `named` gives
    somebody's whole name, which may be empty; `options` gives what a queue's conferences are like.
    A conference that another provider carries is rejected. `telephone` recognises who is on one,
    None where nobody can be. What a node sends that we do not know is not looked at: newer ones
    send more.
    """

    def __init__(
        self,
        naming: Naming,
        known: Callable[[QueueId], Queue | None],
        named: Callable[[Who], str],
        options: Callable[[QueueId], Options] = plain,
        provider: Provider = Provider.EMBEDDED,
        telephone: Telephone | None = None,
    ) -> None:
        self._naming = naming
        self._known = known
        self._named = named
        self._options = options
        self._provider = provider
        self._telephone = telephone

    def queue_of(self, params: Mapping[str, str]) -> QueueId | None:
        """The queue whose log says whether the admission that is asked about is open."""
        admitted, _ = self._asked(params)
        return None if admitted is None else admitted.queue

    def service(self, params: Mapping[str, str]) -> Answer | None:
        """The conference behind `local_alias`.

        Shape: PINs of both sides, guests only after a host has come, no direct media where a third
        may come. The limit is twice the places of a call, because a page that was reloaded is
        there a second time until its old participant is gone; who may come in at all is asked for
        each by tag. A call that the node makes itself asks too, and hears the same, as does who
        calls in by telephone.
        """
        admitted, _ = self._asked(params)
        if admitted is None:
            is_guessed = self._telephone is not None and self._telephone.is_guessed(params)
            return dict(REJECT) if is_guessed else None
        alias = self._naming.alias(admitted)
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
                **self._options(queue.id).reply(only_two=only_two(queue, visit)),
            },
        }

    def participant(self, params: Mapping[str, str]) -> Answer | None:
        """Who this is, by the tag we gave: a guest called to this admission, or staff.

        A browser is asked about twice, before its media and with it, and hears the same both
        times. A participant that the node makes anew at an escalation keeps its tag. One that was
        transferred still shows the tag of where it was, which the node names; it is told its new
        one when it is called here too. Somebody on a telephone shows none and gets theirs here.
        There is no result beside a no: a node that finds a sound one may not read the action.
        """
        admitted, caller = self._asked(params)
        if admitted is None:
            return None
        queue, visit = self._open(admitted)
        alias = self._naming.alias(admitted)
        who = None if visit is None else caller or self._who(visit, alias, params)
        if queue is None or visit is None or who is None or not _may_enter(visit, who):
            return dict(REJECT)
        result = {
            "preauthenticated_role": "chair" if who.side is Side.STAFF else "guest",
            "call_tag": self._naming.tag(alias, who),
        }
        name = called(self._options(queue.id).called, self._named(who), who, visit)
        if name:
            result["remote_display_name"] = name[:NAME_LENGTH]
        return {"status": "success", "action": "continue", "result": result}

    def location(self, params: Mapping[str, str]) -> Answer | None:
        """Where the media of an open conference is handled; None leaves it to the node."""
        admitted, _ = self._asked(params)
        queue, _ = (None, None) if admitted is None else self._open(admitted)
        options = None if queue is None else self._options(queue.id)
        if options is None or not options.location:
            return None
        where = {"location": options.location, "overflow_locations": list(options.overflow)}
        return {"status": "success", "result": where}

    def _asked(self, params: Mapping[str, str]) -> tuple[Admitted | None, Who | None]:
        """Which admission this is about, and who it is when the code of a guest was dialled."""
        admitted = self._naming.admitted(params.get("local_alias", "").lower())
        if admitted is not None or self._telephone is None:
            return admitted, None
        caller = self._telephone.calls_in(params)
        return (None, None) if caller is None else (caller.admitted, caller.who)

    def _who(self, visit: Visit, alias: str, params: Mapping[str, str]) -> Who | None:
        """Who says by tag or telephone that they belong into the open conference of this visit."""
        tag = params.get("call_tag", "")
        tagged = self._naming.who(alias, tag)
        if tagged is not None:
            return tagged
        # The tag proves who they are and nothing else: that they were in another conversation
        # lets nobody in here.
        moved = self._naming.who(params.get("previous_service_name", "").lower(), tag)
        if moved is not None:
            return moved if _is_called(visit, moved) else None
        return None if self._telephone is None else self._telephone.rung(visit, params)

    def _open(self, admitted: Admitted) -> tuple[Queue | None, Visit | None]:
        queue = self._known(admitted.queue)
        visit = queue.visits.get(admitted.visit) if queue else None
        admission = visit.admission if visit else None
        if admission is None or admission.number != admitted.admission:
            return None, None
        # Who was to carry it first must not go on when a clinician has chosen another.
        return (queue, visit) if admission.provider is self._provider else (None, None)


def goes_direct(options: Options, queue: Queue, visit: Visit) -> bool:
    """Whether the two of this conversation may talk past the node."""
    return options.direct_media is not DirectMedia.NEVER and only_two(queue, visit)


def only_two(queue: Queue, visit: Visit) -> bool:
    """Whether nobody but one guest and one of the staff can be called to this conversation."""
    party = [each for each in visit.guests if each.presence is not Presence.LEFT]
    return queue.rules.call_places == 2 and len(party) == 1


def _may_enter(visit: Visit, who: Who) -> bool:
    # A tag of this conference is only ever given to staff who may enter it.
    return who.side is Side.STAFF or _is_called(visit, who)


def _is_called(visit: Visit, who: Who) -> bool:
    """Whether the open admission is of this guest, or was opened by this member of staff."""
    if visit.admission is None:
        return False
    if who.side is Side.STAFF:
        return visit.admission.by == who.id
    return GuestId(who.id) in visit.admission.guests
