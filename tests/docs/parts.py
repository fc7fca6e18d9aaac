"""The parts of documents that are made from the code, each a function that writes it."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta

from tests.docs.documents import text
from tests.docs.limits import LIMITS, RETENTION
from waitingroom.core import events as e
from waitingroom.core.commands import Invited
from waitingroom.core.evolve import evolve
from waitingroom.core.ids import GuestId, QueueId, Version, VisitId
from waitingroom.core.model import Guest, Kind, Presence, Queue, Role, Stage, Visit
from waitingroom.core.stages import STAGES, returned
from waitingroom.settings import NAMES, PREFIX


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(each) + " |\n" for each in lines)


def stages() -> str:
    """The table of stages, events down and stages across."""
    events = list(dict.fromkeys(event for moves in STAGES.values() for event in moves))

    def cell(stage: Stage, event: type[e.VisitEvent]) -> str:
        after = STAGES[stage].get(event)
        return f"`{after.value}`" if after else ""

    head = ("event", *(f"`{stage.value}`" for stage in Stage))
    return table(
        head,
        ((f"`{event.__name__}`", *(cell(stage, event) for stage in Stage)) for event in events),
    )


def diagram() -> str:
    """The same table as a picture, with the moves that begin a visit and the one that undoes."""
    moves = [
        *(("[*]", stage, event) for stage, event in _begun()),
        *(
            (stage.name.lower(), after, event)
            for stage, after_by_event in STAGES.items()
            for event, after in after_by_event.items()
        ),
        *((Stage.ENDED.name.lower(), stage, e.VisitReinstated) for stage in _reinstated()),
    ]
    names = [f'    state "{stage.value}" as {stage.name.lower()}' for stage in Stage]
    arrows = [
        f"    {before} --> {after.name.lower()}: {event.__name__}" for before, after, event in moves
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```", ""])


NOW = datetime(2026, 1, 1, tzinfo=UTC)
GUEST, VISIT = GuestId("guest"), VisitId("visit")


def _begun() -> list[tuple[Stage, type[e.VisitEvent]]]:
    """The first event of a visit, and the stage after it."""
    invited = (Invited(guest=GUEST, role=Role.PATIENT),)
    firsts: tuple[e.VisitEvent, ...] = (
        e.VisitExpected(visit=VISIT, guests=invited),
        e.VisitArrived(visit=VISIT, guest=GUEST, role=Role.PATIENT, number=1, walk_in=True),
    )
    empty = Queue(id=QueueId("queue"))
    return [
        (
            evolve(empty, e.Happened(version=Version(1), at=NOW, event=each)).visits[VISIT].stage,
            type(each),
        )
        for each in firsts
    ]


def _reinstated() -> list[Stage]:
    """Where an undone removal leads: it depends on whether anybody had come."""
    removed = Visit(
        id=VISIT,
        kind=Kind.BOOKED,
        stage=Stage.ENDED,
        guests=(Guest(id=GUEST, role=Role.PATIENT, presence=Presence.INVITED, since=NOW),),
        revision=Version(1),
    )
    return [returned(removed), returned(removed.but(number=1))]


def layers() -> str:
    """The layers as the import linter keeps them, the highest first."""
    project = tomllib.loads(text("pyproject.toml"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (found,) = (each["layers"] for each in contracts if each["type"] == "layers")
    lines = [each.replace("waitingroom.", "") for each in found]
    return "\n".join(["```", *lines, "```", ""])


def settings() -> str:
    """All settings."""
    return table(
        ("setting", "what it is for"),
        ((f"`{PREFIX}{name.upper()}`", about) for name, about in NAMES.items()),
    )


def limits() -> str:
    """All limits."""
    return table(("what", "limit"), LIMITS)


def retention() -> str:
    """How long things are kept."""
    return table(("what", "kept"), ((what, days(time)) for what, time in RETENTION))


def days(time: timedelta) -> str:
    """A time in days or hours, whichever is whole and short."""
    hours = time // timedelta(hours=1)
    return f"{hours // 24} days" if hours % 24 == 0 and hours > 48 else f"{hours} hours"


PARTS: Mapping[tuple[str, str], Callable[[], str]] = {
    ("docs/house.md", "layers"): layers,
    ("docs/house.md", "stages"): stages,
    ("docs/house.md", "diagram of stages"): diagram,
    ("docs/operating.md", "settings"): settings,
    ("docs/operating.md", "limits"): limits,
    ("docs/operating.md", "retention"): retention,
}
"""Each part by its document and its name, and who writes it."""
