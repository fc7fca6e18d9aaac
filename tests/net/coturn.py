"""A real TURN server (coturn) as an installation should have it, or with one thing wrong."""

import asyncio
import ipaddress
import shutil
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from waitingroom.core.value import Private, Value

PROGRAM = shutil.which("turnserver")
WHY_NOT = "" if PROGRAM else "there is no turnserver on this machine"
SECRET = Private("en delt hemmelighed til prøver")
REALM = "example.dk"
START_S = 10.0
PLACES = (
    "listening-ip",
    "relay-ip",
    "listening-port",
    "tls-listening-port",
    "static-auth-secret",
    "cert",
    "pkey",
    "pidfile",
    "userdb",
    "log-file",
    "allowed-peer-ip",
    "allow-loopback-peers",
)
"""Settings that are of the machine, and not of how safe the server is."""

EVERYTHING = ("0.0.0.0-255.255.255.255", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
"""What a TURN server refuses that leads to one place alone."""

PAGES_ALONE = {"user-quota"}
BLOCKS = (
    "0.0.0.0-0.255.255.255",
    "10.0.0.0-10.255.255.255",
    "100.64.0.0-100.127.255.255",
    "127.0.0.0-127.255.255.255",
    "169.254.0.0-169.254.255.255",
    "172.16.0.0-172.31.255.255",
    "192.0.0.0-192.0.0.255",
    "192.168.0.0-192.168.255.255",
    "198.18.0.0-198.19.255.255",
    "224.0.0.0-255.255.255.255",
    "::-::1",
    "::ffff:0.0.0.0-::ffff:255.255.255.255",
    "64:ff9b::-64:ff9b::ffff:ffff",
    "fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
)
"""What a TURN server that leads to the internet has to refuse, as the operator's page has it."""


class Certified(Value):
    """A certificate of our own making and its key, both as files; it is its own authority."""

    certificate: Path
    key: Path

    @property
    def trust(self) -> ssl.SSLContext:
        """What trusts this certificate and no other."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.certificate)
        return context


class Coturn(Value):
    """How it is set up. Shape: without `denied` it leads anywhere; ports 0 are chosen when free."""

    address: str = "127.0.0.1"
    port: int = 0
    tls_port: int = 0
    relay_ports: tuple[int, int] = (49160, 49959)
    more_relays: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ("127.0.0.1",)
    denied: tuple[str, ...] = BLOCKS
    secret: Private = SECRET
    needs_sign_in: bool = True

    @property
    def urls(self) -> tuple[str, str, str]:
        """Its addresses over UDP, TCP and TLS."""
        return (
            f"turn:{self.address}:{self.port}?transport=udp",
            f"turn:{self.address}:{self.port}?transport=tcp",
            f"turns:{self.address}:{self.tls_port}?transport=tcp",
        )

    def written(self, certified: Certified, folder: Path) -> str:
        """Its file of settings."""
        low, high = self.relay_ports
        access = (
            ["use-auth-secret", f"static-auth-secret={self.secret.reveal()}"]
            if self.needs_sign_in
            else ["no-auth"]
        )
        loopback = ["allow-loopback-peers"] if self._meets_loopback else []
        lines = [
            f"listening-ip={self.address}",
            f"relay-ip={self.address}",
            *(f"relay-ip={each}" for each in self.more_relays),
            f"listening-port={self.port}",
            f"tls-listening-port={self.tls_port}",
            f"min-port={low}",
            f"max-port={high}",
            f"realm={REALM}",
            f"cert={certified.certificate}",
            f"pkey={certified.key}",
            f"pidfile={folder / 'turnserver.pid'}",
            f"userdb={folder / 'turndb'}",
            f"log-file={folder / 'turn.log'}",
            *access,
            *loopback,
            "simple-log",
            "verbose",
            "fingerprint",
            "no-cli",
            "no-dtls",
            "no-multicast-peers",
            "no-tlsv1",
            "no-tlsv1_1",
            "no-rfc5780",
            "total-quota=200",
            "stale-nonce=600",
            *(f"denied-peer-ip={each}" for each in self.denied),
            *(f"allowed-peer-ip={each}" for each in self.allowed if self.denied),
        ]
        return "\n".join([*lines, ""])

    @property
    def _meets_loopback(self) -> bool:
        return not self.denied or any(
            ipaddress.ip_address(each).is_loopback for each in self.allowed
        )


def certified(folder: Path, *addresses: str, days: int = 60) -> Certified:
    """A certificate for these addresses; with days below 0 it has run out that long ago."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "turn.example.dk")])
    now = datetime.now(UTC)
    names = [x509.IPAddress(ipaddress.ip_address(each)) for each in addresses]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    found = Certified(certificate=folder / "turn.pem", key=folder / "turn.key")
    found.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    found.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return found


@asynccontextmanager
async def running(
    coturn: Coturn, certified: Certified, folder: Path, page: str = ""
) -> AsyncIterator[Coturn]:
    """The server, listening; ended by its process afterwards.

    Shape: `page` is a file of settings to take instead, with addresses and places of its own.
    """
    assert PROGRAM is not None, WHY_NOT
    free = free_ports(coturn.address, 2)
    coturn = coturn.but(port=coturn.port or free[0], tls_port=coturn.tls_port or free[1])
    settings = folder / "turn.conf"
    ours = coturn.written(certified, folder)
    settings.write_text(_moved(page, ours) if page else ours, "utf-8")
    process = await asyncio.create_subprocess_exec(
        PROGRAM,
        "-c",
        str(settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        for port in (coturn.port, coturn.tls_port):
            await _listens(coturn.address, port, process)
        yield coturn
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), START_S)
        except TimeoutError:
            process.kill()
            await process.wait()


def _moved(page: str, ours: str) -> str:
    """The settings of a page, here: where things are is ours, all that is allowed is the page's."""
    own = dict(each.partition("=")[::2] for each in ours.splitlines())
    there = dict(each.partition("=")[::2] for each in page.splitlines())
    here = [name for name in PLACES if name in own]
    kept = [each for each in page.splitlines() if each.partition("=")[0] not in here]
    assert not set(there) - set(own) - PAGES_ALONE, "a setting that no test of ours has"
    return "\n".join([*kept, *(f"{name}={own[name]}" if own[name] else name for name in here), ""])


def free_ports(address: str, count: int) -> list[int]:
    """Ports that nobody listens at now."""
    opened = [socket.create_server((address, 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in opened]
    for each in opened:
        each.close()
    return ports


async def _listens(address: str, port: int, process: asyncio.subprocess.Process) -> None:
    """Wait until it takes connections. Errors: `AssertionError` when it ends before it does."""
    async with asyncio.timeout(START_S):
        while True:
            assert process.returncode is None, "coturn ended while it started"
            try:
                _, writer = await asyncio.open_connection(address, port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return
