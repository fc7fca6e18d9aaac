"""The firewalls people sit behind, and what each of them leaves open."""

from enum import StrEnum

from tests.net.forwarder import Built
from tests.net.packets import Rule, Verdict
from waitingroom.precheck.measured import Way

WEB_PORT, TURN_PORT, TLS_PORT = 443, 3478, 443
ALL = frozenset(Way)
TCP_AND_TLS = frozenset({Way.TURN_TCP, Way.TURN_TLS})


class Firewall(StrEnum):
    """One kind of firewall each."""

    OPEN = "open"
    UDP_DROPPED = "UDP dropped"
    UDP_REJECTED = "UDP rejected"
    UDP_TO_TURN_ALONE = "UDP only to port 3478"
    TURN_OVER_TCP_ALONE = "TURN only over TCP"
    NO_3478 = "UDP and TCP 3478 dropped"
    ONLY_443 = "everything but TCP 443 dropped"
    NO_MEDIA = "all media dropped"


WORK: dict[Firewall, frozenset[Way]] = {
    Firewall.OPEN: ALL,
    Firewall.UDP_DROPPED: TCP_AND_TLS,
    Firewall.UDP_REJECTED: TCP_AND_TLS,
    Firewall.UDP_TO_TURN_ALONE: ALL - {Way.DIRECT},
    Firewall.TURN_OVER_TCP_ALONE: frozenset({Way.TURN_TCP}),
    Firewall.NO_3478: frozenset({Way.TURN_TLS}),
    Firewall.ONLY_443: frozenset({Way.TURN_TLS}),
    Firewall.NO_MEDIA: frozenset(),
}
"""The ways for sound and picture that pass each of them; the pages always do."""


def rules(firewall: Firewall, built: Built) -> tuple[Rule, ...]:
    """Its rules in this laboratory."""
    no_udp = Rule(verdict=Verdict.DROP, protocol="udp")
    no_turn_tcp = Rule(verdict=Verdict.DROP, protocol="tcp", host=built.turn, port=TURN_PORT)
    no_turn_tls = Rule(verdict=Verdict.DROP, protocol="tcp", host=built.turn, port=TLS_PORT)
    passed = Rule(verdict=Verdict.PASS, protocol="udp", port=TURN_PORT)
    web = Rule(verdict=Verdict.PASS, protocol="tcp", port=WEB_PORT)
    table = {
        Firewall.OPEN: (),
        Firewall.UDP_DROPPED: (no_udp,),
        Firewall.UDP_REJECTED: (Rule(verdict=Verdict.REJECT, protocol="udp"),),
        Firewall.UDP_TO_TURN_ALONE: (passed, no_udp),
        Firewall.TURN_OVER_TCP_ALONE: (no_udp, no_turn_tls),
        Firewall.NO_3478: (no_udp, no_turn_tcp),
        Firewall.ONLY_443: (web, Rule(verdict=Verdict.DROP)),
        Firewall.NO_MEDIA: (no_udp, no_turn_tcp, no_turn_tls),
    }
    return table[firewall]
