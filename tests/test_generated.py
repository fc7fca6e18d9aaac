"""The generated files are what their writers say, and the pages know all that a check may hear."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from waitingroom import generated
from waitingroom.protocol.shapes import fields, shapes


def test_the_generated_files_are_fresh() -> None:
    assert generated.stale() == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_check_gives_the_same_on_every_machine(seed: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "waitingroom.generated", "--check"],
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=generated.ROOT,
        capture_output=True,
        timeout=60,
    )
    assert (checked.returncode, checked.stdout) == (0, b"")


def test_the_check_names_what_is_stale_and_writing_makes_it_fresh(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generated.main(["--check"], tmp_path) == 1
    assert len(capsys.readouterr().out.splitlines()) == len(generated.FILES)
    assert generated.main([], tmp_path) == 0
    assert generated.main(["--check"], tmp_path) == 0
    (tmp_path / "docs" / "protocol.md").write_text("old")
    assert generated.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.startswith("docs/protocol.md is stale")


def test_the_pages_know_every_record_and_every_word_of_a_check() -> None:
    text = generated.check_types()
    found = shapes(generated.OF_A_CHECK)
    for record in found.records:
        body = text.split(f"export interface {record.__name__} {{\n")[1].split("\n}")[0]
        for field in fields(record, generated.OF_A_CHECK):
            assert f"readonly {field.name}" in body
    for words in found.words:
        assert all(f'"{each.value}"' in text for each in words)


def test_a_check_is_told_by_its_messages_and_speaks_of_no_instant() -> None:
    text = generated.check_types()
    assert "export type ToPage = Plan | Queued | Echo | Answer |" in text
    assert '  readonly type: "Judged";' in text
    assert "readonly rtt_ms?: number | null;" in text
    assert "Instant" not in text
