"""Writes the parts of the documents that are made from the code: python -m tests.docs."""

from tests.docs.documents import ROOT, text, with_part
from tests.docs.parts import PARTS


def main() -> None:
    """Writes all of them."""
    for (document, name), made in PARTS.items():
        (ROOT / document).write_text(with_part(text(document), name, made()), encoding="utf-8")


if __name__ == "__main__":
    main()
