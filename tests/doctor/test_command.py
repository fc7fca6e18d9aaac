"""The command `doctor`, as somebody at a terminal meets it."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.net.coturn import SECRET, WHY_NOT, Coturn, certified, free_ports, running
from waitingroom.doctor import Level, report
from waitingroom.doctor.finding import well, wrong
from waitingroom.firewall import Party, Purpose

ROOT = Path(__file__).parents[2]

installed = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


async def said(folder: Path, urls: tuple[str, ...], authority: Path) -> tuple[int, str, str]:
    """The exit code and both outputs of the command."""
    secret = folder / "turn.secret"
    secret.write_text(SECRET.reveal(), "utf-8")
    settings = {
        "WAITINGROOM_DATA": str(folder / "data"),
        "WAITINGROOM_URL": "https://venter.example.dk",
        "WAITINGROOM_MEDIA_ADDRESSES": "127.0.0.1",
        **({"WAITINGROOM_TURN_URLS": ",".join(urls)} if urls else {}),
        **({"WAITINGROOM_TURN_SECRET_FILE": str(secret)} if urls else {}),
        "SSL_CERT_FILE": str(authority),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "waitingroom",
        "doctor",
        cwd=ROOT,
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, output.decode(), errors.decode()


@installed
async def test_a_good_installation_is_well_and_its_openings_are_a_table(tmp_path: Path) -> None:
    made = certified(tmp_path, "127.0.0.1")
    async with running(Coturn(), made, tmp_path) as coturn:
        code, output, errors = await said(tmp_path, coturn.urls, made.certificate)
    assert (code, errors) == (0, "")
    assert "WRONG" not in output
    rows = [[cell.strip() for cell in row.split("|")] for row in output.splitlines()]
    assert ["venter.example.dk", "TCP", "443"] in [row[3:6] for row in rows]
    assert ["127.0.0.1", "UDP", str(coturn.port)] in [row[3:6] for row in rows]
    assert SECRET.reveal() not in output


async def test_what_is_wrong_is_the_exit_code_too(tmp_path: Path) -> None:
    authority = certified(tmp_path, "127.0.0.1").certificate
    port, tls_port = free_ports("127.0.0.1", 2)
    urls = Coturn(port=port, tls_port=tls_port).urls
    code, output, errors = await said(tmp_path, urls, authority)
    assert (code, errors) == (1, "")
    assert output.count("WRONG") == 3
    assert "What must be open in firewalls" in output


async def test_a_providers_file_that_is_unsafe_is_one_sentence(tmp_path: Path) -> None:
    authority = certified(tmp_path, "127.0.0.1").certificate
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "providers.toml").write_text("nonsense = 1\n", "utf-8")
    code, output, errors = await said(tmp_path, (), authority)
    assert (code, output) == (1, "")
    assert errors.startswith("providers.toml: ")


def test_everything_that_can_stand_in_a_line_has_words() -> None:
    assert set(report.PURPOSES) == set(Purpose)
    assert set(report.PARTIES) == set(Party)
    assert set(report.SIGNS) == set(Level)


def test_a_finding_says_what_is_wrong_and_below_it_what_to_do() -> None:
    assert report.findings([well("All is well."), wrong("It rains.", "Take a coat.")]) == (
        "ok     All is well.\nWRONG  It rains.\n       Take a coat.\n"
    )
