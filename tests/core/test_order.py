"""The line against a plain sorted list, and the bands in which a rank is shown."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waitingroom.core.ids import VisitId
from waitingroom.core.order import CHUNK, Key, Line, edges, exact, shown

FAR = 12_000


def key(number: int, priority: int = 1) -> Key:
    return (float(priority), float(number), VisitId(f"v{number}"))


def built(keys: Sequence[Key]) -> Line:
    line = Line()
    for each in keys:
        line = line.insert(each)
    return line


def keys_of(line: Line) -> list[Key]:
    return [each for chunk in line.chunks for each in chunk]


def is_sound(line: Line) -> bool:
    """What `Line` says of itself: sorted, no chunk empty, none too long."""
    return all(0 < len(chunk) <= CHUNK for chunk in line.chunks) and keys_of(line) == sorted(
        keys_of(line)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3_000), st.integers(0, 2**32), st.integers(0, 80))
def test_a_line_of_up_to_three_thousand_is_a_sorted_list(size: int, seed: int, moves: int) -> None:
    random = Random(seed)  # noqa: S311 - it must be repeatable
    numbers = random.sample(range(10_000), size)
    plain = sorted(key(each) for each in numbers)
    line = built([key(each) for each in numbers])
    for _ in range(moves):
        chosen = key(random.randrange(10_000), random.choice((0, 1)))
        if chosen in plain:
            plain.remove(chosen)
            line = line.remove(chosen)
        else:
            insort(plain, chosen)
            line = line.insert(chosen)
        assert line.rank(chosen) == bisect_left(plain, chosen)
    assert keys_of(line) == plain
    assert is_sound(line)
    assert len(line) == len(plain)
    assert list(line) == [each[2] for each in plain]
    assert line.first == (plain[0] if plain else None)
    first, length = random.randrange(size + 2), random.randrange(700)
    window = [each[2] for each in plain[first : first + length]]
    assert list(line.slice(first, length)) == window
    assert line.at(first) == (plain[first][2] if first < len(plain) else None)


@given(st.permutations(range(12)))
def test_the_order_of_arriving_at_the_line_does_not_matter(numbers: list[int]) -> None:
    line = built([key(each) for each in numbers])
    assert list(line) == [f"v{each}" for each in range(12)]


def test_putting_in_twice_and_taking_out_a_stranger_change_nothing() -> None:
    line = built([key(1), key(3)])
    assert line.insert(key(3)) is line
    assert line.remove(key(2)) is line
    assert line.remove(key(9)) is line
    assert Line().remove(key(1)) == Line()


def test_a_change_shares_all_other_chunks_with_the_line_before() -> None:
    line = built([key(each) for each in range(4 * CHUNK)])
    after = line.remove(key(0))
    assert all(
        mine is theirs for mine, theirs in zip(line.chunks[1:], after.chunks[1:], strict=True)
    )
    assert len(line) == 4 * CHUNK


def test_an_emptied_line_has_no_chunks_left() -> None:
    line = built([key(each) for each in range(CHUNK + 1)])
    for each in range(CHUNK + 1):
        line = line.remove(key(each))
    assert line == Line()
    assert line.first is None


def test_a_window_past_the_end_and_one_of_nobody_are_empty() -> None:
    line = built([key(each) for each in range(5)])
    assert list(line.slice(5, 3)) == []
    assert list(line.slice(0, 0)) == []
    assert line.at(5) is None


# --- bands


@pytest.mark.parametrize(("waiting", "count"), [(1_000, 60), (10_000, 85)])
def test_so_many_edges_as_the_docstring_says(waiting: int, count: int) -> None:
    assert len(edges(waiting)) == count


def test_the_edges_are_where_what_is_shown_changes_and_nowhere_else() -> None:
    changes = tuple(
        later for earlier, later in pairwise(range(FAR + 1)) if shown(earlier) != shown(later)
    )
    assert edges(FAR) == changes


def test_what_is_shown_is_the_beginning_of_the_band_and_never_more_than_the_rank() -> None:
    starts = {0, *edges(FAR)}
    for rank in range(FAR):
        assert shown(rank) <= rank
        assert shown(rank) in starts
        assert shown(shown(rank)) == shown(rank)


def test_what_is_shown_never_falls_behind_somebody_farther_back() -> None:
    places = [shown(rank) for rank in range(FAR)]
    assert places == sorted(places)


def test_the_front_is_exact_and_exactness_changes_only_where_the_shown_rank_does() -> None:
    assert all(exact(rank) and shown(rank) == rank for rank in range(14))
    assert not any(exact(rank) for rank in range(14, FAR))
    turns = [later for earlier, later in pairwise(range(FAR)) if exact(earlier) != exact(later)]
    assert set(turns) <= set(edges(FAR))


def test_bands_are_narrow_and_begin_at_numbers_one_would_say_aloud() -> None:
    bands = list(pairwise(edges(FAR)))
    for start, end in bands:
        if start >= 14:
            assert (end - start) / start <= 1 / 7
    assert {16, 40, 120, 450} <= set(edges(FAR))
