"""Every place in the code that asks a store something, and which of them a question came from."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import waitingroom
from tests.faults.signed import places
from tests.faults.talks import Question
from waitingroom.core.value import Value

HOME = Path(waitingroom.__file__).parent

SQL_ROOMS = ("ledger", "directory", "identity")
ASKS = frozenset({"execute", "read", "write", "_read", "_write"})
ASKED_OF = re.compile(r"connection|self\._rows|self")

REDIS = {"publish": "PUBLISH", "eval": "EVAL", "set": "SET", "subscribe": "SUBSCRIBE"}

ELSEWHERE = {
    "ledger/sqlite.py": "asks SQLite",
    "ledger/driver.py": "asks SQLite",
    "ledger/schema.py": "makes and looks at tables, before a server begins",
}
"""Files that no server on PostgreSQL asks from while people are there."""


BY_COMMAND = "asked by a command, whose caller reads what became of it and gives it again"
BY_HAND = "asked by who looks at an installation or a log, and changes nothing"
BY_AGE = "asked only when something is there that is older than a test"

UNMET = {
    "Store.add_organisation": BY_COMMAND,
    "Store.add_unit": BY_COMMAND,
    "Store.add_queue": BY_COMMAND,
    "Store.add_staff": BY_COMMAND,
    "Store.set_conference": BY_COMMAND,
    "Store.add_account": BY_COMMAND,
    "Store.login_of": BY_COMMAND,
    "Store.set_password": BY_COMMAND,
    "Store.remove_account": BY_COMMAND,
    "clock_of": BY_HAND,
    "SqlLedger.verify": BY_HAND,
    "SqlLedger._beyond": BY_HAND,
    "Store.erase_notices": BY_AGE,
    "SET": "a ticket to a pre-check is used, which is believed when nobody can say otherwise",
}
"""What nobody asks in a round, by function or by command, and why."""


class Site(Value):
    """One call that asks a database. Shape: `function` with its class; lines from 1."""

    file: str
    function: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.function} ({self.file}:{self.first})"


def sql_sites() -> list[Site]:
    """All of them, of the rooms that keep what people are told."""
    return [
        site
        for room in SQL_ROOMS
        for path in sorted((HOME / room).glob("*.py"))
        if (file := f"{room}/{path.name}") not in ELSEWHERE
        for site in _sites(file, ast.parse(path.read_text()), "")
    ]


def redis_commands() -> set[str]:
    """Every command that we ask Redis."""
    tree = ast.parse((HOME / "bus/redis.py").read_text())
    calls = (each.func for each in ast.walk(tree) if isinstance(each, ast.Call))
    attributes = (each for each in calls if isinstance(each, ast.Attribute))
    owners = ("self._redis", "pipeline", "self._pubsub")
    return {
        REDIS[each.attr]
        for each in attributes
        if ast.unparse(each.value) in owners and each.attr in REDIS
    }


def _sites(file: str, tree: ast.AST, inside: str) -> Iterator[Site]:
    for node in ast.iter_child_nodes(tree):
        name = inside
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{inside}.{node.name}".lstrip(".")
        if isinstance(node, ast.Call) and _asks(node.func):
            last = node.end_lineno or node.lineno
            yield Site(file=file, function=inside, first=node.lineno, last=last)
        yield from _sites(file, node, name)


def _asks(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute)
        and called.attr in ASKS
        and ASKED_OF.fullmatch(ast.unparse(called.value)) is not None
    )


def met(sites: list[Site], questions: list[Question]) -> set[Site]:
    """The sites that these questions came from."""
    asked = {place for each in questions for place in places(each.text)}
    lines = {(file, int(line)) for file, _, line in (each.partition(":") for each in asked)}
    return {
        site
        for site in sites
        if any((site.file, line) in lines for line in range(site.first, site.last + 1))
    }


def redis_key(question: Question) -> str:
    """What tells one command from another, whatever it is about."""
    text = question.text
    words = text.split()
    act = next((each for each in ("take", "look") if f" {each} " in text), "")
    channel = "pulse" if "waitingroom:pulse" in text else "queue"
    return " ".join(filter(None, (words[0], act, channel if words[0] == "PUBLISH" else "")))


def sql_key(question: Question) -> str:
    """What tells one statement from another; a COMMIT goes by what it commits."""
    text, within = question.text, question.within
    signed = " ".join(places(text))
    bare = re.sub(r"/\*.*?\*/ ", "", text)
    head = " ".join(bare.split()[:4])
    if not signed and within:
        wrote = [line for line in within.splitlines() if places(line)]
        signed = " + ".join(dict.fromkeys(" ".join(places(line)) for line in wrote))
    return f"{head} [{signed}]"
