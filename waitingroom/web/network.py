"""What an IT department is told of this installation: what its network must let out."""

from waitingroom.web.call import Anybody, Call
from waitingroom.web.problems import Answer


async def look(call: Call[Anybody, None]) -> Answer:
    """The openings that guests and staff need, and who carries the conferences."""
    return call.rooms.network
