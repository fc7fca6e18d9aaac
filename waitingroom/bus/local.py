"""The bus of an installation of one process: a nudge is a call."""

import logging
from collections.abc import Callable

from waitingroom.bus.port import Listener, Nudge
from waitingroom.core.ids import QueueId

_log = logging.getLogger(__name__)


class LocalBus:
    """The `Bus` within one process: every listener has heard a nudge when `publish` returns."""

    hears = True

    def __init__(self) -> None:
        self._listeners: dict[object, Listener] = {}

    async def publish(self, nudge: Nudge) -> None:
        """Tell every listener there is now; one that fails harms no other and not the publisher."""
        self.tell(nudge)

    def tell(self, nudge: Nudge) -> None:
        """The same, for whoever need not wait."""
        # A copy, because a listener may end its own subscription or another's while it is called.
        for key, listener in list(self._listeners.items()):
            if key in self._listeners:
                _tell(listener, nudge)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` for each nudge from now on; what comes back ends it, once or often."""
        key = object()
        self._listeners[key] = listener

        def unsubscribe() -> None:
            self._listeners.pop(key, None)

        return unsubscribe

    def follow(self, queue: QueueId) -> None:
        """Nothing to do: there is no other node."""

    async def close(self) -> None:
        """Nobody hears anything any more."""
        self._listeners.clear()


def _tell(listener: Listener, nudge: Nudge) -> None:
    try:
        listener(nudge)
    except Exception:
        _log.exception("a listener failed at version %d of queue %s", nudge.version, nudge.queue)
