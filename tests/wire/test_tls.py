"""The same over TLS, where a connection cannot be closed by halves."""

import datetime
import ipaddress
import ssl
from os import urandom
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.exceptions import ConnectionClosed

from tests.wire.behind import behind
from tests.wire.place import Door, asked, connected, page, request, serving, until, within


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A file with a key and a certificate for the loopback address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "waitingroom.test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "both.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


async def test_pages_speak_and_are_closed_over_tls_as_without(certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=certificate)
    door = Door()
    async with serving(door, certificate=certificate) as place:
        async with page(place, ssl=trust) as client:
            assert await asked(client, "hej") == "hej"
        await until(lambda: door.handlers[0].code == 1000)
        async with page(place, ssl=trust) as client:
            await within(client.send(b"binary"))
            with pytest.raises(ConnectionClosed) as closed:
                await within(client.recv())
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1003
        await until(lambda: door.handlers[1].code == 1003)


async def test_connections_are_passed_on_over_tls_and_nothing_is_left(certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=certificate)
    sent = urandom(500_000)
    async with (
        behind() as there,
        serving(there, certificate=certificate) as place,
        connected(place, tls=trust) as raw,
    ):
        raw.write(request())
        line = await there.line()
        line.write(sent)
        assert await within(raw.reader.readexactly(len(sent))) == sent
        raw.write(sent)
        assert await within(line.reader.readexactly(len(sent))) == sent
        raw.writer.close()
        assert await line.is_cut()
        line.writer.close()
        await until(lambda: there.ended == 1)
