"""The commands that documents tell people to type are there."""

import re
import subprocess
from importlib.util import find_spec

import pytest

from tests.docs.documents import ROOT, fences, names, section, text


def typed() -> list[str]:
    """Every line of every block that people may type."""
    blocks = [block for name in names() for block in fences(text(name), "bash")]
    return sorted({line.strip() for block in blocks for line in block.splitlines()})


def words(command: str) -> list[list[str]]:
    """The words after this command, for each time it stands in a document."""
    return [line.split()[1:] for line in typed() if line.split()[:1] == [command]]


def help_of(command: str) -> str:
    done = subprocess.run(
        [ROOT / command, "--help"], capture_output=True, text=True, timeout=30, check=True
    )
    return done.stdout


@pytest.mark.parametrize("command", ["./run", "./check"])
def test_what_is_typed_after_a_command_is_in_its_help(command: str) -> None:
    said = help_of(command)
    assert words(command), f"no document tells to type {command}"
    unknown = [word for each in words(command) for word in each if word not in said]
    assert set(unknown) - {"--help"} == set()


def test_every_module_that_is_run_is_there() -> None:
    modules = {each for line in typed() for each in re.findall(r"python -m ([\w.]+)", line)}
    assert {"waitingroom", "tests.docs"} <= modules
    assert [each for each in sorted(modules) if find_spec(each) is None] == []


def test_the_steps_of_the_check_are_told_in_their_order() -> None:
    steps = re.search(r"every step: (.+)$", help_of("./check"), re.MULTILINE)
    assert steps
    told = re.findall(r"`(\w+)`", section(text("CONTRIBUTING.md"), "## Build and test"))
    assert [each for each in told if each in steps[1].split()] == steps[1].split()
