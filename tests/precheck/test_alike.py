"""The pages judge by the same table: what their tests read is what the judge says."""

import json

from tests.precheck.alike import KEPT, graded, written
from waitingroom.core.checks import Outcome
from waitingroom.precheck.thresholds import Metric


def test_what_the_pages_are_tested_with_is_what_the_judge_says() -> None:
    assert KEPT.read_text("utf-8") == written(), "run python -m tests.precheck.alike"


def test_it_holds_every_metric_and_every_outcome_that_loss_can_have() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    assert {each["metric"] for each in kept["numbers"]} == set(Metric)
    assert {each["outcome"] for each in kept["lost"]} == set(Outcome)
    assert len(graded()["lost"]) > 30
