"""Settings: read once, typed, and refused with a sentence when they can't be used."""

from pathlib import Path

import pytest

from waitingroom.settings import NAMES, BadSetting, Settings, checked, read


def test_what_is_not_said_keeps_its_default() -> None:
    assert read({}) == Settings()
    assert read({"WAITINGROOM_PORT": "", "PORT": "99"}) == Settings()


def test_everything_can_be_said() -> None:
    said = {
        "data": "/tmp/clinic",  # noqa: S108 - only a name
        "host": "0.0.0.0",  # noqa: S104 - only a name
        "port": "9000",
        "url": "https://venter.example.dk/",
        "certificate": "c.pem",
        "certificate_key": "c.key",
        "database": "postgresql+asyncpg://db/waiting",
        "redis": "rediss://us:word@redis.example.dk:6379",
        "media_addresses": "192.0.2.1, 192.0.2.2",
        "turn_urls": "turn:turn.example.dk:3478?transport=udp, turns:turn.example.dk:443",
        "turn_secret_file": "turn.secret",
        "precheck": "no",
        "precheck_slots": "30",
        "precheck_lag_ms": "40",
        "walk_ins_per_h": "50",
        "networks": "192.0.2.0/24",
        "proxies": "192.0.2.9",
        "most_lines": "8000",
        "notice_s": "2",
        "unseen_at_door": "80",
        "demo": "no",
        "log_level": "DEBUG",
        "phone_prefixes": "+45, +298",
        "dial_in_number": "+45 00 00 00 00",
        "sms_gateway": "gatewayapi",
        "sms_key_file": "sms.key",
        "sms_sender": "Klinikken",
        "sms_prefixes": "+45,+299",
        "sms_per_day": "90",
        "key_file": "shared.key",
        "media_url": "http://10.0.0.5:8090",
        "probe_url": "http://10.0.0.5:8091",
        "hooks_url": "https://hooks.example.dk",
        "hooks_host": "10.0.0.6",
        "hooks_port": "9001",
        "hooks_networks": "10.0.0.0/24, ::1/128",
    }
    assert set(said) == set(NAMES)
    settings = read({f"WAITINGROOM_{name.upper()}": text for name, text in said.items()})
    assert settings.data == Path("/tmp/clinic")  # noqa: S108 - only a name
    assert settings.origin == "https://venter.example.dk"
    assert settings.media_addresses == ("192.0.2.1", "192.0.2.2")
    assert settings.turn_urls[1] == "turns:turn.example.dk:443"
    assert settings.turn_secret_file == Path("turn.secret")
    assert (settings.port, settings.walk_ins_per_h, settings.demo) == (9000, 50, False)
    assert (settings.precheck, settings.precheck_slots) == (False, 30)
    assert settings.precheck_lag_ms == 40
    assert (settings.most_lines, settings.notice_s, settings.unseen_at_door) == (8000, 2, 80)
    assert settings.database_url == "postgresql+asyncpg://db/waiting"
    assert settings.redis == "rediss://us:word@redis.example.dk:6379"
    assert settings.phone_prefixes == ("+45", "+298")
    assert (settings.sms_key_file, settings.sms_per_day) == (Path("sms.key"), 90)
    assert (settings.key_file, settings.hooks_port) == (Path("shared.key"), 9001)
    assert settings.hooks_networks == ("10.0.0.0/24", "::1/128")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("port", "eighty"),
        ("port", "70000"),
        ("url", "venter.example.dk"),
        ("url", "https://venter.example.dk/path"),
        ("url", "https://Venter.example.dk"),
        ("certificate", "c.pem"),
        ("database", "postgresql://db/waiting"),
        ("redis", "redis.example.dk"),
        ("networks", "everybody"),
        ("turn_urls", "turn:turn.example.dk"),
        ("turn_secret_file", "turn.secret"),
        ("demo", "perhaps"),
        ("log_level", "LOUD"),
        ("phone_prefixes", "45"),
        ("phone_prefixes", "+45;+46"),
        ("sms_prefixes", "everybody"),
        ("dial_in_number", "reception"),
        ("sms_gateway", "pigeon"),
        ("sms_gateway", "file gatewayapi"),
        ("sms_per_day", "many"),
        ("most_lines", "99"),
        ("notice_s", "6"),
        ("unseen_at_door", "0"),
    ],
)
def test_what_can_not_be_used_is_named(name: str, text: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read({f"WAITINGROOM_{name.upper()}": text})


@pytest.mark.parametrize(
    "url",
    [
        "turn.example.dk",
        "stun:turn.example.dk",
        "turn:turn.example.dk?transport=tls",
        "turn:user@turn.example.dk",
        "turn://turn.example.dk",
        "turns:turn.example.dk:443 ",
    ],
)
def test_a_turn_server_that_browsers_would_not_take_is_refused(url: str) -> None:
    with pytest.raises(BadSetting, match="turn_urls"):
        checked(Settings(turn_urls=(url,), turn_secret_file=Path("secret")))
    checked(Settings(turn_urls=("turn:[2001:db8::1]:3478",), turn_secret_file=Path("secret")))


@pytest.mark.parametrize(
    ("settings", "origin", "is_secure"),
    [
        (Settings(), "http://127.0.0.1:8080", True),
        (Settings(host="::1", port=1), "http://[::1]:1", True),
        (Settings(host="192.0.2.1"), "http://192.0.2.1:8080", False),
        (
            Settings(certificate=Path("c"), certificate_key=Path("k"), host="192.0.2.1"),
            "https://192.0.2.1:8080",
            True,
        ),
        (Settings(url="https://venter.example.dk"), "https://venter.example.dk", True),
    ],
)
def test_the_origin_is_what_a_browser_says(
    settings: Settings, origin: str, is_secure: bool
) -> None:
    assert checked(settings).origin == origin
    assert settings.is_secure is is_secure


@pytest.mark.parametrize(
    ("key_file", "sender", "named"),
    [
        ("", "Klinikken", "sms_key_file"),
        ("sms.key", "", "sms_sender"),
        ("sms.key", "Klinikken ved Søen", "sms_sender"),
    ],
)
def test_a_gateway_needs_a_key_and_a_sender(key_file: str, sender: str, named: str) -> None:
    said = {"GATEWAY": "inmobile", "KEY_FILE": key_file, "SENDER": sender}
    with pytest.raises(BadSetting, match=named):
        read({f"WAITINGROOM_SMS_{name}": text for name, text in said.items()})
