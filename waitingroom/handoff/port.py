"""What every way into a conference promises, and how it says that a vendor failed."""

from typing import Protocol

from waitingroom.core.ids import GuestId
from waitingroom.core.value import Private, Value
from waitingroom.handoff.naming import Admitted, Who


class Patience(Value):
    """How often something is tried in all before a person is asked, and how long between tries."""

    tries: int = 3
    pause_s: float = 5.0


USUAL = Patience()


class VendorFailed(Exception):
    """The other side could not do it; nothing of ours has changed.

    Shape: `vendor` and `code` are words of ours, never what the vendor sent; `retry` says whether
    asking again may help, and `patience` how often and after how long.
    """

    def __init__(self, vendor: str, code: str, *, retry: bool, patience: Patience = USUAL) -> None:
        super().__init__(f"{vendor}: {code}")
        self.vendor = vendor
        self.code = code
        self.retry = retry
        self.patience = patience


class WayIn(Value):
    """What one person needs to enter one conference; made when it is asked for, stored nowhere.

    Shape: `node` is the base address of the Client API, "" for our own origin; `link` is a page
    that is opened instead of our own call, "" for none.
    """

    node: str
    alias: Private
    pin: Private
    tag: str = ""
    link: Private = Private("")


class Door(Protocol):
    """Where the pages' way into one kind of conference is asked for, answered from memory."""

    def way_in(self, admitted: Admitted, who: Who, name: str) -> WayIn | None:
        """The way in of this person, who is called `name` inside; None when it is not known yet.

        Whoever hears None asks again a moment later: it is being found out meanwhile.
        """


class Handoff(Protocol):
    """One kind of conference. Preparing and closing are harmless when repeated."""

    async def prepare(self, admitted: Admitted) -> None:
        """See to it that the conference of this admission can be entered.

        Errors: `VendorFailed`.
        """

    async def close(self, admitted: Admitted) -> None:
        """See to it that nobody is in the conference of this admission any more.

        That nobody new comes in is the policy's doing, from the moment the admission is closed.
        Where a conference is booked and not only let in, closing ends the booking. It may be asked
        for an admission that nothing was prepared for, and again after a preparation that came too
        late.
        Errors: `VendorFailed`.
        """

    async def ring_up(self, admitted: Admitted, guest: GuestId) -> None:
        """Ring this guest's telephone up and let them into the open conference.

        It is not said here whether somebody takes it: they come in like anybody, or they do not.
        Errors: `VendorFailed`, also when the number may not be rung or the vendor can't ring.
        """
