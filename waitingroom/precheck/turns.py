"""Sign-ins to TURN for a check: one server and one sign-in for each way, so that each is tested."""

from urllib.parse import parse_qs

from waitingroom.precheck.measured import Way
from waitingroom.precheck.talk import Turn
from waitingroom.turn import TurnServer, sign_in


def turns(server: TurnServer, now: float, name: str = "") -> tuple[Turn, ...]:
    """A sign-in for each way that the server's addresses name; the first address of a way counts.

    Shape: `name` is opaque; a new random one is taken when it is empty. Units: `now` in Unix
    seconds; they hold for `turn.LIFE_S`.
    """
    opened = sign_in(server, now, name)
    named = [(way_of(each), each) for each in server.urls]
    first = {way: url for way, url in reversed(named) if way is not None}
    return tuple(
        Turn(
            way=way,
            url=first[way],
            username=opened.username,
            credential=opened.credential.reveal(),
        )
        for way in Way
        if way in first
    )


def way_of(url: str) -> Way | None:
    """The way that a TURN address of the settings is for, by RFC 7065; None for TLS over UDP."""
    scheme, _, rest = url.partition(":")
    transport = parse_qs(rest.partition("?")[2]).get("transport", [""])[0]
    match scheme, transport:
        case "turn", "" | "udp":
            return Way.TURN_UDP
        case "turn", "tcp":
            return Way.TURN_TCP
        case "turns", "" | "tcp":
            return Way.TURN_TLS
        case _:
            return None
