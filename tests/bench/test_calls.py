"""The measurements of calls: how they sum up and draw, from numbers known beforehand."""

from xml.etree import ElementTree

from bench.plots import LEFT, Bar, bars

SPACE = "{http://www.w3.org/2000/svg}"


def test_a_picture_draws_each_bar_to_its_share_and_the_limit_beside_it() -> None:
    picture = bars("A <title>", "ms", [Bar("one", 500.0), Bar("two", 1000.0)], limit=2000.0)
    drawn = ElementTree.fromstring(picture)  # noqa: S314 our own
    ground, one, two = drawn.findall(f"{SPACE}rect")
    assert float(two.get("width", 0)) == 2 * float(one.get("width", 0))
    (line,) = drawn.findall(f"{SPACE}line")
    assert float(line.get("x1", 0)) - LEFT == 2 * float(two.get("width", 0))
    words = [text.text for text in drawn.findall(f"{SPACE}text")]
    assert words == ["A <title>", "one", "500.00 ms", "two", "1,000.00 ms", "limit 2000 ms"]
    assert float(ground.get("width", 0)) > float(line.get("x1", 0))


def test_a_picture_without_a_limit_fills_its_width_with_the_largest() -> None:
    drawn = ElementTree.fromstring(bars("T", "MiB", [Bar("one", 3.0)]))  # noqa: S314 our own
    assert drawn.findall(f"{SPACE}line") == []
    assert len(drawn.findall(f"{SPACE}rect")) == 2
