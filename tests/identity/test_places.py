"""Place tickets: what comes out is what went in, for a day, and nothing that anybody else made."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.identity.test_seals import GUEST, STAFF
from waitingroom.core.ids import Epoch, OrganisationId, QueueId, UnitId, Version
from waitingroom.core.model import Kind, Priority
from waitingroom.core.restoration import Flaw
from waitingroom.identity import Seals
from waitingroom.identity.ids import fresh_token
from waitingroom.identity.places import LIFE, LONGEST, Place, PlaceTickets, belongs
from waitingroom.keys import Keys
from waitingroom.precheck.tickets import Audience, Ticket, opened, seal

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HERE, ELSEWHERE = "https://venter.example.dk", "https://venter.example.com"
KEYS, OTHER_KEYS = Keys(bytes(range(32))), Keys(bytes(range(1, 33)))
TENANT = OrganisationId("org-1")
PLACE = Place(
    tenant=TENANT,
    queue=GUEST.queue,
    visit=GUEST.visit,
    guest=GUEST.guest,
    role=GUEST.role,
    kind=Kind.BOOKED,
    priority=Priority.MOVED_UP,
    number=7,
    arrived_at=NOW - timedelta(minutes=5),
    admissions=1,
    epoch=Epoch("a" * 32),
    version=Version(41),
)


def office(keys: Keys = KEYS, issuer: str = HERE) -> PlaceTickets:
    return PlaceTickets(keys.key, issuer)


def parts(text: str) -> list[dict[str, Any]]:
    return [json.loads(decoded(each)) for each in text.split(".")[:2]]


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_place_comes_out_as_it_went_in() -> None:
    assert office().read(office().write(PLACE, NOW), NOW) == PLACE


def test_a_ticket_is_a_jwt_of_one_kind_without_a_word_about_a_person() -> None:
    header, claims = parts(office().write(PLACE, NOW))
    assert (header["alg"], header["typ"], set(header)) == (
        "EdDSA",
        "place+jwt",
        {"alg", "kid", "typ"},
    )
    assert (claims["iss"], claims["aud"]) == (HERE, "place")
    assert claims["exp"] - claims["iat"] == 24 * 3600
    assert set(claims) == set(Place.__struct_fields__) | {"iss", "aud", "iat", "exp"}


def test_a_ticket_fits_into_a_cookie_and_needs_no_escaping() -> None:
    long = PLACE.but(tenant="t" * 64, queue="q" * 64, visit="v" * 64, guest="g" * 64, version=2**53)
    text = office(issuer="https://" + "x" * 200 + ".dk").write(long, NOW)
    assert len(text) <= LONGEST
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def test_it_is_good_for_a_day_and_the_leeway_of_clocks() -> None:
    text = office().write(PLACE, NOW)
    assert office().read(text, NOW + LIFE) == PLACE
    assert office().read(text, NOW - timedelta(seconds=30)) == PLACE
    assert office().read(text, NOW + LIFE + timedelta(seconds=30)) is Flaw.EXPIRED
    assert office().read(text, NOW - timedelta(seconds=31)) is Flaw.EXPIRED


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_new_key_begins_each_day_and_the_old_one_opens_as_long_as_its_tickets_live(
    hour: int,
) -> None:
    begun, served = NOW.replace(hour=hour, minute=59, second=59), office()
    text = served.write(PLACE, begun)
    kids = {parts(served.write(PLACE, begun + timedelta(days=day)))[0]["kid"] for day in range(4)}
    assert len(kids) == 4
    for minutes in range(0, 24 * 60, 7):
        assert served.read(text, begun + timedelta(minutes=minutes)) == PLACE
    assert served.read(text, begun + timedelta(days=3)) is Flaw.EXPIRED


def test_nodes_that_share_the_secret_read_each_others_tickets_and_no_others_do() -> None:
    text = office().write(PLACE, NOW)
    assert office(Keys(bytes(range(32)))).read(text, NOW) == PLACE
    assert office(OTHER_KEYS).read(text, NOW) is Flaw.FORGED
    # Another installation that was made from a copy of this one has its secret too.
    assert isinstance(office(issuer=ELSEWHERE).read(text, NOW), Flaw)


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        ({}, None),
        ({"tenant": "org-2"}, Flaw.OTHER_TENANT),
        ({"queue": "queue-2"}, Flaw.OTHER_QUEUE),
        ({"visit": "visit-2"}, Flaw.OTHER_GUEST),
        ({"guest": "guest-2"}, Flaw.OTHER_GUEST),
    ],
)
def test_a_place_belongs_to_one_guest_of_one_queue(
    changed: dict[str, str], flaw: Flaw | None
) -> None:
    assert belongs(PLACE.but(**changed), GUEST, TENANT) is flaw


# --- forgeries


def made(header: dict[str, Any], claims: dict[str, Any], key: Ed25519PrivateKey | None) -> str:
    signed = f"{coded(json.dumps(header).encode())}.{coded(json.dumps(claims).encode())}"
    return f"{signed}.{coded(key.sign(signed.encode()) if key else b'')}"


def key_of_today(keys: Keys = KEYS) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(keys.key(f"place tickets {NOW.date()}"))


def forgeries() -> Iterator[tuple[str, str]]:
    """Sixty ways to make a ticket that is none of ours, each with a word for it."""
    text = office().write(PLACE, NOW)
    header, claims = parts(text)
    head, body, mark = text.split(".")
    ours, theirs = key_of_today(), key_of_today(OTHER_KEYS)
    public = ours.public_key().public_bytes_raw()
    for alg in ("none", "None", "NONE", "", "HS256", "HS512", "RS256", "ES256", "Ed25519", "eddsa"):
        yield f"alg {alg}", made(header | {"alg": alg}, claims, ours)
        yield f"alg {alg} unsigned", made(header | {"alg": alg}, claims, None)
    for name in ("jku", "jwk", "x5u", "x5c", "x5t", "crit", "b64", "zip", "cty"):
        yield name, made(header | {name: ["exp"]}, claims, ours)
    for typ in ("JWT", "place", "jwt", "", "application/place+jwt"):
        yield f"typ {typ}", made(header | {"typ": typ}, claims, ours)
    for kid in ("", "../../key", "' OR 1=1", "0" * 16, header["kid"].upper()):
        yield f"kid {kid}", made(header | {"kid": kid}, claims, ours)
    for left_out in ("alg", "kid", "typ"):
        short = {name: said for name, said in header.items() if name != left_out}
        yield f"without {left_out}", made(short, claims, ours)
    for changed in ({"number": 1}, {"priority": 0, "visit": "visit-2"}, {"guest": "guest-2"}):
        yield f"altered {changed}", f"{head}.{coded(json.dumps(claims | changed).encode())}.{mark}"
    hmacs = f"{coded(json.dumps(header | {'alg': 'HS256'}).encode())}.{body}"
    signature = hmac.digest(public, hmacs.encode(), hashlib.sha256)
    yield "public key as HMAC secret", f"{hmacs}.{coded(signature)}"
    yield "another installation's key", made(header, claims, theirs)
    yield "no signature", f"{head}.{body}."
    yield "two parts", f"{head}.{body}"
    yield "four parts", f"{text}.{mark}"
    yield "half a signature", f"{head}.{body}.{mark[:43]}"
    yield "a signature of zeros", f"{head}.{body}.{coded(bytes(64))}"
    yield "another spelling", f"{head}.{body}.{mark[:-1]}{'B' if mark[-1] == 'A' else 'A'}"
    yield "padded", f"{head}.{body}.{mark}=="
    yield "with a space", f"{head}.{body}.{mark[:9]} {mark[9:]}"
    yield "with a line feed", f"{text}\n"
    yield "too long", text + "A" * LONGEST
    yield "not ASCII", text[:-1] + "é"
    yield "empty", ""


def badly_claimed() -> Iterator[tuple[str, str]]:
    """What we would never sign, signed with the right key: a mistake of ours gives no place."""
    header, claims = parts(office().write(PLACE, NOW))
    ours = key_of_today()
    for changed in (
        {"aud": "sign-in"},
        {"aud": ["place"]},
        {"iss": ELSEWHERE},
        {"exp": claims["iat"] + 365 * 86400},
        {"exp": claims["iat"] - 3600, "iat": claims["iat"] - 7200},
        {"iat": claims["iat"] + 3600, "exp": claims["exp"] + 3600},
        {"exp": "tomorrow"},
        {"number": 0},
        {"number": 1.5},
        {"priority": -1},
        {"role": "clinician"},
        {"arrived_at": "2026-03-02T10:00:00"},
        {"nbf": 0},
    ):
        yield f"claims {changed}", made(header, claims | changed, ours)
    for left_out in ("iss", "aud", "iat", "exp", "epoch", "version", "guest"):
        short = {name: said for name, said in claims.items() if name != left_out}
        yield f"without {left_out}", made(header, short, ours)


FORGED = [*forgeries(), *badly_claimed()]


def test_there_are_sixty_forgeries_and_each_is_another_text() -> None:
    assert len({text for _, text in FORGED}) == len(FORGED) >= 60


@pytest.mark.parametrize(("text"), [text for _, text in FORGED], ids=[word for word, _ in FORGED])
def test_no_forgery_gives_a_place(text: str) -> None:
    assert isinstance(office().read(text, NOW), Flaw)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_whatever_text_comes_it_is_answered(text: str) -> None:
    assert isinstance(office().read(text, NOW), Flaw)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_ticket_with_one_byte_changed_gives_no_place(where: int, how: int) -> None:
    text = bytearray(office().write(PLACE, NOW).encode())
    text[where % len(text)] ^= how
    assert isinstance(office().read(text.decode("latin-1"), NOW), Flaw)


def test_place_sign_in_link_and_probe_are_not_exchangeable() -> None:
    """Made with the keys of one installation, none of them opens what another one opens."""
    seals = Seals(KEYS.key("sign-in cookies"))
    probe = Ticket(
        audience=Audience.GUEST,
        unit=UnitId("u"),
        queue=QueueId("q"),
        nonce="n",
        expires_at=NOW + timedelta(seconds=30),
    )
    mine = {
        "place": office().write(PLACE, NOW),
        "guest": seals.seal_guest(GUEST),
        "staff": seals.seal_staff(STAFF),
        "link": fresh_token(),
        "probe": seal(KEYS.key("probe tickets"), probe),
    }
    opens: dict[str, Callable[[str], bool]] = {
        "place": lambda text: not isinstance(office().read(text, NOW), Flaw),
        "guest": lambda text: seals.open_guest(text, NOW) is not None,
        "staff": lambda text: seals.open_staff(text, NOW) is not None,
        "probe": lambda text: opened(KEYS.key("probe tickets"), text, NOW) is not None,
    }
    found = {
        (key, name) for key, text in mine.items() for name, open_ in opens.items() if open_(text)
    }
    assert found == {(name, name) for name in opens}
