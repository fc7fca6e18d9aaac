"""Whether browsers will trust the certificate of a TURN server, and for how long."""

import ssl
from contextlib import suppress

from waitingroom.doctor.finding import Finding, advice, well, wrong
from waitingroom.doctor.installation import Installation
from waitingroom.doctor.transport import Unreached, connected
from waitingroom.turn import TurnAddress, turn_address

SOON_DAYS = 21
"""A certificate that is renewed by itself is renewed earlier than this."""

# Numbers of OpenSSL, from its `x509_vfy.h`.
EXPIRED, NOT_YET = 10, 9
SELF_SIGNED = (18, 19)
UNKNOWN_AUTHORITY = (2, 20, 21)
OTHER_NAME = (62, 64)


async def trusted(installation: Installation) -> tuple[Finding, ...]:
    """Whether the certificate at each address over TLS is valid, and is it for a while."""
    addresses = (turn_address(each) for each in installation.turn.urls)
    looked = [await _looked_at(installation, each) for each in addresses if _has_one(each)]
    return tuple(each for each in looked if each is not None)


def _has_one(turn: TurnAddress) -> bool:
    return turn.is_tls and turn.transport == "tcp"


async def _looked_at(installation: Installation, turn: TurnAddress) -> Finding | None:
    """What there is to say of it; nothing when nobody answers, which is said elsewhere."""
    try:
        _, writer = await connected(turn, installation.trust)
    except ssl.SSLCertVerificationError as no:
        return _distrusted(turn, no.verify_code)
    except Unreached:
        return None
    certificate = writer.get_extra_info("peercert")
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    ends = ssl.cert_time_to_seconds(certificate["notAfter"])
    return _lasting(turn, int((ends - installation.now) // 86400))


def _lasting(turn: TurnAddress, days: int) -> Finding:
    if days < SOON_DAYS:
        return advice(
            f"The certificate of {turn.host} runs out in {days} days.",
            "Renew it, and let the TURN server read it anew.",
        )
    return well(f"The certificate of {turn.host} is trusted, and holds for {days} days more.")


def _distrusted(turn: TurnAddress, code: int) -> Finding:
    host = turn.host
    if code == EXPIRED:
        return wrong(
            f"The certificate of {host} has run out.",
            "Renew it, and let the TURN server read it anew.",
        )
    if code == NOT_YET:
        return wrong(f"The certificate of {host} is not valid yet.", "Set the clocks right.")
    if code in OTHER_NAME:
        return wrong(
            f"The certificate of {host} is for another name.",
            "Get one for this name, or name the server as its certificate does.",
        )
    if code in SELF_SIGNED or code in UNKNOWN_AUTHORITY:
        return wrong(
            f"The certificate of {host} is not from an authority that browsers trust.",
            "Get one from a public authority, and give the TURN server the whole chain.",
        )
    return wrong(
        f"The certificate of {host} is not trusted (OpenSSL calls it {code}).",
        "Get a new one from a public authority.",
    )
