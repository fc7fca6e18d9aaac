"""What is installed is exactly what was chosen, from wherever an installation gets it."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.structure.house import ROOT, files, name

LOCKS = sorted(ROOT.glob("requirements*.lock"))
PACKAGES = ROOT / "frontend" / "package-lock.json"
PINNED = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+( ; .+)? \\")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_by_version_and_hash_and_names_no_host(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    for block in blocks:
        assert PINNED.match(block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_the_pages_lock_pins_every_package_by_hash_and_names_no_registry() -> None:
    packages = json.loads(PACKAGES.read_text("utf-8"))["packages"]
    installed = {path: each for path, each in packages.items() if path}
    assert len(installed) > 10
    assert [path for path, each in installed.items() if "resolved" in each] == []
    assert [path for path, each in installed.items() if not each.get("integrity")] == []


def test_there_is_a_lock_for_what_runs_and_what_checks() -> None:
    assert {each.name for each in LOCKS} >= {"requirements.lock", "requirements-dev.lock"}


def test_what_runs_is_a_part_of_what_checks_and_of_the_same_versions() -> None:
    runs, checks = versions("requirements.lock"), versions("requirements-dev.lock")
    assert {each: checks.get(each) for each in runs} == runs


def versions(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", text, re.MULTILINE))


def test_every_dependency_the_project_names_is_pinned_by_its_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = versions("requirements.lock")
    for dependency in project["dependencies"]:
        found = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z]+\])?==(\S+)", dependency)
        assert found, dependency
        assert locked[found[1]] == found[2]


STRAY = re.compile(r"(?<![\w.])/(root|work|Users)/\w")
WRITTEN = (".py", ".ts", ".tsx", ".md", ".toml", ".json", ".ftl", ".css", ".html", ".sh", "")
FOLDERS = ("waitingroom", "tests", "bench", "docs", "scripts", "frontend/src", ".ci")


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    here = Path(__file__)
    written = [path for each in FOLDERS for path in files(each, *WRITTEN) if path.is_file()]
    top = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in (*WRITTEN, ".lock")]
    stray = [
        name(path)
        for path in [*written, *top]
        if path != here and STRAY.search(path.read_text("utf-8"))
    ]
    assert stray == []
