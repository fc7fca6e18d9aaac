"""Our messages of STUN are those that another implementation reads, and the other way round."""

import ipaddress

from aioice import stun as others
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.core.value import Private
from waitingroom.doctor import stun
from waitingroom.doctor.stun import Attribute, Kind, Message, Method

PROOF = stun.Proof(
    username="1790000600:doctor",
    realm=b"example.dk",
    nonce=b"f//499k954d6OL34oL9FSTvy64sA",
    password=Private("TheMatrIX"),
)


def request(method: Method, attributes: stun.Attributes) -> Message:
    return Message(
        method=method, kind=Kind.REQUEST, transaction=b"twelve bytes", attributes=attributes
    )


def test_another_implementation_reads_a_signed_request_and_believes_it() -> None:
    peer = stun.masked((ipaddress.ip_address("192.0.2.7"), 9), b"twelve bytes")
    data = stun.written(request(Method.CREATE_PERMISSION, {Attribute.PEER_ADDRESS: peer}), PROOF)
    heard = others.parse_message(data)
    assert heard.check_message_integrity(PROOF.key)
    assert not heard.check_message_integrity(PROOF.key[::-1])
    assert heard.message_method is others.Method.CREATE_PERMISSION
    assert heard.attributes["XOR-PEER-ADDRESS"] == ("192.0.2.7", 9)
    assert heard.attributes["USERNAME"] == PROOF.username


def test_the_answer_of_another_implementation_is_read() -> None:
    said = others.Message(others.Method.ALLOCATE, others.Class.RESPONSE, b"twelve bytes")
    said.attributes["XOR-RELAYED-ADDRESS"] = ("2001:db8::7", 49160)
    answer = stun.read(bytes(said))
    assert answer
    assert (answer.method, answer.kind) == (Method.ALLOCATE, Kind.SUCCESS)
    assert answer.relayed == ("2001:db8::7", 49160)
    assert answer.code == 0


def test_a_refusal_has_its_number() -> None:
    said = others.Message(others.Method.CHANNEL_BIND, others.Class.ERROR, b"twelve bytes")
    said.attributes["ERROR-CODE"] = (403, "Forbidden IP")
    answer = stun.read(bytes(said))
    assert answer
    assert answer.code == 403


@given(st.ip_addresses(), st.integers(0, 65535), st.binary(min_size=12, max_size=12))
def test_an_address_comes_out_as_it_went_in(
    address: stun.IpAddress, port: int, transaction: bytes
) -> None:
    assert stun.unmasked(stun.masked((address, port), transaction), transaction) == (
        str(ipaddress.ip_address(address.packed)),
        port,
    )


@given(st.binary(max_size=200))
def test_whatever_a_stranger_sends_is_a_message_or_nothing(data: bytes) -> None:
    head = b"\x01\x13" + len(data).to_bytes(2, "big") + stun.COOKIE.to_bytes(4, "big")
    for each in (data, head + b"twelve bytes" + data):
        found = stun.read(each)
        assert found is None or 0 <= found.code < 1000
        assert found is None or found.relayed is None or found.relayed[1] < 65536
