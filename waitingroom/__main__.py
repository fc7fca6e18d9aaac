"""The command line: run everything, be what runs beside it, look for faults, add a clinic.

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
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop

from waitingroom.child import Child, child, serve_until_orphaned
from waitingroom.core.model import Provider
from waitingroom.core.value import Private
from waitingroom.keys import keys
from waitingroom.media import (
    NODE_LOGIN,
    PROBE_LOGIN,
    NodeOrder,
    ProbeOrder,
    serve_node,
    serve_probe,
)
from waitingroom.precheck.telling import HOOK
from waitingroom.settings import BadSetting, Settings, checked, read
from waitingroom.turn import shared_secret

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

MOST_CALLS = 8
"""How many calls the embedded node takes; more than a small clinic has at once."""


CHILDREN: Mapping[str, Callable[[], Coroutine[Any, Any, None]]] = {
    "media": lambda: serve_until_orphaned(NodeOrder, serve_node),
    "probe": lambda: serve_until_orphaned(ProbeOrder, serve_probe),
}
"""What others start and nobody types."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; gives the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.command in CHILDREN:
        _log("INFO")
        uvloop.run(CHILDREN[asked.command]())
        return 0
    try:
        settings = _settings(asked)
    except (BadSetting, OSError) as wrong:
        return _failed(str(wrong))
    _log(settings.log_level)
    return int(asked.run(settings, asked))


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
    doctor = commands.add_parser(
        "doctor", help="look at the TURN server, and print what must be open in firewalls"
    )
    _common(doctor)
    doctor.set_defaults(run=_doctor)
    commands.add_parser("media", help="the conference node alone (started by the others)")
    commands.add_parser("probe", help="the other end of pre-checks (started by the others)")
    _add_unit_parser(commands)
    _add_staff_parser(commands)
    _set_rules_parser(commands)
    _set_conference_parser(commands)
    return parser


def _add_unit_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    unit = commands.add_parser("add-unit", help="add a unit with one queue")
    _common(unit)
    unit.add_argument("name", help="what people call it, such as “Lægerne Søtorvet”")
    unit.add_argument("slug", help="its name in the address of its public door, such as soetorvet")
    unit.add_argument("--phone-number", default="", help="the number guests can always call")
    unit.set_defaults(run=_add_unit)


def _add_staff_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    staff = commands.add_parser("add-staff", help="add somebody who works there; asks a password")
    _common(staff)
    staff.add_argument("login")
    staff.add_argument("name", help="what patients and colleagues read")
    staff.add_argument(
        "--role", choices=("clinician", "secretary", "administrator"), default="clinician"
    )
    staff.add_argument("--unit", required=True, help="the slug of the unit")
    staff.set_defaults(run=_add_staff)


def _set_rules_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rules = commands.add_parser("set-rules", help="give the queues of a unit other rules")
    _common(rules)
    rules.add_argument("unit", help="the slug of the unit")
    rules.add_argument("--grace", type=_minutes, help="minutes a walk-in may be away in line")
    rules.add_argument("--parked", type=_minutes, help="minutes a place set aside is kept")
    rules.add_argument("--walk-ins", choices=("yes", "no"), help="whether anybody may come")
    rules.add_argument("--places", choices=("shown", "hidden"), help="what guests read of the line")
    rules.add_argument("--again", type=_seconds, help="seconds until who is called is called again")
    rules.add_argument("--unreached", type=_seconds, help="seconds until they count as not reached")
    rules.add_argument("--choose", type=_seconds, help="seconds until the clinician has to choose")
    rules.add_argument("--ring", type=_seconds, help="seconds a telephone rings")
    rules.add_argument("--rings-per-day", type=_rings, help="telephones rung up a day; 0 for none")
    rules.add_argument("--calls-in", choices=("yes", "no"), help="whether guests may call in")
    rules.add_argument("--texts", choices=("yes", "no"), help="whether unseen calls are texted")
    rules.add_argument(
        "--providers",
        type=_providers,
        help="who carries the conferences, in their order: embedded, pexip, vdx, with commas",
    )
    rules.set_defaults(run=_set_rules)


def _set_conference_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    conference = commands.add_parser(
        "set-conference", help="say what the conferences of a unit's queues are like"
    )
    _common(conference)
    conference.add_argument("unit", help="the slug of the unit")
    for flag, (_, asked) in CONFERENCE.items():
        conference.add_argument(flag, **asked)
    conference.set_defaults(run=_set_conference)


YES_NO = ("yes", "no")

CONFERENCE: Mapping[str, tuple[str, dict[str, Any]]] = {
    "--view": ("view", {"help": "how people are laid out, such as one_main_seven_pips"}),
    "--names": ("shows_names", {"choices": YES_NO, "help": "whether names stand in the picture"}),
    "--called": (
        "called",
        {
            "choices": ("full-name", "first-name", "role"),
            "help": "what others read of somebody: the whole name, the first, or the role",
        },
    ),
    "--guests-may-present": (
        "guests_may_present",
        {"choices": YES_NO, "help": "whether guests may show their screen"},
    ),
    "--chat": ("has_chat", {"choices": YES_NO, "help": "whether there is a chat"}),
    "--encryption": (
        "encryption",
        {"choices": ("on", "besteffort"), "help": "whether media in the clear is never taken"},
    ),
    "--quality": (
        "quality",
        {
            "choices": ("sd", "hd", "fullhd", ""),
            "help": "the sharpest picture; empty for any",
        },
    ),
    "--most-bps-in": (
        "most_bps_in",
        {"type": int, "help": "the cap on what each sends, in bits per second; 0 for none"},
    ),
    "--most-bps-out": (
        "most_bps_out",
        {"type": int, "help": "the cap on what each gets, in bits per second; 0 for none"},
    ),
    "--direct-media": (
        "direct_media",
        {"choices": ("never", "best_effort"), "help": "whether two may talk past the node"},
    ),
    "--theme": ("theme", {"help": "the name of a theme of the installation; empty for its own"}),
    "--location": (
        "location",
        {"help": "the name of the location where media is handled; empty for the node's choice"},
    ),
    "--overflow": ("overflow", {"help": "locations where it overflows to, with commas between"}),
}
"""The options of a conference: how each is asked for, and its name in `handoff.options.Options`."""


def _providers(text: str) -> tuple[Provider, ...]:
    """Who carries the conferences, in their order."""
    words = [each.strip() for each in text.split(",")]
    known = {each.value: each for each in Provider}
    if not all(each in known for each in words) or len(set(words)) < len(words):
        raise argparse.ArgumentTypeError(f"some of {', '.join(known)}, each once, with commas")
    return tuple(known[each] for each in words)


def _minutes(text: str) -> int:
    """Minutes as seconds; a time limit somebody lives by is neither nothing nor all day."""
    if not text.isdecimal() or not 1 <= int(text) <= 240:
        raise argparse.ArgumentTypeError("from 1 to 240 minutes")
    return 60 * int(text)


def _seconds(text: str) -> int:
    """Seconds that a person can bear to wait, and long enough to do something in."""
    if not text.isdecimal() or not 5 <= int(text) <= 600:
        raise argparse.ArgumentTypeError("from 5 to 600 seconds")
    return int(text)


def _rings(text: str) -> int:
    """How many telephones; each costs money, and more than this is no clinic's day."""
    if not text.isdecimal() or not 0 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("from 0 to 1000 a day")
    return int(text)


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
    _take_all_descriptors()
    try:
        turn = _turn_secret(settings)
    except BadSetting as bad:
        return _failed(str(bad))
    wrong = uvloop.run(_run_all(settings, turn))
    return _failed(wrong) if wrong else 0


def _take_all_descriptors() -> None:
    """Every connection is one; the usual limit of 1,024 would turn guests away."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def _run_all(settings: Settings, turn: Private) -> str:
    # Where the conference node asks and reports: a port of its own that no network reaches.
    with socket.create_server(("127.0.0.1", 0)) as private:
        port = private.getsockname()[1]
        async with AsyncExitStack() as beside:
            media = await beside.enter_async_context(child("media", _node(settings, port, turn)))
            probe = await _probe(beside, settings, port, turn)
            from waitingroom.everything import run
            from waitingroom.server import Beside

            return await run(settings, Beside(media, probe), private, _say)


async def _probe(
    beside: AsyncExitStack, settings: Settings, port: int, turn: Private
) -> Child | None:
    if not settings.precheck:
        return None
    made = keys(settings.data)
    order = ProbeOrder(
        host="127.0.0.1",
        port=0,
        hook_url=f"http://127.0.0.1:{port}{HOOK}",
        username=PROBE_LOGIN,
        password=made.password("probe").reveal(),
        ticket_key=made.key("pre-check tickets").hex(),
        addresses=settings.media_addresses,
        slots=settings.precheck_slots,
        clips=str(settings.data / "clips"),
        turn_urls=settings.turn_urls,
        turn_secret=turn.reveal(),
    )
    return await beside.enter_async_context(child("probe", order))


def _node(settings: Settings, port: int, turn: Private) -> NodeOrder:
    return NodeOrder(
        host="127.0.0.1",
        port=0,
        policy_url=f"http://127.0.0.1:{port}",
        sink_url=f"http://127.0.0.1:{port}/hooks/pexip/events",
        username=NODE_LOGIN,
        password=keys(settings.data).password("conference node").reveal(),
        node_name="embedded",
        addresses=settings.media_addresses,
        max_calls=MOST_CALLS,
        turn_urls=settings.turn_urls,
        turn_secret=turn.reveal(),
    )


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

    try:
        return doctor(settings, _turn_secret(settings))
    except BadSetting as bad:
        return _failed(str(bad))


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


CONFERENCE_FLAGS = {name: asked.get("choices") for name, asked in CONFERENCE.values()}
NONE_IF_EMPTY = ("quality", "most_bps_in", "most_bps_out")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
