"""Every failure a board may show has a sentence in both languages that says what to do next."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.structure.house import ROOT, python, tree
from waitingroom.handoff.management import VENDOR as PEXIP
from waitingroom.handoff.node import CODES
from waitingroom.handoff.vdx.failures import FAILURES
from waitingroom.handoff.vdx.failures import VENDOR as VDX

KEY = re.compile(r"^failure-([a-z-]+) = (.+)$", re.MULTILINE)
HERE = ("unreachable", "slow", "maintenance", "fault", "not-set-up", "full")


def texts(locale: str) -> dict[str, str]:
    path = ROOT / "frontend/src/texts" / locale / "failures.ftl"
    return dict(KEY.findall(path.read_text("utf-8")))


def raised() -> Iterator[str]:
    """The words of all failures that are raised by name outside of VDX's table."""
    for path in python("waitingroom"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not _is_failure(node) or len(node.args) < 2:
                continue
            vendor, code = node.args[:2]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                named = str(vendor.value) if isinstance(vendor, ast.Constant) else PEXIP
                yield f"{named}-{code.value}"


def _is_failure(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "VendorFailed"


WORDS = sorted(
    {
        *raised(),
        *(f"{PEXIP}-{code}" for code in (*CODES.values(), "failed", "declined")),
        *(f"{VDX}-{code}" for code in FAILURES),
        *(f"conference-{code}" for code in HERE),
        "other",
    }
)


def test_these_are_all_the_words_and_no_others() -> None:
    assert set(texts("da")) == set(texts("en")) == set(WORDS)
    assert "conference-not-set-up" in set(raised())
    assert "pexip-no-number" in set(raised())


@pytest.mark.parametrize("word", WORDS)
def test_a_sentence_is_plain_and_says_what_to_do(word: str) -> None:
    danish, english = texts("da")[word], texts("en")[word]
    for text in (danish, english):
        assert re.fullmatch(r"[A-ZÆØÅ].*\. [A-ZÆØÅ].*\.", text)
        assert not re.search(r"\d|[A-Z]{4}|fejlkode|error|token|HTTP|UUID|\bPIN", text)
    assert danish != english
