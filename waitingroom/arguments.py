"""What may be typed on the command line: every command with its options."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from waitingroom.core.model import Provider

NODES: Mapping[str, str] = {
    "web": "one of several nodes that serve pages and live lines (PostgreSQL only)",
    "worker": "what is done behind the scenes of several nodes",
    "media": "the conference node and the probe of several nodes",
}
"""The processes of an installation of several nodes."""

CHILDREN: Mapping[str, str] = {
    "node": "the conference node alone (started by the others)",
    "probe": "the other end of pre-checks (started by the others)",
}
"""What others start and nobody types."""


def parser() -> argparse.ArgumentParser:
    """Reads the words of a command line."""
    made = argparse.ArgumentParser(
        prog="waitingroom", description="The virtual waiting room for video in health care."
    )
    commands = made.add_subparsers(dest="command", required=True)
    everything = commands.add_parser("all", help="web, worker and conference node, as one thing")
    _common(everything)
    _demo(everything)
    everything.add_argument(
        "--phone", action="store_true", help="listen on the local network over https, for a phone"
    )
    for word, what in NODES.items():
        _common(commands.add_parser(word, help=what))
    first = commands.add_parser(
        "set-up", help="bring the database up to date and fill an empty one, once for all nodes"
    )
    _common(first)
    _demo(first)
    links = commands.add_parser("links", help="print the demo's links as JSON")
    _common(links)
    doctor = commands.add_parser(
        "doctor",
        help="look at configuration, database and TURN server; print what firewalls must let by",
    )
    _common(doctor)
    for word, what in CHILDREN.items():
        commands.add_parser(word, help=what)
    restored = commands.add_parser(
        "restored", help="say that an older copy of the database was put in place"
    )
    _common(restored)
    _add_unit_parser(commands)
    _add_staff_parser(commands)
    _set_rules_parser(commands)
    _set_conference_parser(commands)
    return made


def _add_unit_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    unit = commands.add_parser("add-unit", help="add a unit with one queue")
    _common(unit)
    unit.add_argument("name", help="what people call it, such as “Lægerne Søtorvet”")
    unit.add_argument("slug", help="its name in the address of its public door, such as soetorvet")
    unit.add_argument("--phone-number", default="", help="the number guests can always call")


def _add_staff_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    staff = commands.add_parser("add-staff", help="add somebody who works there; asks a password")
    _common(staff)
    staff.add_argument("login")
    staff.add_argument("name", help="what patients and colleagues read")
    staff.add_argument(
        "--role", choices=("clinician", "secretary", "administrator"), default="clinician"
    )
    staff.add_argument("--unit", required=True, help="the slug of the unit")


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


def _set_conference_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    conference = commands.add_parser(
        "set-conference", help="say what the conferences of a unit's queues are like"
    )
    _common(conference)
    conference.add_argument("unit", help="the slug of the unit")
    for flag, (_, asked) in CONFERENCE.items():
        conference.add_argument(flag, **asked)


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


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--no-demo", action="store_true", help="leave an empty data folder without the demo clinic"
    )


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default 8080)")
    parser.add_argument("--data", type=Path, help="data folder (default .data)")
    parser.add_argument("--url", help="the address people type, if a proxy stands before this")
