"""How the benchmark sums up: percentiles and medians of numbers known beforehand."""

from bench.figures import Figures, medians, percentile, rounded


def figures(value: float) -> Figures:
    return Figures(**dict.fromkeys(Figures.__struct_fields__, value))


def test_a_percentile_is_the_smallest_value_that_covers_its_share() -> None:
    hundred = [float(n) for n in range(100, 0, -1)]
    assert [percentile(hundred, share) for share in (0.0, 0.5, 0.99, 1.0)] == [1, 50, 99, 100]
    assert percentile([7.0], 0.99) == 7.0
    assert percentile([1.0, 2.0], 0.99) == 2.0


def test_medians_are_taken_number_by_number() -> None:
    assert medians([figures(1), figures(9), figures(2)]) == figures(2)
    mixed = [figures(1).but(joins_per_s=5.0), figures(2), figures(3)]
    assert medians(mixed) == figures(2).but(joins_per_s=3.0)


def test_figures_have_as_many_digits_as_mean_anything() -> None:
    assert rounded(figures(1.23456)) == figures(1.23)
