"""What the tests of the doctor share: a data folder as it should be, where settings name none."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual folder, in a place of its own."""
    (tmp_path / ".data").mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path)
