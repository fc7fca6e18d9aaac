"""Whether this process lives, and whether it should be given visitors."""

from waitingroom.web.call import Anybody, Call
from waitingroom.web.problems import Answer, json
from waitingroom.web.shapes import Fine


async def live(call: Call[Anybody, None]) -> Answer:
    """Yes, as long as the loop turns."""
    return Fine()


async def ready(call: Call[Anybody, None]) -> Answer:
    """200 or 503, and how each part is; a part that is only a note does not decide."""
    readiness = await call.rooms.ready()
    return json(readiness, 200 if readiness.ready else 503)
