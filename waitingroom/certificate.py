"""A certificate of our own, so that a phone on the same network can try everything.

A browser gives camera and microphone only to pages that came over https. Nobody vouches for this
certificate, so the phone asks once whether to go on; a real installation stands behind a proxy with
a certificate of its own.
"""

import ipaddress
import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LASTS = timedelta(days=90)


def own_address() -> str:
    """The address of this machine on its network, or loopback when it has none.

    Nothing is sent: connecting a UDP socket only asks the system which way it would go. The address
    asked about is one that documentation may use and nobody has.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(asking.getsockname()[0])


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """A certificate for this address and its key, made anew when the one there is not good."""
    kept, key = folder / "phone.pem", folder / "phone.key"
    if not (key.exists() and kept.exists() and _is_good(kept, address)):
        _make(kept, key, address)
    return kept, key


def _is_good(path: Path, address: str) -> bool:
    found = x509.load_pem_x509_certificate(path.read_bytes())
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    soon = datetime.now(UTC) + timedelta(days=1)
    return found.not_valid_after_utc > soon and ipaddress.ip_address(
        address
    ) in names.get_values_for_type(x509.IPAddress)


def _make(kept: Path, key_path: Path, address: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Virtuelt venteværelse")])
    now = datetime.now(UTC)
    addresses = {address, "127.0.0.1"}
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LASTS)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.IPAddress(ipaddress.ip_address(each)) for each in sorted(addresses)]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(key_path, secret)
    _write(kept, made.public_bytes(serialization.Encoding.PEM))


def _write(path: Path, content: bytes) -> None:
    # The key is for our eyes only, from its first byte on.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
