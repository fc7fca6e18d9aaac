"""What is measured, in which setting, and the medians of several runs."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median

from bench.machine import Machine
from waitingroom.core.value import Value


class Setting(Value):
    """How large a run is.

    Shape: `guests` connected at once, of whom `warm` come first and are not counted in the memory;
    `joining` ask for their place at the same time; `boards` are open; `admits` are measured, the
    visits in the first `front` places in turn, `per_s` of them a second; `alone` more are done in
    silence to count their messages. `rest_s` is how long all only wait.
    """

    guests: int = 1000
    warm: int = 200
    joining: int = 128
    boards: int = 10
    admits: int = 200
    front: int = 50
    per_s: float = 20.0
    alone: int = 5
    rest_s: float = 5.0
    runs: int = 5


QUICK = Setting(
    guests=40, warm=10, joining=16, boards=2, admits=10, front=20, alone=1, rest_s=0.5, runs=1
)
"""Whether it runs at all."""


class Figures(Value):
    """The numbers of one run, or their medians.

    Shape: from the clinician's Ask to the Seat in which the guest is called, over real sockets, on
    one clock. A join counts when its Done is there, so it is durable. Memory and CPU are those of
    the server's process alone, without the kernel's; 0 where they can't be read. Messages are Seats
    to all other guests, Seats to the one admitted and changes to each board, until all is quiet.
    The CPU of an admit holds its put-back, the conferences made and closed, and what all who only
    wait cost meanwhile, which `idle_cpu_percent` (of one core) tells alone.
    """

    admit_to_told_p50_ms: float
    admit_to_told_p99_ms: float
    joins_per_s: float
    connections_per_s: float
    idle_kib_per_connection: float
    seats_to_others_per_admit: float
    seats_to_the_admitted_per_admit: float
    changes_per_board_per_admit: float
    idle_cpu_percent: float
    cpu_ms_per_join: float
    cpu_ms_per_admit: float


class Report(Value):
    """All there is to say about one benchmark."""

    at: datetime
    machine: Machine
    setting: Setting
    medians: Figures
    runs: tuple[Figures, ...]


def medians(runs: Sequence[Figures]) -> Figures:
    """Number by number; that of a single run is that run."""
    names = Figures.__struct_fields__
    return Figures(**{name: median(getattr(run, name) for run in runs) for name in names})


def rounded(figures: Figures) -> Figures:
    """With as many digits as mean anything."""
    names = Figures.__struct_fields__
    return figures.but(**{name: round(getattr(figures, name), 2) for name in names})


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def table(report: Report) -> str:
    """The same for the eye."""
    machine, medians = report.machine, report.medians
    head = (
        f"{machine.cpu or machine.system}, {machine.cores} cores, load {machine.load}, "
        f"Python {machine.python}, SQLite {machine.sqlite}\n"
        f"{report.setting.guests} guests, {report.setting.boards} boards, "
        f"medians of {report.setting.runs} runs\n"
    )
    rows = (
        f"{name.replace('_', ' '):34}{getattr(medians, name):12,.2f}\n"
        for name in Figures.__struct_fields__
    )
    return head + "".join(rows)
