"""What was seen at the ledger and at the pages, noted apart from those who did it."""

import asyncio
from dataclasses import dataclass, field

from tests.simulation.pace import LASTS_S
from waitingroom.ledger import Append, Fence


@dataclass
class Witness:
    """Notes what happened, and every promise that was broken by it.

    Shape: who is told of a change, and what runs by a timer, has nobody to fail to; so what is
    wrong there is written down in `broken`, and read at the end.
    """

    broken: list[str] = field(default_factory=list)
    _renewed: dict[Fence, float] = field(default_factory=dict)
    _taken: set[Fence] = field(default_factory=set)
    _never: set[str] = field(default_factory=set)

    def expect(self, kept: bool, promise: str) -> None:
        """Note the promise if it was not kept."""
        if not kept:
            self.broken.append(promise)

    def renewed(self, fence: Fence) -> None:
        """A lease began or goes on."""
        self._renewed[fence] = asyncio.get_running_loop().time()

    def taken(self, fence: Fence) -> None:
        """A lease was taken by another node."""
        self._taken.add(fence)
        is_over = asyncio.get_running_loop().time() - self._renewed[fence] >= LASTS_S
        self.expect(is_over, "a node was declared dead that had renewed its lease in time")

    def settled(self, batch: str) -> None:
        """It was said that this append did not happen."""
        self._never.add(batch)

    def committed(self, append: Append) -> None:
        """An append stands."""
        self.expect(append.fence not in self._taken, "it was written under a lease that was taken")
        self.expect(append.batch not in self._never, "an append settled as lost happened later")
