"""Sign-ins to a TURN server, held to the scheme that the servers compute."""

import base64
import hashlib
import hmac
from pathlib import Path

import pytest

from waitingroom.core.value import Private
from waitingroom.turn import LIFE_S, TurnServer, password, shared_secret, sign_in

URLS = ("turn:turn.example.dk:3478?transport=udp", "turns:turn.example.dk:443?transport=tcp")
SERVER = TurnServer(urls=URLS, secret=Private("delt hemmelighed"))
NOW = 1_790_000_000.7


def test_the_password_is_the_hmac_of_rfc_2202() -> None:
    said = password(Private("Jefe"), "what do ya want for nothing?").reveal()
    assert base64.b64decode(said).hex() == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"


def test_a_user_name_says_when_it_runs_out_and_the_password_belongs_to_it() -> None:
    made = sign_in(SERVER, NOW, "abc")
    assert made.urls == URLS
    assert made.username == f"{1_790_000_000 + LIFE_S}:abc"
    wanted = hmac.digest(b"delt hemmelighed", made.username.encode(), hashlib.sha1)
    assert base64.b64decode(made.credential.reveal()) == wanted
    assert LIFE_S <= 600


def test_no_two_sign_ins_are_the_same_and_none_tells_who_somebody_is() -> None:
    first, second = sign_in(SERVER, NOW), sign_in(SERVER, NOW)
    assert first.username != second.username
    assert first.credential != second.credential
    until, _, name = first.username.partition(":")
    assert until.isdecimal() and len(bytes.fromhex(name)) == 8
    assert first.credential.reveal() not in repr(first)
    assert "delt" not in repr(SERVER)


def test_a_secret_is_read_without_the_space_around_it(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("hemmeligt\n", "utf-8")
    assert shared_secret(path) == Private("hemmeligt")


def test_an_empty_or_missing_file_is_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    with pytest.raises(OSError, match="No such file"):
        shared_secret(path)
    path.write_text(" \n", "utf-8")
    with pytest.raises(ValueError, match="is empty"):
        shared_secret(path)
