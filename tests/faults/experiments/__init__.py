"""Every experiment there is, by its name."""

from collections.abc import Mapping

from tests.faults.experiments.clock import wrong_clock
from tests.faults.experiments.cut import cut
from tests.faults.experiments.disk import full_disk
from tests.faults.experiments.eaten import eaten
from tests.faults.experiments.frozen import frozen
from tests.faults.experiments.killed import killed
from tests.faults.experiments.postgresql import postgresql
from tests.faults.experiments.races import races
from tests.faults.experiments.rolling import rolling
from tests.faults.experiments.stalled import stalled
from tests.faults.experiments.store import store
from tests.faults.experiments.storm import storm
from tests.faults.laboratory import Experiment

EXPERIMENTS: Mapping[str, Experiment] = {
    "killed": killed,
    "frozen": frozen,
    "rolling": rolling,
    "cut": cut,
    "races": races,
    "database": postgresql,
    "store": store,
    "eaten": eaten,
    "stalled": stalled,
    "storm": storm,
    "full-disk": full_disk,
    "wrong-clock": wrong_clock,
}
