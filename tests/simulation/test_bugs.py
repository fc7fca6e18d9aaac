"""That the simulation finds what is wrong: bugs are planted one at a time, and each is found."""

import pytest

from tests.simulation.bugs import BUGS, ENOUGH, Bug, worlds
from tests.simulation.planting import Change, planted
from tests.simulation.seeds import first_failing
from waitingroom.core.evolve import evolve


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_found(bug: Bug) -> None:
    with planted(bug.changes):
        found = first_failing(worlds())
    assert found is not None, f"not found in {ENOUGH} seeds: {bug.name}"
    assert first_failing([found[0]]) is None, "the seed fails without the bug too"


def test_every_promise_has_a_bug_that_breaks_it() -> None:
    assert {bug.breaks for bug in BUGS} == {f"I{nth}" for nth in range(1, 13)}


def test_bugs_are_at_least_twenty_and_no_two_are_the_same() -> None:
    assert len({bug.name for bug in BUGS}) == len({bug.changes for bug in BUGS}) == len(BUGS) >= 20


def test_a_change_that_does_not_fit_the_source_is_refused() -> None:
    change = Change("waitingroom.core.evolve:evolve", "no such words", "pass")
    with pytest.raises(ValueError, match="does not hold this once"), planted((change,)):
        pytest.fail("it was planted")


def test_a_planted_bug_is_gone_afterwards() -> None:
    before = evolve.__code__
    with planted((Change("waitingroom.core.evolve:evolve", "queue.version + 1", "7"),)):
        assert evolve.__code__ is not before
    assert evolve.__code__ is before
