"""What is looked at: the installation as it is configured, and what the doctor brings along."""

import ssl

from waitingroom.core.value import Private
from waitingroom.firewall import Line
from waitingroom.settings import Settings
from waitingroom.turn import TurnServer


class Installation:
    """One installation.

    Shape: `secret` is the one shared with the TURN server; `trust` holds the authorities that
    browsers trust; `openings` are the lines of `firewall`. Units: `now` in Unix seconds.
    """

    def __init__(
        self,
        settings: Settings,
        secret: Private,
        openings: tuple[Line, ...],
        trust: ssl.SSLContext,
        now: float,
    ) -> None:
        self.settings, self.openings = settings, openings
        self.trust, self.now = trust, now
        self.turn = TurnServer(urls=settings.turn_urls, secret=secret)
