"""Descriptions and addresses of strangers: what is left of them, and whom the probe answers."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from aiortc.sdp import SessionDescription
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.precheck.probe import filtering
from waitingroom.precheck.probe.filtering import LIMIT_BYTES, Reach, Refused, is_local
from waitingroom.precheck.talk import Connection

HEAD = (
    "v=0",
    "o=- 1 2 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=ice-ufrag:abcd",
    "a=ice-pwd:abcdefghijklmnopqrstuvwx",
    "a=fingerprint:sha-256 AA:BB",
    "a=setup:actpass",
)
DATA = ("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=sctp-port:5000")
SOUND = ("m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=rtpmap:111 opus/48000/2")
PICTURE = ("m=video 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 VP8/90000")
LINES = {"application": DATA, "audio": SOUND, "video": PICTURE}


def described(*kinds: str, also: tuple[str, ...] = ()) -> str:
    """An offer of these lines; `also` stands at the end of each."""
    mids = [str(number) for number in range(len(kinds))]
    rows = [*HEAD, "a=group:BUNDLE " + " ".join(mids)]
    for mid, kind in zip(mids, kinds, strict=True):
        rows += [*LINES[kind], f"a=mid:{mid}", *also]
    return "\r\n".join([*rows, ""])


NOWHERE = "0.0.0.0"  # noqa: S104 nothing is bound to it
addresses = st.ip_addresses().map(str) | st.sampled_from(
    ["10.0.0.5", "169.254.169.254", "127.0.0.1", "::1", "fe80::1", NOWHERE, "x.local", "intra"]
)
ports = st.integers(0, 65535)
about_candidates = st.one_of(
    st.builds(
        "a=candidate:1 1 {} 99 {} {} typ host".format,
        st.sampled_from(["udp", "tcp"]),
        addresses,
        ports,
    ),
    st.builds("a=remote-candidates:1 {} {}".format, addresses, ports),
    st.builds("c=IN IP4 {}".format, addresses),
    st.builds("a=rtcp:{} IN IP4 {}".format, ports, addresses),
    st.just("a=end-of-candidates"),
    st.just("a=ice-lite"),
)


@given(st.lists(about_candidates, max_size=8))
def test_no_address_of_a_page_reaches_the_media_library(rows: list[str]) -> None:
    text = filtering.offer(
        described("audio", "video", "application", also=tuple(rows)), Connection.MEDIA
    )
    read = SessionDescription.parse(text)
    assert len(read.media) == 3
    for line in read.media:
        assert line.ice_candidates == [] and not line.ice_candidates_complete
        assert line.host is None and line.rtcp_host is None
        assert line.ice is not None and not line.ice.iceLite


@given(
    st.text(max_size=300) | st.text(alphabet="am=:\r\ncandidate 0127.\x0b\x1c\x85", max_size=300)
)
def test_whatever_stands_in_an_offer_it_is_refused_or_has_no_address(text: str) -> None:
    try:
        left = filtering.offer(described("application") + text, Connection.DIRECT)
    except Refused:
        return
    assert "a=candidate" not in left
    assert all(not row.startswith(("c=", "a=rtcp:")) for row in left.splitlines())


@pytest.mark.parametrize(
    ("text", "connection"),
    [
        (described("audio"), Connection.DIRECT),
        (described("application", "audio"), Connection.TURN_TLS),
        (described("application", "application"), Connection.MEDIA),
        (described("video", "video", "audio"), Connection.MEDIA),
        (described(), Connection.MEDIA),
        (described("application").replace("a=group:BUNDLE 0", ""), Connection.DIRECT),
        (described("application").replace("a=ice-pwd", "a=pwd"), Connection.DIRECT),
        (described("application").replace("a=fingerprint", "a=print"), Connection.DIRECT),
        (described("application") + "a=x:" + "x" * LIMIT_BYTES, Connection.DIRECT),
        (described("application") + "a=x:æ", Connection.DIRECT),
        ("", Connection.DIRECT),
    ],
)
def test_an_offer_of_something_else_is_refused(text: str, connection: Connection) -> None:
    with pytest.raises(Refused):
        filtering.offer(text, connection)


def test_the_lines_of_a_check_are_let_through_as_they_are() -> None:
    for kinds, connection in (
        (("application",), Connection.TURN_UDP),
        (("audio", "video", "application"), Connection.MEDIA),
        (("application", "audio"), Connection.MEDIA),
    ):
        assert filtering.offer(described(*kinds), connection) == described(*kinds)


REACH = Reach(caller="8.8.8.8", friends=frozenset({"10.1.1.1"}))


@given(st.ip_addresses(), st.integers(1024, 65535))
def test_from_outside_only_public_addresses_and_our_friends_are_answered(
    address: IPv4Address | IPv6Address, port: int
) -> None:
    if REACH.allows(str(address), port):
        assert address.is_global and not address.is_multicast


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="192.168.0.0/16"))
def test_a_private_address_is_answered_in_its_own_network_only(address: IPv4Address) -> None:
    inside = Reach(caller="10.200.0.1", local=True)
    assert inside.allows(str(address), 50_000)
    assert REACH.allows(str(address), 50_000) == (str(address) == "10.1.1.1")


@given(st.ip_addresses(v=4))
def test_an_address_is_the_same_however_it_is_dressed(address: IPv4Address) -> None:
    number = int(address)
    dressed = (
        f"::ffff:{address}",
        str(IPv6Address((0x0064FF9B << 96) + number)),
        str(IPv6Address((0x2002 << 112) + (number << 80))),
    )
    plain = REACH.allows(str(address), 50_000)
    assert [REACH.allows(each, 50_000) for each in dressed] == [plain] * 3


@given(st.ip_addresses(), st.integers(0, 1023))
def test_no_service_of_a_machine_is_answered(address: IPv4Address | IPv6Address, port: int) -> None:
    everything = Reach(caller=str(address), friends=frozenset({str(address)}), local=True)
    assert not everything.allows(str(address), port)


@pytest.mark.parametrize(
    "address", ["224.0.0.1", "255.255.255.255", NOWHERE, "ff02::1", "::", "x.local", "", "1.2.3"]
)
def test_nobodys_address_is_not_answered_even_for_who_says_it_is_theirs(address: str) -> None:
    everything = Reach(caller=address, friends=frozenset({address}), local=True)
    assert not everything.allows(address, 50_000)


def test_the_caller_and_our_friends_are_answered_wherever_they_are() -> None:
    assert Reach(caller="127.0.0.1").allows("127.0.0.1", 50_000)
    assert Reach(caller="").allows("10.1.1.1", 50_000) is False
    assert REACH.allows("10.1.1.1", 50_000)
    assert not Reach(caller="", local=True).allows("169.254.169.254", 50_000)


@pytest.mark.parametrize(
    ("addresses", "local"),
    [((), True), (("10.0.0.1",), True), (("8.8.8.8",), False), (("10.0.0.1", "8.8.8.8"), False)],
)
def test_an_installation_is_local_when_none_of_its_addresses_is_public(
    addresses: tuple[str, ...], local: bool
) -> None:
    assert is_local(addresses) is local
    assert ip_address("8.8.8.8").is_global
