"""What stands in the settings and in the files they name: looked at before anybody is served."""

import ipaddress
import os
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from waitingroom.doctor.finding import Finding, advice, well, wrong
from waitingroom.doctor.installation import Installation
from waitingroom.keys import BadKey, keys
from waitingroom.settings import Settings

LEAST_FREE_BYTES = 200 * 2**20

LOCAL = ("localhost", "127.0.0.1", "::1")


async def examined(installation: Installation) -> tuple[Finding, ...]:
    """All of it; see `looked_at`."""
    return looked_at(installation.settings)


def looked_at(settings: Settings) -> tuple[Finding, ...]:
    """What there is to say of these settings; whoever serves refuses what is wrong."""
    found = (
        *_folder(settings),
        *_key(settings),
        *_secrets(settings),
        *_certificate(settings),
        *_origin(settings),
        *_media(settings),
    )
    return found or (well("The settings and the files they name are as they should be."),)


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    if not os.access(folder, os.W_OK | os.X_OK):
        yield wrong(
            f"The data folder {folder} can't be written to.",
            "Let it belong to the account that runs the program (WAITINGROOM_DATA).",
        )
        return
    if free_bytes(folder) < LEAST_FREE_BYTES:
        yield wrong(
            f"Less than 200 MiB are free where the data folder {folder} is.", "Make space there."
        )
    if _is_open(folder):
        yield advice(
            f"The data folder {folder} can be read by others on this machine.",
            f"chmod 700 {folder}",
        )


def free_bytes(path: Path) -> int:
    """The bytes that are free on the filesystem of this folder."""
    free = os.statvfs(path)
    return free.f_bavail * free.f_frsize


def _key(settings: Settings) -> Iterator[Finding]:
    path = settings.key_file or settings.data / "key"
    if settings.key_file is None and not settings.is_alone:
        yield advice(
            "WAITINGROOM_KEY_FILE is not set: this database can be used by one process only.",
            "For several nodes, put one file with the same content on each, and name it.",
        )
    if settings.key_file is None and not path.exists():
        return  # It is made at the first start.
    try:
        keys(settings.data, settings.key_file)
    except BadKey as bad:
        yield wrong(f"{bad}.", "It must be the file of all nodes, and its owner's alone.")


def _secrets(settings: Settings) -> Iterator[Finding]:
    """Passwords of others: who reads them can send messages, or media, in our name."""
    named = {
        "WAITINGROOM_TURN_SECRET_FILE": settings.turn_secret_file,
        "WAITINGROOM_SMS_KEY_FILE": settings.sms_key_file,
    }
    for name, path in named.items():
        if path is None:
            continue
        if not os.access(path, os.R_OK):
            yield wrong(f"{path} of {name} can't be read.", "Let our account own that file.")
        elif _is_open(path):
            yield advice(f"{path} can be read by others on this machine.", f"chmod 600 {path}")


def _certificate(settings: Settings) -> Iterator[Finding]:
    certificate, key = settings.certificate, settings.certificate_key
    if certificate is None or key is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError):
        yield wrong(
            "WAITINGROOM_CERTIFICATE and WAITINGROOM_CERTIFICATE_KEY can't be used together.",
            "Name a certificate in PEM form and the private key that belongs to it.",
        )
        return
    if _is_open(key):
        yield wrong(
            f"{key}, the private key of the certificate, can be read by others.",
            f"chmod 600 {key}",
        )


def _origin(settings: Settings) -> Iterator[Finding]:
    if not settings.is_secure:
        yield advice(
            f"Pages at {settings.origin} are not encrypted, and browsers give them no camera.",
            "Use https, with a certificate of ours or a proxy before us; set WAITINGROOM_URL.",
        )


def _media(settings: Settings) -> Iterator[Finding]:
    """PINs and who comes in pass there: over a network of others only under TLS."""
    for name in ("media_url", "hooks_url"):
        url = urlsplit(getattr(settings, name))
        if url.scheme == "https" or url.hostname in LOCAL:
            continue
        setting = f"WAITINGROOM_{name.upper()}"
        if not is_private(url.hostname or ""):
            yield wrong(
                f"{setting} leads over a network in the clear.",
                "Let it begin with https, or use a private address inside your own network.",
            )
        else:
            yield advice(
                f"What passes to {setting} is not encrypted.",
                "Keep that network to these machines alone, or let it begin with https.",
            )


def is_private(host: str) -> bool:
    """Whether this is a literal address of a house's own network; a name may lead anywhere."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_private and not address.is_unspecified


def _is_open(path: Path) -> bool:
    """Whether somebody else on this machine may read it."""
    return path.exists() and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
