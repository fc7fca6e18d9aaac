"""What is unsafe is refused at the start: a plain sentence that names it, and an exit code."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.engines import Databases
from waitingroom.app import Unsafe
from waitingroom.certificate import certificate
from waitingroom.doctor import configuration
from waitingroom.everything import refuse_unsafe
from waitingroom.keys import keys
from waitingroom.settings import Settings

KEY = "ab" * 32


def key_file(folder: Path, text: str = KEY, mode: int = 0o600) -> Path:
    path = folder / "shared-key"
    path.write_text(text)
    path.chmod(mode)
    return path


def started(folder: Path, command: str, said: Mapping[str, object]) -> tuple[int, str]:
    """The exit code and the sentence of a command that is started with these settings."""
    own = {f"WAITINGROOM_{name}": str(value) for name, value in said.items()}
    clean = {name: value for name, value in os.environ.items() if "WAITINGROOM" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "waitingroom", command],
        env={**clean, "WAITINGROOM_DATA": str(folder / "data"), **own},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


NOWHERE = "postgresql+asyncpg://nobody:secret@/nowhere?host=/nowhere"


@pytest.mark.parametrize("command", ["web", "worker", "set-up"])
def test_several_nodes_on_a_sqlite_file_are_refused(tmp_path: Path, command: str) -> None:
    code, said = started(tmp_path, command, {"KEY_FILE": key_file(tmp_path)})
    assert (code, "database must name a PostgreSQL" in said) == (1, True)


@pytest.mark.parametrize("command", ["web", "worker", "media", "set-up"])
def test_several_nodes_without_a_key_they_share_are_refused(tmp_path: Path, command: str) -> None:
    code, said = started(tmp_path, command, {"DATABASE": NOWHERE})
    assert (code, "key_file must name a file" in said) == (1, True)


def test_a_key_file_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    code, said = started(tmp_path, "media", {"KEY_FILE": tmp_path / "nothing"})
    assert (code, "can't be read" in said) == (1, True)
    assert not (tmp_path / "nothing").exists()


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    code, said = started(tmp_path, "media", {"KEY_FILE": key_file(tmp_path, mode=0o640)})
    assert (code, "can be read by others" in said, KEY in said) == (1, True, False)


@pytest.mark.parametrize("text", ["", "short", "no key " * 10, "ab" * 31])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, text: str) -> None:
    code, said = started(tmp_path, "media", {"KEY_FILE": key_file(tmp_path, text)})
    assert (code, "does not hold a key" in said) == (1, True)


def test_a_database_that_can_not_be_reached_is_refused_without_its_password(
    tmp_path: Path,
) -> None:
    said_of_it = {"KEY_FILE": key_file(tmp_path), "DATABASE": NOWHERE}
    code, said = started(tmp_path, "web", {**said_of_it, "HOOKS_PORT": 0, "PORT": 0})
    assert (code, "can't be reached" in said, "secret" in said) == (1, True, False)


@pytest.mark.parametrize("name", ["MEDIA_URL", "HOOKS_URL"])
def test_media_over_a_network_of_others_in_the_clear_is_refused(tmp_path: Path, name: str) -> None:
    given = {"KEY_FILE": key_file(tmp_path), name: "http://media.example.dk:8090"}
    code, said = started(tmp_path, "media", given)
    assert (code, f"WAITINGROOM_{name} leads over a network in the clear" in said) == (1, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MEDIA_URL", "media.example.dk"),
        ("PROBE_URL", "https://10.0.0.5:8091"),
        ("HOOKS_URL", "http://10.0.0.5:8081/hooks"),
        ("HOOKS_NETWORKS", "everywhere"),
        ("HOOKS_PORT", "65536"),
    ],
)
def test_a_setting_that_can_not_be_used_is_named(tmp_path: Path, name: str, text: str) -> None:
    code, said = started(tmp_path, "media", {"KEY_FILE": key_file(tmp_path), name: text})
    assert (code, said.startswith(name.lower())) == (1, True)


def test_a_private_key_of_a_certificate_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made, key = certificate(tmp_path, "192.0.2.7")
    settings = Settings(data=tmp_path, certificate=made, certificate_key=key)
    refuse_unsafe(settings)
    key.chmod(0o644)
    with pytest.raises(Unsafe, match="private key of the certificate, can be read by others"):
        refuse_unsafe(settings)


def test_a_certificate_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.pem").write_text("nothing")
    settings = Settings(
        data=tmp_path, certificate=tmp_path / "c.pem", certificate_key=tmp_path / "c.pem"
    )
    with pytest.raises(Unsafe, match="can't be used together"):
        refuse_unsafe(settings)


def test_a_full_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "free_bytes", lambda _: configuration.LEAST_FREE_BYTES - 1)
    with pytest.raises(Unsafe, match="Less than 200 MiB"):
        refuse_unsafe(Settings(data=tmp_path))


def test_a_secret_of_others_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="WAITINGROOM_SMS_KEY_FILE can't be read"):
        refuse_unsafe(Settings(data=tmp_path, sms_key_file=tmp_path / "nothing"))


def test_a_superuser_s_role_is_refused(databases: Databases, tmp_path: Path) -> None:
    given = {
        "KEY_FILE": key_file(tmp_path),
        "DATABASE": databases.migrated("postgresql"),
        "HOOKS_PORT": 0,
    }
    code, said = started(tmp_path, "web", given)
    assert (code, "role is a superuser" in said) == (1, True)


@pytest.mark.parametrize("setting", ["fsync=off", "synchronous_commit=off"])
def test_the_doctor_says_what_would_be_refused(
    databases: Databases, shared: str, tmp_path: Path, setting: str
) -> None:
    keys(tmp_path)
    name, _, value = setting.partition("=")
    server = databases.postgresql
    server.say(f"ALTER SYSTEM SET {name} = {value}", "SELECT pg_reload_conf()")
    try:
        code, _ = started(tmp_path, "web", {"KEY_FILE": tmp_path / "key", "DATABASE": shared})
        doctor = subprocess.run(
            [sys.executable, "-m", "waitingroom", "doctor"],
            env={
                **os.environ,
                "WAITINGROOM_DATA": str(tmp_path),
                "WAITINGROOM_KEY_FILE": str(tmp_path / "key"),
                "WAITINGROOM_DATABASE": shared,
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        server.say(f"ALTER SYSTEM RESET {name}", "SELECT pg_reload_conf()")
    assert (code, doctor.returncode) == (1, 1)
    assert f"WRONG  PostgreSQL's {name} is off" in doctor.stdout


def test_what_is_right_is_well(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    keys(tmp_path)
    (found,) = configuration.looked_at(Settings(data=tmp_path))
    assert found.do == ""
