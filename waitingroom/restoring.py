"""What a process that serves does about a restored ledger: every queue learns of it, once."""

from collections.abc import Callable, Iterator
from datetime import datetime

from waitingroom.core.actors import SystemActor
from waitingroom.core.commands import BeginRestoring
from waitingroom.core.ids import Epoch, NodeId, QueueId
from waitingroom.core.refusals import Refused
from waitingroom.desk import Desk
from waitingroom.directory import Directory
from waitingroom.identity.places import LIFE
from waitingroom.ledger import Busy, Life


def is_whole(desk: Desk) -> bool:
    """Whether no queue is known to have been put back to an older copy without a word."""
    return desk.life is None or not desk.life.behind


class Restoring:
    """Begins the restoring of all queues as soon as somebody may come back to them.

    The command that restores does not begin it: the time to come back would be over before the
    server is there again.
    """

    def __init__(self, desk: Desk, directory: Directory, node: Callable[[], NodeId]) -> None:
        self._desk = desk
        self._directory = directory
        self._node = node
        self._begun: Epoch | None = None

    async def look(self, now: datetime) -> None:
        """Begin what is not begun yet; harmless when repeated, by any number of nodes.

        Errors: `Busy`; then it is not begun everywhere.
        """
        life = self._desk.life or await self._desk.look()
        if life.epoch == self._begun or not _has_tickets(life, now):
            return
        for queue in list(self._queues()):
            await self._begin(queue, life)
        self._begun = life.epoch

    async def _begin(self, queue: QueueId, life: Life) -> None:
        begin, actor = BeginRestoring(epoch=life.epoch), SystemActor(node=self._node())
        reply = await self._desk.ask(queue, None, begin, actor)
        if isinstance(reply, Refused):
            raise Busy

    def _queues(self) -> Iterator[QueueId]:
        for unit in self._directory.units():
            for queue in self._directory.queues_of(unit.id):
                yield queue.id


def _has_tickets(life: Life, now: datetime) -> bool:
    """Whether a ticket of the life before may still be good: a queue made later has none."""
    return life.restored_at is not None and now < life.restored_at + LIFE
