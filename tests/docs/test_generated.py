"""What is made from the code is as the code is."""

import pytest

from tests.docs.documents import names, part, text, with_part
from tests.docs.parts import PARTS


@pytest.mark.parametrize(("document", "name"), PARTS)
def test_a_part_that_is_made_from_code_is_fresh(document: str, name: str) -> None:
    assert part(text(document), name) == PARTS[document, name](), "run python -m tests.docs"


def test_every_part_that_says_so_is_made_from_code() -> None:
    marks = sum(text(each).count("<!-- made from code: ") for each in names())
    assert marks == len(PARTS)


def test_a_part_is_replaced_and_what_is_around_it_stays() -> None:
    page = "before\n<!-- made from code: it -->\nold\n<!-- end of it -->\nafter\n"
    assert with_part(page, "it", "new\n") == page.replace("old", "new")
