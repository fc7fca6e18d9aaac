"""The command line: run everything, be the conference node, print links, add a clinic."""

import argparse
import logging
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import uvloop

from waitingroom import clinic, demo
from waitingroom.app import House, Unsafe, house
from waitingroom.core.value import Private
from waitingroom.ledger import Busy, InUse, own
from waitingroom.media import MediaFailed, serve_until_orphaned
from waitingroom.settings import BadSetting, Settings, checked, read

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; gives the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.command == "media":
        _log("INFO")
        uvloop.run(serve_until_orphaned())
        return 0
    try:
        settings = _settings(asked)
        _log(settings.log_level)
        return int(asked.run(settings, asked))
    except (BadSetting, Unsafe, InUse, MediaFailed) as wrong:
        return _failed(str(wrong))
    except Busy:
        return _failed("The database can't be reached.")
    except OSError as error:
        return _failed(f"{error.strerror or error}")


def _failed(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="waitingroom", description="The virtual waiting room for video in health care."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    everything = commands.add_parser("all", help="web, worker and conference node, as one thing")
    _common(everything)
    everything.add_argument(
        "--no-demo", action="store_true", help="leave an empty data folder without the demo clinic"
    )
    everything.add_argument(
        "--phone", action="store_true", help="listen on the local network over https, for a phone"
    )
    everything.set_defaults(run=_all)
    links = commands.add_parser("links", help="print the demo's links as JSON")
    _common(links)
    links.set_defaults(run=_links)
    commands.add_parser("media", help="the conference node alone (started by the others)")
    clinic.add_parsers(commands, _common)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default 8080)")
    parser.add_argument("--data", type=Path, help="data folder (default .data)")
    parser.add_argument("--url", help="the address people type, if a proxy stands before this")


def _settings(asked: argparse.Namespace) -> Settings:
    given = {
        name: value
        for name in ("host", "port", "data", "url")
        if (value := getattr(asked, name, None)) is not None
    }
    if getattr(asked, "no_demo", False):
        given["demo"] = False
    settings = checked(read(os.environ).but(**given))
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _for_a_phone(settings) if getattr(asked, "phone", False) else settings


def _for_a_phone(settings: Settings) -> Settings:
    from waitingroom.certificate import certificate, own_address

    address = own_address()
    kept, key = certificate(settings.data, address)
    return settings.but(
        host="0.0.0.0",  # noqa: S104 - asked for by --phone
        url=f"https://{address}:{settings.port}",
        certificate=kept,
        certificate_key=key,
    )


def _log(level: str) -> None:
    logging.basicConfig(level=level, format=LOG_FORMAT, stream=sys.stderr)
    # Of the libraries only what went wrong: their other lines hold paths and addresses.
    for name in ("uvicorn", "alembic", "httpx2", "httpcore2", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.WARNING)


# --- commands


def _all(settings: Settings, _: argparse.Namespace) -> int:
    uvloop.run(_run_all(settings))
    return 0


async def _run_all(settings: Settings) -> None:
    from waitingroom.server import serve

    _say("Åbner databasen / opening the database …")
    with own(settings.data / "waitingroom.db"):
        async with house(settings) as opened:
            await _first_run(opened)
            await serve(opened, _say, lambda: _welcome(settings))


async def _first_run(opened: House) -> None:
    if opened.directory.units():
        return
    if opened.settings.demo:
        _say("Opretter en lille demoklinik / making a small demo clinic …")
        await demo.fill(opened)
        return
    password = secrets.token_urlsafe(12)
    await clinic.begin(opened, "admin", Private(password))
    _say(f"Den første administrator / the first administrator:  admin  {password}")
    _say("Adgangskoden vises kun denne ene gang / the password is shown only this once.")


def _welcome(settings: Settings) -> None:
    _say("")
    _say(f"Klar / ready:  {settings.origin}")
    ways = demo.read(settings)
    if ways is None:
        _say(f"Personale / staff:  {settings.origin}/staff")
        return
    _say(f"Personale / staff:  {ways.staff_page}")
    for each in ways.staff:
        _say(f"    {each.login:8} {each.password:20} {each.name}, {each.role}")
    _say(f"Åben dør / walk in:  {ways.walk_in}")
    _say("Personlige links / personal links:")
    for guest in ways.guests:
        _say(f"    {guest.name}, {guest.role}:  {guest.link}")
    _say("Stop med / stop with Ctrl-C.")


def _links(settings: Settings, _: argparse.Namespace) -> int:
    ways = demo.read(settings)
    if ways is None:
        return _failed("This data folder holds no demo. Start once without --no-demo.")
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(ways)).decode() + "\n")
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
