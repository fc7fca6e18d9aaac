"""What every file of the project must be: opened by a sentence, short, and well named."""

import ast
import re

from tests.structure.house import PAGES, ROOT, files, functions, name, python, tree

LONG = 400
"""Lines; a longer file is a sign of two nouns in one."""

LONGER_FOR_A_REASON = {
    "waitingroom/core/commands.py": "the one list of all that may be asked of a queue",
    "waitingroom/core/events.py": "the one list of all that can happen in a queue",
    "tests/core/test_views.py": "everything a person may see is proved beside everything else",
    "tests/conference/test_node.py": "one conversation with a node, call by call",
    "tests/protocol/test_session.py": "one conversation with a page, rule by rule",
    "frontend/src/line.test.ts": "one line to the server, through everything that can happen to it",
    "frontend/src/texts/keys.gen.ts": "made by a program",
    "frontend/src/wire.gen.ts": "made by a program",
}

DOOR = 20
"""Lines of a room's `__init__.py`: a door hands names on and is no room."""

NAMES_OF_NOTHING = re.compile(r"util|helper|common|misc|manager|service|base", re.IGNORECASE)

LEFT_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


def test_every_python_file_opens_with_a_sentence_that_says_what_it_is() -> None:
    silent = []
    for path in python():
        module = tree(path)
        opening = (ast.get_docstring(module) or "").partition("\n")[0]
        if module.body and not re.fullmatch(r"[^a-z\s].*[.?!:]", opening):
            silent.append(name(path))
    assert silent == []


def test_every_file_of_the_pages_opens_with_a_line_that_says_what_it_is() -> None:
    silent = [
        name(path)
        for path in files(PAGES, ".ts", ".tsx")
        if not path.read_text("utf-8").startswith(("// ", "/** ", "/* "))
    ]
    assert silent == []


def test_no_file_is_long_without_a_reason() -> None:
    written = [*python(), *files(PAGES, ".ts", ".tsx")]
    long = {name(path) for path in written if len(path.read_text("utf-8").splitlines()) > LONG}
    assert long - set(LONGER_FOR_A_REASON) == set()
    assert [each for each in LONGER_FOR_A_REASON if not (ROOT / each).exists()] == []


def test_a_door_only_hands_names_on() -> None:
    for path in python("waitingroom"):
        if path.name == "__init__.py":
            module = tree(path)
            assert len(path.read_text("utf-8").splitlines()) <= DOOR, name(path)
            defined = [each for each in module.body[1:] if not isinstance(each, ast.ImportFrom)]
            assert [each for each in defined if not names_all(each)] == [], name(path)


def names_all(statement: ast.stmt) -> bool:
    """Whether this only lists the names a door hands on."""
    return isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__"


def test_no_file_is_named_after_nothing() -> None:
    written = [*python(), *files(PAGES, ".ts", ".tsx")]
    assert [name(path) for path in written if NAMES_OF_NOTHING.search(path.stem)] == []


def test_nothing_is_left_open_in_the_code() -> None:
    here = "tests/structure/test_files.py"
    written = [*python(), *files(PAGES, ".ts", ".tsx")]
    left = [name(path) for path in written if LEFT_OPEN.search(path.read_text("utf-8"))]
    assert left == [here]


def test_no_name_of_a_module_is_changed_from_within_a_function() -> None:
    changed = [
        name(path)
        for path in python("waitingroom")
        for function in functions(tree(path))
        if any(isinstance(each, ast.Global) for each in ast.walk(function))
    ]
    assert changed == []
