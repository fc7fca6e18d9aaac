"""The documents of the repository: which there are, and what stands where in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def names() -> list[str]:
    """All documents, as paths from the root."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    return sorted(each.relative_to(ROOT).as_posix() for each in found)


def text(name: str) -> str:
    """The whole of one document."""
    return (ROOT / name).read_text(encoding="utf-8")


def fences(document: str, language: str) -> list[str]:
    """What stands in the fenced blocks of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def prose(document: str) -> str:
    """The document without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)


def rows(document: str) -> list[list[str]]:
    """The cells of all rows of all tables, heads and rulers left out."""
    lines = [each.strip() for each in document.splitlines()]
    tables = [each for each in lines if each.startswith("|")]
    rulers = {at for at, each in enumerate(tables) if set(each) <= set("|-: ")}
    kept = [each for at, each in enumerate(tables) if at not in rulers and at + 1 not in rulers]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", each)[1:-1]] for each in kept]


def section(document: str, heading: str) -> str:
    """What stands under this heading, up to the next of the same or a higher level."""
    level = len(heading) - len(heading.lstrip("#"))
    pattern = rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)"
    found = re.search(pattern, document, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


def part(document: str, name: str) -> str:
    """The part of that name, which is made from code."""
    found = _part(name).search(document)
    assert found, f"there is no part {name!r}"
    return found[2]


def with_part(document: str, name: str, new: str) -> str:
    """The document with another part of that name."""
    changed, count = _part(name).subn(lambda found: found[1] + new + found[3], document)
    assert count == 1, f"there are {count} parts {name!r}"
    return changed


def _part(name: str) -> re.Pattern[str]:
    begin, end = (f"<!-- {word} {name} -->" for word in ("made from code:", "end of"))
    return re.compile(rf"({begin}\n)(.*?)({end})", re.DOTALL)
