"""Setting a clinic up on the command line, as an operator does it."""

import io
from pathlib import Path

import pytest

from waitingroom.__main__ import main
from waitingroom.core.model import Rules


class Operator:
    """Somebody at a command line, with one data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def types(self, *words: str) -> tuple[int, str]:
        """The exit code, and what was printed."""
        code = main([*words, "--data", str(self.folder)])
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err

    def has_an_account(self, organisation: str) -> None:
        """Somebody has written a file of providers with an account for VDX."""
        secret = self.folder / "vdx"
        secret.write_text("et hemmeligt ord som er langt", "utf-8")
        secret.chmod(0o600)
        (self.folder / "providers.toml").write_text(ACCOUNT.format(name=organisation), "utf-8")


ACCOUNT = """
[[vdx]]
organisation = "{name}"
api_url = "https://videoapi.example/videoapi"
token_url = "https://login.example/token"
client_id = "ventestuen"
client_secret_file = "vdx"
nodes = ["https://vdx.example"]
"""


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(tmp_path, capsys)


def test_a_unit_and_somebody_who_works_there_are_added(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = operator.types("add-unit", "Lægerne Prøve", "proeve")
    assert (code, said.strip()) == (0, "http://127.0.0.1:8080/d/proeve")
    monkeypatch.setattr("sys.stdin", io.StringIO("en lang adgangskode\n"))
    assert operator.types("add-staff", "eva", "Eva Prøve", "--unit", "proeve")[0] == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("kort\n"))
    code, said = operator.types("add-staff", "bo", "Bo Prøve", "--unit", "proeve")
    assert code == 1
    assert "12 characters" in said
    monkeypatch.setattr("sys.stdin", io.StringIO("en lang adgangskode\n"))
    assert operator.types("add-staff", "bo", "Bo Prøve", "--unit", "nowhere")[0] == 1


def test_rules_are_set_for_a_unit_and_the_rest_stays(operator: Operator) -> None:
    operator.types("add-unit", "Lægerne Prøve", "proeve")
    code, said = operator.types("set-rules", "proeve", "--grace", "20", "--places", "hidden")
    assert code == 0
    assert "20 min away" in said
    assert f"{Rules().parked_s // 60} min until" in said
    assert "places hidden" in said
    code, said = operator.types("set-rules", "proeve", "--walk-ins", "no")
    assert "20 min away" in said
    assert "invited people only" in said
    assert operator.types("set-rules", "nowhere")[0] == 1


def test_telephones_and_text_messages_are_allowed_for_a_unit(operator: Operator) -> None:
    operator.types("add-unit", "Lægerne Prøve", "proeve")
    code, said = operator.types("set-rules", "proeve", "--rings-per-day", "20", "--texts", "yes")
    assert code == 0
    assert "20 telephones a day rung for 60 s, calling in: no" in said
    assert "called again and sent a text message after 10 s" in said
    seconds = ("--again", "15", "--unreached", "45", "--choose", "90", "--ring", "40")
    code, said = operator.types("set-rules", "proeve", "--calls-in", "yes", *seconds)
    assert "20 telephones a day rung for 40 s, calling in: yes" in said
    assert "after 15 s, not reached after 45 s, to be chosen about after 90 s" in said
    code, said = operator.types("set-rules", "proeve", "--rings-per-day", "0", "--texts", "no")
    assert "0 telephones a day" in said
    assert "called again after 15 s" in said


@pytest.mark.parametrize(
    ("option", "text"),
    [("--again", "4"), ("--ring", "601"), ("--choose", "soon"), ("--rings-per-day", "1001")],
)
def test_what_no_person_could_bear_or_pay_is_refused(
    operator: Operator, option: str, text: str
) -> None:
    with pytest.raises(SystemExit):
        operator.types("set-rules", "proeve", option, text)


@pytest.mark.parametrize("minutes", ["0", "241", "ten", "-1"])
def test_a_grace_of_nothing_or_of_a_day_is_refused(operator: Operator, minutes: str) -> None:
    with pytest.raises(SystemExit):
        operator.types("set-rules", "proeve", "--grace", minutes)


def test_links_of_a_folder_without_a_demo_are_not_there(operator: Operator) -> None:
    code, said = operator.types("links")
    assert code == 1
    assert "no demo" in said


def test_providers_are_set_in_their_order_and_only_those_that_there_are(
    operator: Operator,
) -> None:
    operator.types("add-unit", "Lægerne Prøve", "proeve")
    assert "conferences by embedded" in operator.types("set-rules", "proeve")[1]
    code, said = operator.types("set-rules", "proeve", "--providers", "embedded,vdx")
    assert (code, "vdx is not set up for this unit" in said) == (1, True)
    operator.has_an_account("Lægerne Prøve")
    code, said = operator.types("set-rules", "proeve", "--providers", "vdx,embedded")
    assert (code, "conferences by vdx, then embedded" in said) == (0, True)
    assert "conferences by vdx, then embedded" in operator.types("set-rules", "proeve")[1]
    operator.has_an_account("Andre")
    code, said = operator.types("set-rules", "proeve", "--providers", "pexip,vdx")
    assert (code, "pexip, vdx is not set up" in said) == (1, True)


@pytest.mark.parametrize("words", ["", "zoom", "vdx,vdx", "embedded,,vdx"])
def test_a_provider_nobody_knows_or_twice_the_same_is_refused(
    operator: Operator, words: str
) -> None:
    with pytest.raises(SystemExit):
        operator.types("set-rules", "proeve", "--providers", words)


def test_a_file_of_providers_that_is_not_safe_is_named_to_the_operator(operator: Operator) -> None:
    operator.has_an_account("Lægerne Prøve")
    (operator.folder / "vdx").chmod(0o644)
    code, said = operator.types("add-unit", "Lægerne Prøve", "proeve")
    assert (code, "mode 600" in said) == (1, True)


def test_what_conferences_are_like_is_set_for_a_unit_and_the_rest_stays(
    operator: Operator,
) -> None:
    operator.types("add-unit", "Lægerne Prøve", "proeve")
    careful = "has_chat no, encryption on, quality -, most_bps_in -"
    assert careful in operator.types("set-conference", "proeve")[1]
    words = ["--chat", "yes", "--called", "role", "--theme", "Region", "--most-bps-in", "2000000"]
    code, said = operator.types("set-conference", "proeve", *words)
    assert (code, "has_chat yes" in said, "theme Region" in said) == (0, True, True)
    words = ["--location", "Oslo", "--overflow", "Bergen, Bodø", "--quality", "hd"]
    code, said = operator.types("set-conference", "proeve", *words, "--most-bps-in", "0")
    assert code == 0
    for each in ("has_chat yes", "called role", "overflow Bergen+Bodø", "most_bps_in -"):
        assert each in said
    code, said = operator.types("set-conference", "proeve", "--theme", "", "--quality", "")
    assert ("theme -" in said, "quality -" in said, "has_chat yes" in said) == (True, True, True)


@pytest.mark.parametrize(
    ("flag", "value", "option"),
    [
        ("--view", "five_mains", "view"),
        ("--most-bps-out", "1", "most_bps_out"),
        ("--overflow", "Bergen", "overflow"),
        ("--theme", "x" * 251, "theme"),
    ],
)
def test_an_option_that_no_node_would_take_is_named_and_nothing_is_changed(
    operator: Operator, flag: str, value: str, option: str
) -> None:
    operator.types("add-unit", "Lægerne Prøve", "proeve")
    before = operator.types("set-conference", "proeve")
    code, said = operator.types("set-conference", "proeve", flag, value)
    assert (code, said.strip()) == (1, f"{option} can't be used")
    assert operator.types("set-conference", "proeve") == before
    assert operator.types("set-conference", "nowhere")[0] == 1
