"""Every threat on the security page names a test that is there."""

import re

import pytest

from tests.docs.documents import ROOT, rows, section, text

PROTECTED = rows(section(text("SECURITY.md"), "## What protects people"))


@pytest.mark.parametrize("cells", PROTECTED, ids=[cells[0] for cells in PROTECTED])
def test_a_threat_has_a_control_and_a_test_that_is_there(cells: list[str]) -> None:
    _, control, named = cells
    assert control
    file, _, name = named.strip("`").partition("::")
    source = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^(?:async )?def {name}\(", source, re.MULTILINE)
