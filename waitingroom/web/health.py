"""Whether this process lives, and whether it should be given visitors."""

from waitingroom.core.value import Value
from waitingroom.entering import Entered
from waitingroom.web.call import Anybody, Call
from waitingroom.web.problems import Answer, json
from waitingroom.web.shapes import Fine


class Told(Value):
    """How this process is, for programs and for people.

    Shape: `room` says in Danish and English how many calls more the conference takes; `entered` is
    how long the newest calls took from being called to media.
    """

    ready: bool
    parts: dict[str, bool]
    calls_left: int | None
    room: dict[str, str]
    entered: Entered | None


async def live(call: Call[Anybody, None]) -> Answer:
    """Yes, as long as the loop turns."""
    return Fine()


async def ready(call: Call[Anybody, None]) -> Answer:
    """200 or 503, and how each part is; a part that is only a note does not decide."""
    readiness = await call.rooms.ready()
    told = Told(
        ready=readiness.ready,
        parts=readiness.parts,
        calls_left=readiness.calls_left,
        room=room(readiness.calls_left),
        entered=readiness.entered,
    )
    return json(told, 200 if readiness.ready else 503)


def room(calls_left: int | None) -> dict[str, str]:
    """How many calls more there is room for, in plain words of both languages."""
    match calls_left:
        case None:
            danish, english = "Pladsen kendes ikke lige nu", "The room is not known right now"
        case 0:
            danish, english = "Ikke plads til flere samtaler", "No room for more calls"
        case 1:
            danish, english = "Plads til 1 samtale mere", "Room for 1 more call"
        case _:
            danish = f"Plads til {calls_left} samtaler mere"
            english = f"Room for {calls_left} more calls"
    return {"da": danish, "en": english}
