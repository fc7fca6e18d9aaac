"""Sealed cookies: what comes out is what went in, and nothing that anybody else made."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import Signer, TimestampSigner, URLSafeSerializer

from waitingroom.core.ids import GuestId, LinkId, QueueId, StaffId, VisitId
from waitingroom.core.model import Role
from waitingroom.identity import GuestSignIn, Seals, SignInId, StaffSignIn

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))

GUEST = GuestSignIn(
    guest=GuestId("guest-1"),
    visit=VisitId("visit-1"),
    queue=QueueId("queue-1"),
    role=Role.RELATIVE,
    walk_in=False,
    link=LinkId("link-1"),
    expires_at=NOW + timedelta(hours=4),
)
STAFF = StaffSignIn(
    id=SignInId("sign-in-1"), staff=StaffId("staff-1"), expires_at=NOW + timedelta(hours=12)
)


def test_a_guest_comes_out_as_they_went_in() -> None:
    seals = Seals(KEY)
    assert seals.open_guest(seals.seal_guest(GUEST), NOW) == GUEST


def test_a_walk_in_without_a_link_comes_out_as_they_went_in() -> None:
    seals = Seals(KEY)
    walk_in = GUEST.but(walk_in=True, link=None)
    assert seals.open_guest(seals.seal_guest(walk_in), NOW) == walk_in


def test_staff_come_out_as_they_went_in() -> None:
    seals = Seals(KEY)
    assert seals.open_staff(seals.seal_staff(STAFF), NOW) == STAFF


def test_a_cookie_needs_no_escaping_and_is_short() -> None:
    long = GUEST.but(
        guest=GuestId("g" * 64), visit=VisitId("v" * 64), queue=QueueId("q" * 64), link=None
    )
    cookie = Seals(KEY).seal_guest(long)
    assert set(cookie) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert len(cookie) <= 1024
    assert Seals(KEY).open_guest(cookie, NOW) == long


def test_a_sign_in_ends_at_the_instant_it_says() -> None:
    seals = Seals(KEY)
    cookie = seals.seal_guest(GUEST)
    assert seals.open_guest(cookie, GUEST.expires_at - timedelta(microseconds=1)) == GUEST
    assert seals.open_guest(cookie, GUEST.expires_at) is None


def test_the_two_kinds_are_not_exchangeable() -> None:
    seals = Seals(KEY)
    assert seals.open_staff(seals.seal_guest(GUEST), NOW) is None
    assert seals.open_guest(seals.seal_staff(STAFF), NOW) is None


def test_a_new_key_signs_nobody_out_until_the_old_one_is_dropped() -> None:
    old = Seals(OTHER_KEY).seal_guest(GUEST)
    during = Seals(KEY, older=[OTHER_KEY])
    assert during.open_guest(old, NOW) == GUEST
    assert Seals(KEY).open_guest(during.seal_guest(GUEST), NOW) == GUEST
    assert Seals(KEY).open_guest(old, NOW) is None


@pytest.mark.parametrize("keys", [(b"short", ()), (KEY, (b"short",)), (b"", ())])
def test_a_short_key_is_refused_and_not_told(keys: tuple[bytes, tuple[bytes, ...]]) -> None:
    with pytest.raises(ValueError, match="at least 32 bytes") as refused:
        Seals(*keys)
    assert "short" not in str(refused.value)


def test_content_in_another_form_opens_as_nothing() -> None:
    for content in (b"", b"[]", b"{}", b'{"type":"guest"}', b"\xff\xfe", b'{"type":"staff"}'):
        cookie = _signed(content, "guest")
        assert Seals(KEY).open_guest(cookie, NOW) is None


def test_a_sign_in_without_a_time_zone_opens_as_nothing() -> None:
    content = _content(GUEST).replace(b"Z", b"")
    assert Seals(KEY).open_guest(_signed(content, "guest"), NOW) is None


def test_ours_are_made_as_the_forgeries_below_suppose() -> None:
    assert Seals(KEY).open_guest(_signed(_content(GUEST), "guest"), NOW) == GUEST
    assert Seals(KEY).open_staff(_signed(_content(STAFF), "staff"), NOW) == STAFF


# --- forgeries


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _content(sign_in: GuestSignIn | StaffSignIn) -> bytes:
    cookie = (
        Seals(KEY).seal_guest(sign_in)
        if isinstance(sign_in, GuestSignIn)
        else (Seals(KEY).seal_staff(sign_in))
    )
    text = cookie.partition(".")[0]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _signed(content: bytes, kind: str, key: bytes = KEY) -> str:
    return _signer(f"waitingroom {kind} sign-in", key).sign(_b64(content)).decode()


def _signer(
    salt: str, key: bytes = KEY, derivation: str = "hmac", digest: str = "sha256"
) -> Signer:
    return Signer(key, salt=salt, key_derivation=derivation, digest_method=getattr(hashlib, digest))


def _altered() -> Iterator[str]:
    """A good cookie with something changed: text, mark, or what lies between."""
    good = Seals(KEY).seal_guest(GUEST)
    text, _, mark = good.partition(".")
    for place in (0, 1, len(text) // 2, len(text) - 1):
        yield f"{text[:place]}{'A' if text[place] != 'A' else 'B'}{text[place + 1 :]}.{mark}"
    for place in (0, 20, len(mark) - 1):
        yield f"{text}.{mark[:place]}{'A' if mark[place] != 'A' else 'B'}{mark[place + 1 :]}"
    yield from (text, f"{text}.", f".{mark}", mark, f"{mark}.{text}", f"{text}{mark}")
    yield from (
        f"{text}.{mark}=",
        f"{text}.{mark}.",
        f".{good}",
        f"{good}.{mark}",
        f"{text}..{mark}",
    )
    yield from (f" {good}", f"{good} ", f"{good}\n", f'"{good}"', f"{text}.{mark[:20]}!{mark[20:]}")
    yield from (good.upper(), good.lower(), good[:-1], good[1:], f"{text}.{'A' * 43}", good * 2)
    yield from (f"{text}.{mark}\x00", f"{text}.{mark}é", f"{text}\udce9.{mark}")


def _rewritten() -> Iterator[str]:
    """Another content under the mark of a good cookie."""
    mark = Seals(KEY).seal_guest(GUEST).partition(".")[2]
    for name, value in {
        "guest": "guest-2",
        "visit": "visit-2",
        "queue": "queue-2",
        "role": "colleague",
        "walk_in": True,
        "link": None,
        "expires_at": "2099-01-01T00:00:00Z",
    }.items():
        content = json.loads(_content(GUEST)) | {name: value}
        yield f"{_b64(json.dumps(content).encode())}.{mark}"


def _otherwise_signed() -> Iterator[str]:
    """A good content under a mark that is not ours."""
    text, content = _b64(_content(GUEST)), _content(GUEST)
    salt = "waitingroom guest sign-in"
    yield _signed(content, "guest", OTHER_KEY)
    yield _signed(content, "guest", b"\x00" * 32)
    yield _signed(content, "staff")
    yield _signed(content, "host")
    yield _signer("itsdangerous.Signer").sign(text).decode()
    yield _signer("").sign(text).decode()
    for derivation in ("concat", "django-concat", "none"):
        yield _signer(salt, derivation=derivation).sign(text).decode()
    for digest in ("sha1", "md5", "sha512"):
        yield _signer(salt, digest=digest).sign(text).decode()
    yield TimestampSigner(KEY, salt=salt).sign(text).decode()
    yield str(URLSafeSerializer(KEY, salt=salt).dumps(json.loads(content)))
    yield f"{text}.{_b64(hashlib.sha256(KEY + text.encode()).digest())}"
    yield f"{text}.{_b64(hashlib.sha256(text.encode()).digest())}"


def _from_elsewhere() -> Iterator[str]:
    """What people try who know how others seal."""
    text = _b64(_content(GUEST))
    for head in ('{"alg":"none"}', '{"alg":"None"}', '{"alg":"HS256","typ":"JWT"}'):
        yield f"{_b64(head.encode())}.{text}."
    yield from ("", ".", "..", "null", "{}", "true", "\x00", "\ud800", "é" * 50, "A" * 100_000)
    yield "." * 1000
    yield _content(GUEST).decode()
    yield "../../etc/passwd"
    yield "' OR 1=1 --"


def _staff_forgeries() -> Iterator[str]:
    good = Seals(KEY).seal_staff(STAFF)
    text, _, mark = good.partition(".")
    content = json.loads(_content(STAFF)) | {"staff": "staff-2"}
    yield f"{_b64(json.dumps(content).encode())}.{mark}"
    yield from (text, f"{text}.", good[:-1], good.swapcase())
    yield _signed(_content(STAFF), "guest")
    yield _signed(_content(STAFF), "staff", OTHER_KEY)
    yield Seals(KEY).seal_staff(STAFF.but(expires_at=NOW))
    yield Seals(KEY).seal_staff(STAFF.but(expires_at=NOW - timedelta(days=365)))


FORGERIES = [
    each
    for source in (_altered, _rewritten, _otherwise_signed, _from_elsewhere, _staff_forgeries)
    for each in source()
]


def _opens(open_it: Callable[[str, datetime], object], cookie: str) -> bool:
    return open_it(cookie, NOW) is not None


def test_there_are_at_least_sixty_forgeries_all_different() -> None:
    assert len(set(FORGERIES)) == len(FORGERIES) >= 60


@pytest.mark.parametrize("number", range(len(FORGERIES)))
def test_no_forgery_lets_anybody_in(number: int) -> None:
    seals = Seals(KEY)
    assert not _opens(seals.open_guest, FORGERIES[number])
    assert not _opens(seals.open_staff, FORGERIES[number])


@given(st.text())
def test_any_text_opens_as_nothing_and_raises_nothing(text: str) -> None:
    seals = Seals(KEY)
    assert seals.open_guest(text, NOW) is None
    assert seals.open_staff(text, NOW) is None


@given(st.data())
def test_a_changed_character_anywhere_spoils_the_cookie(data: st.DataObject) -> None:
    good = Seals(KEY).seal_guest(GUEST)
    place = data.draw(st.integers(0, len(good) - 1))
    letter = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = good[:place] + letter + good[place + 1 :]
    assert (Seals(KEY).open_guest(changed, NOW) is not None) == (changed == good)
