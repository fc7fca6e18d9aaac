"""Draws numbers as an SVG picture, by hand: bars with the limit they are held against."""

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, ROW, LEFT, RIGHT, TOP = 720, 26, 220, 90, 56
_SPAN = WIDTH - LEFT - RIGHT


class Bar(NamedTuple):
    """One row: what it is, and how much."""

    name: str
    value: float


def bars(title: str, unit: str, rows: Sequence[Bar], limit: float | None = None) -> str:
    """A picture of these rows; a line shows the limit, where there is one."""
    most = max([*(row.value for row in rows), limit or 0.0]) or 1.0
    height = TOP + ROW * len(rows) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="30" font-size="16" font-weight="bold">{escape(title)}</text>',
    ]
    for number, row in enumerate(rows):
        parts += _row(row, TOP + ROW * number, _SPAN * row.value / most, unit)
    if limit is not None:
        parts += _limit(LEFT + _SPAN * limit / most, height, f"{limit:g} {unit}")
    return "\n".join([*parts, "</svg>"]) + "\n"


def _row(row: Bar, top: float, length: float, unit: str) -> list[str]:
    return [
        f'<text x="{LEFT - 10}" y="{top + 16}" text-anchor="end">{escape(row.name)}</text>',
        f'<rect x="{LEFT}" y="{top + 3}" width="{max(1.0, length):.1f}" height="18" '
        'fill="#2c6e8f"/>',
        f'<text x="{LEFT + length + 8:.1f}" y="{top + 16}">{row.value:,.2f} {escape(unit)}</text>',
    ]


def _limit(at: float, height: int, text: str) -> list[str]:
    return [
        f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 4}" y2="{height - 24}" '
        'stroke="#a3262a" stroke-width="2" stroke-dasharray="5 4"/>',
        f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle" fill="#a3262a">'
        f"limit {escape(text)}</text>",
    ]
