"""One vendor, one room: who may import a library from outside, and nobody else does."""

import re
import sys

from tests.structure.house import imported, name, python, tree
from waitingroom.settings import NAMES, Settings

ROOMS: dict[str, tuple[str, ...]] = {
    "aioice": ("rtc/hooks.py",),
    "aiosqlite": ("ledger",),
    "aiortc": ("conference/media", "precheck/probe", "rtc"),
    "alembic": ("ledger",),
    "argon2": ("identity/passwords.py",),
    "av": ("conference/media", "precheck/probe/drawing.py", "rtc"),
    "cryptography": ("certificate.py", "identity/places.py"),
    "httpx2": (
        "app.py",
        "conference",
        "conferences.py",
        "handoff/node.py",
        "handoff/vdx",
        "notify/exchange.py",
        "precheck/probe",
        "server.py",
        "web/conference.py",
    ),
    "immutables": ("core",),
    "itsdangerous": ("identity/seals.py",),
    "msgspec": ("",),
    "redis": ("bus/redis.py",),
    "segno": ("web/personal_link.py",),
    "sqlalchemy": (
        "directory",
        "identity",
        "ledger",
        "notify",
        "precheck/book.py",
        "precheck/tables.py",
    ),
    "starlette": ("web",),
    "uvicorn": ("conference/node.py", "server.py", "wire/callers.py", "wire/connection.py"),
    "uvloop": ("__main__.py", "clinic.py", "restored.py"),
    "websockets": ("precheck/probe", "wire"),
}
"""Each library with the files and folders of `waitingroom/` in which it may be imported."""


def uses() -> set[tuple[str, str]]:
    """Every library from outside with every file that imports it."""
    own = {"waitingroom", *sys.stdlib_module_names}
    return {
        (library, name(path).removeprefix("waitingroom/"))
        for path in python("waitingroom")
        for library in imported(tree(path))
        if library not in own
    }


def is_allowed(library: str, path: str) -> bool:
    """Whether the file is one of those, or stands in one of the folders."""
    allowed = ROOMS.get(library, ())
    return any(path == each or path.startswith(f"{each}/" if each else "") for each in allowed)


def test_a_library_is_imported_in_its_own_room_alone() -> None:
    assert sorted(each for each in uses() if not is_allowed(*each)) == []


def test_no_library_is_allowed_where_nobody_needs_it() -> None:
    found = uses()
    unused = [
        (library, place)
        for library, places in ROOMS.items()
        for place in places
        if not any(library == used and is_in(path, place) for used, path in found)
    ]
    assert unused == []


def is_in(path: str, place: str) -> bool:
    return not place or path == place or path.startswith(f"{place}/")


def test_the_core_knows_nothing_but_two_libraries() -> None:
    core = {library for library, path in uses() if path.startswith("core/")}
    assert core == {"immutables", "msgspec"}


HANDS_ON = {
    "waitingroom/__main__.py": "to the settings, which read it",
    "waitingroom/child.py": "to the child process, as it is",
}
"""Files that touch the environment, and to whom they hand it; nobody else looks into it."""


def test_the_environment_is_handed_on_and_read_by_the_settings_alone() -> None:
    touching = {
        name(path)
        for path in python("waitingroom")
        if re.search(r"\bos\.(environ|getenv|putenv)\b", path.read_text("utf-8"))
    }
    assert touching == set(HANDS_ON)


def test_every_setting_can_be_said_and_says_what_it_is_for() -> None:
    assert set(NAMES) == set(Settings.__struct_fields__)
    assert [each for each, what in NAMES.items() if len(what) < 20] == []
