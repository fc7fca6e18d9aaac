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
