"""The files of the project, as the tests of its structure read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

PYTHON = ("waitingroom", "tests", "bench", "scripts")
PAGES = "frontend/src"
BUILT = {"node_modules", "__pycache__", "static", "dist"}
"""Folders that are made and not written."""


def name(path: Path) -> str:
    """The path as one writes it in a list."""
    return path.relative_to(ROOT).as_posix()


def files(folder: str, *endings: str) -> list[Path]:
    """The files of a folder with one of these endings, built ones left out."""
    found = (ROOT / folder).rglob("*")
    return sorted(each for each in found if each.suffix in endings and not BUILT & set(each.parts))


def python(*folders: str) -> list[Path]:
    """The Python files of these folders, of all when none is named."""
    return [path for folder in folders or PYTHON for path in files(folder, ".py")]


def tree(path: Path) -> ast.Module:
    """What stands in a Python file."""
    return ast.parse(path.read_text("utf-8"))


def imported(module: ast.Module) -> Iterator[str]:
    """The top name of everything a file imports, also inside functions."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, also those inside others."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
