"""The command line: run everything or one of several nodes, look for faults, add a clinic.

What a command needs is imported when it is carried out: the conference node then starts while the
database and the web are still being read in.
"""

import argparse
import logging
import os
import resource
import socket
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import uvloop

from waitingroom.arguments import CONFERENCE, YES_NO, parser
from waitingroom.child import serve_until_orphaned
from waitingroom.core.value import Private
from waitingroom.keys import BadKey
from waitingroom.media import NodeOrder, ProbeOrder, beside, serve_node, serve_probe
from waitingroom.settings import BadSetting, Settings, checked, read
from waitingroom.turn import shared_secret

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


CHILDREN: Mapping[str, Callable[[], Coroutine[Any, Any, None]]] = {
    "node": lambda: serve_until_orphaned(NodeOrder, serve_node),
    "probe": lambda: serve_until_orphaned(ProbeOrder, serve_probe),
}
"""What others start and nobody types."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; gives the exit code."""
    asked = parser().parse_args(arguments)
    if asked.command in CHILDREN:
        _log("INFO")
        uvloop.run(CHILDREN[asked.command]())
        return 0
    try:
        settings = _settings(asked)
    except (BadSetting, OSError) as wrong:
        return _failed(str(wrong))
    _log(settings.log_level)
    try:
        return COMMANDS[asked.command](settings, asked)
    except (BadKey, BadSetting) as wrong:
        return _failed(str(wrong))


def _failed(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


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
    return _run(_run_all(settings, _turn_secret(settings)))


def _run(work: Coroutine[Any, Any, str]) -> int:
    """Run something to its end; the sentence it gives says what went wrong."""
    _take_all_descriptors()
    wrong = uvloop.run(work)
    return _failed(wrong) if wrong else 0


def _take_all_descriptors() -> None:
    """Every connection is one; the usual limit of 1,024 would turn guests away."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _run_all(settings: Settings, turn: Private) -> str:
    # Where the conference node asks and reports: a port of its own that no network reaches.
    with socket.create_server(("127.0.0.1", 0)) as private:
        async with beside(settings, private.getsockname()[1], turn) as others:
            from waitingroom.everything import run

            return await run(settings, others, private, _say)


def _web(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom import several

    return _run(several.web(settings, _say))


def _worker(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom import several

    return _run(several.worker(settings, _say))


def _media(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom import several

    return _run(several.media(settings, _turn_secret(settings), _say))


def _set_up(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom import several

    return _run(several.set_up(settings, _say))


def _turn_secret(settings: Settings) -> Private:
    try:
        path = settings.turn_secret_file
        return shared_secret(path) if path else Private("")
    except (OSError, ValueError) as wrong:
        raise BadSetting(f"turn_secret_file can't be read: {wrong}") from wrong


def _links(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom import demo

    ways = demo.read(settings)
    if ways is None:
        return _failed("This data folder holds no demo. Start once without --no-demo.")
    sys.stdout.write(demo.as_json(ways) + "\n")
    return 0


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom.doctor import doctor

    return doctor(settings, _turn_secret(settings))


def _restored(settings: Settings, _: argparse.Namespace) -> int:
    from waitingroom.restored import restored

    return restored(settings)


def _add_unit(settings: Settings, asked: argparse.Namespace) -> int:
    from waitingroom import clinic

    return clinic.add_unit(settings, asked.name, asked.slug, asked.phone_number)


def _add_staff(settings: Settings, asked: argparse.Namespace) -> int:
    from waitingroom import clinic

    return clinic.add_staff(settings, asked.login, asked.name, asked.role, asked.unit)


def _set_rules(settings: Settings, asked: argparse.Namespace) -> int:
    from waitingroom import clinic

    wanted = {
        "grace_s": asked.grace,
        "parked_s": asked.parked,
        "walk_in": asked.walk_ins and asked.walk_ins == "yes",
        "shows_place": asked.places and asked.places == "shown",
        "again_s": asked.again,
        "unreached_s": asked.unreached,
        "choose_s": asked.choose,
        "ring_s": asked.ring,
        "rings_per_day": asked.rings_per_day,
        "calls_in": asked.calls_in and asked.calls_in == "yes",
        "texts": asked.texts and asked.texts == "yes",
        "providers": asked.providers,
    }
    changes = {name: value for name, value in wanted.items() if value is not None}
    return clinic.set_rules(settings, asked.unit, changes)


def _set_conference(settings: Settings, asked: argparse.Namespace) -> int:
    from waitingroom import clinic

    said = {
        name: getattr(asked, flag.removeprefix("--").replace("-", "_"))
        for flag, (name, _) in CONFERENCE.items()
    }
    changes = {name: _meant(name, value) for name, value in said.items() if value is not None}
    return clinic.set_conference(settings, asked.unit, changes)


def _meant(name: str, said: str | int) -> object:
    """What a word of the command line means to the option of this name."""
    if name == "overflow":
        return tuple(each.strip() for each in str(said).split(",") if each.strip())
    if CONFERENCE_FLAGS.get(name) is YES_NO:
        return said == "yes"
    # "No cap" and "the node's own choice" are said by leaving the value empty.
    return None if name in NONE_IF_EMPTY and not said else said


COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "all": _all,
    "web": _web,
    "worker": _worker,
    "media": _media,
    "set-up": _set_up,
    "links": _links,
    "doctor": _doctor,
    "restored": _restored,
    "add-unit": _add_unit,
    "add-staff": _add_staff,
    "set-rules": _set_rules,
    "set-conference": _set_conference,
}
"""How each command is carried out; gives the exit code."""

CONFERENCE_FLAGS = {name: asked.get("choices") for name, asked in CONFERENCE.values()}
NONE_IF_EMPTY = ("quality", "most_bps_in", "most_bps_out")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
