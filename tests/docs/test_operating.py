"""What the operator's page says is done as it says: commands, settings, copies, roles."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, fences, names, section, text
from tests.engines import Databases
from tests.ledger.makes import QUEUE, append
from waitingroom.arguments import parser
from waitingroom.ledger import SqlLedger, migrate, open_engine, self_check
from waitingroom.settings import NAMES, PREFIX

PAGE = text("docs/operating.md")
COPIES = section(PAGE, "## Backup, restore, upgrade")
COPY, RESTORE, LOOK = fences(COPIES, "bash")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command line says when it is asked for help."""
    with pytest.raises(SystemExit):
        parser().parse_args([*words, "--help"])
    return capsys.readouterr().out


def test_every_setting_is_on_the_page() -> None:
    assert [name for name in NAMES if f"`{PREFIX}{name.upper()}`" not in PAGE] == []


def test_no_document_names_a_setting_that_is_none() -> None:
    named = {each for name in names() for each in re.findall(rf"{PREFIX}[A-Z_]+", text(name))}
    assert named - {PREFIX + name.upper() for name in NAMES} == set()


def test_every_command_and_its_options_are_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    listed = re.search(r"\{([\w,-]+)\}", said(capsys))
    assert listed
    commands = section(PAGE, "### The commands")
    for command in listed[1].split(","):
        options = set(re.findall(r"--[a-z-]+", said(capsys, command))) - {"--help"}
        assert f"`{command}" in commands
        assert [each for each in sorted(options) if each not in commands] == []


def examples() -> list[str]:
    """Every line of a document that calls our command line."""
    return [
        line
        for name in names()
        for block in fences(text(name), "bash")
        for line in block.splitlines()
        if line.startswith(".venv/bin/python -m waitingroom ")
    ]


@pytest.mark.parametrize("line", examples())
def test_an_example_of_the_command_line_is_understood(line: str) -> None:
    assert parser().parse_args(shlex.split(line)[3:]).command


def shell(script: str, folder: Path, **more: str) -> str:
    """What a block of the page prints when it is run for this data folder."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA": str(folder / "data"),
        "COPY": str(folder / "copy"),
        f"{PREFIX}DATA": str(folder / "data"),
    }
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", script.replace(".venv/bin/python", sys.executable)],
        cwd=ROOT,
        env=environment | more,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_a_copy_of_a_running_ledger_is_restored_as_another_life_of_it(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "key").touch(mode=0o600)
    engine = open_engine(url := f"sqlite+aiosqlite:///{data / 'waitingroom.db'}")
    await migrate(url)
    ledger = SqlLedger(engine)
    epoch = await ledger.epoch()
    await ledger.append(append(0))
    shell(COPY, tmp_path)
    await ledger.append(append(1))
    await ledger.end()
    await engine.dispose()
    shell(RESTORE, tmp_path)
    assert {each.name: each.stat().st_mode & 0o777 for each in data.iterdir()} == {
        "key": 0o600,
        "waitingroom.db": 0o600,
        "waitingroom.db.lock": 0o600,
    }
    ledger = SqlLedger(engine := open_engine(url))
    assert (await ledger.versions([QUEUE]))[QUEUE] == 1
    assert await ledger.epoch() != epoch
    await engine.dispose()


async def test_a_log_can_be_looked_at_row_by_row(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    engine = open_engine(url := f"sqlite+aiosqlite:///{data / 'waitingroom.db'}")
    await migrate(url)
    await SqlLedger(engine).append(append(0))
    assert shell(LOOK, tmp_path) == f"{QUEUE} whole\n"
    with sqlite3.connect(data / "waitingroom.db") as file:
        file.execute("UPDATE ledger_event SET actor = 'staff:another'")
    file.close()
    assert shell(LOOK, tmp_path) == f"{QUEUE} does not fit at version 1\n"
    await engine.dispose()


async def test_the_roles_of_the_page_may_serve_and_may_not_change_the_log(
    databases: Databases,
) -> None:
    server = databases.postgresql
    roles, grants = fences(section(PAGE, "## PostgreSQL"), "sql")
    (make,) = fences(section(PAGE, "## PostgreSQL"), "bash")
    server.say(*filter(None, map(str.strip, roles.split(";"))))
    address = server.url("venter")
    as_owner, as_server = (
        address.replace("postgres@", f"{role}@") for role in ("waitingroom_owner", "waitingroom")
    )
    shell(make, server.folder, OWNERS_ADDRESS=as_owner)
    server.say(*filter(None, map(str.strip, grants.split(";"))), database="venter")
    await migrate(as_server)
    engine = open_engine(as_server)
    assert await self_check(engine) == []
    await SqlLedger(engine).append(append(0))
    await engine.dispose()
    databases.drop(address)
    server.say("DROP ROLE waitingroom_owner", "DROP ROLE waitingroom")
