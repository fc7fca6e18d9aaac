"""Every experiment there is, by its name."""

from collections.abc import Mapping

from tests.faults.experiments.clock import wrong_clock
from tests.faults.experiments.cut import cut
from tests.faults.experiments.disk import full_disk
from tests.faults.experiments.killed import killed
from tests.faults.experiments.races import races
from tests.faults.experiments.stalled import stalled
from tests.faults.experiments.storm import storm
from tests.faults.laboratory import Experiment

EXPERIMENTS: Mapping[str, Experiment] = {
    "killed": killed,
    "cut": cut,
    "races": races,
    "stalled": stalled,
    "storm": storm,
    "full-disk": full_disk,
    "wrong-clock": wrong_clock,
}
