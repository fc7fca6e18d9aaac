"""What every test must be: a sentence, with something that can fail, and no waiting in the dark."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.structure.house import ROOT, functions, name, python, tree

WAITS_FOR_A_REASON = {
    "tests/conference/client.py": "looks again at a node that pushes nothing",
    "tests/conference/house.py": "looks again whether a server has begun",
    "tests/crash/afternoon.py": "people pause at random",
    "tests/crash/test_ending.py": "looks again whether a process is gone",
    "tests/crash/visitors.py": "people look at their page now and then",
    "tests/desk/test_bus_fails.py": "a node reads on at its own pace",
    "tests/engines.py": "looks again whether a database server has begun",
    "tests/faults/clients.py": "people wait before they ask or come again",
    "tests/faults/crowd.py": "people wait before they try another door",
    "tests/faults/balancer.py": "looks again whether a node is ready, as balancers do",
    "tests/faults/experiments/clock.py": "time goes by under a wrong clock",
    "tests/faults/experiments/cut.py": "people pause at random",
    "tests/faults/experiments/disk.py": "time goes by while there is no room",
    "tests/faults/experiments/eaten.py": "what is asked by the clock is waited for",
    "tests/faults/experiments/frozen.py": "time goes by while a node stands still",
    "tests/faults/experiments/stalled.py": "the kernel tells nobody whom it has cut off",
    "tests/faults/experiments/storm.py": "what a database and a node do while nothing happens",
    "tests/faults/experiments/killed.py": "lives of a node, as long as chance has it",
    "tests/faults/experiments/postgresql.py": "time goes by without a database",
    "tests/faults/experiments/rolling.py": "time goes by between one restart and the next",
    "tests/faults/experiments/store.py": "time goes by without Redis",
    "tests/faults/probes.py": "people come at random",
    "tests/faults/processes.py": "looks again whether a process has begun or is gone",
    "tests/faults/proxy.py": "the slow line itself",
    "tests/faults/rounds.py": "people wait before they try again",
    "tests/faults/traffic.py": "people come at random",
    "tests/ledger/test_engine.py": "looks again whether a process holds its lock",
    "tests/ledger/test_faults_postgresql.py": "looks again whether a server has noticed a fault",
    "tests/precheck/test_whole_way.py": "looks again whether the probe has begun",
    "tests/net/coturn.py": "looks again whether a server has begun",
    "tests/precheck/probe/slow.py": "the slow line itself",
    "tests/precheck/probe/whole.py": "a camera and a microphone, at their own pace",
    "tests/simulation/ledger.py": "a slow disk, on a clock that only jumps",
    "tests/simulation/outside.py": "slow conferences, on a clock that only jumps",
    "tests/simulation/world.py": "people pause, on a clock that only jumps",
    "tests/storm/test_storm.py": "pages come back when they were told to",
    "tests/stores.py": "looks again whether a server has begun, and what a node has heard",
    "tests/web/serving.py": "looks again whether a server has begun",
    "tests/wire/place.py": "looks again at what the other end was told",
    "tests/wire/test_reading.py": "the slow page itself",
}
"""Files that sleep, and what for: none of them takes the time that has passed for an answer."""


def everything() -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every test there is, with its file."""
    return [
        (path, function)
        for path in python("tests")
        for function in functions(tree(path))
        if function.name.startswith("test_") and path.name.startswith("test_")
    ]


def sleeps(module: ast.Module) -> bool:
    """Whether it waits for time to pass; to let others have a turn is no waiting."""
    return any(
        isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition(".")[2] == "sleep"
        and [ast.unparse(each) for each in call.args] != ["0"]
        for call in ast.walk(module)
    )


def test_nobody_sleeps_but_those_who_say_what_for() -> None:
    sleepers = {name(path) for path in python("tests") if sleeps(tree(path))}
    assert sleepers - set(WAITS_FOR_A_REASON) == set()
    assert [each for each in WAITS_FOR_A_REASON if not (ROOT / each).exists()] == []


def test_the_name_of_a_test_is_a_sentence() -> None:
    words = [(name(path), test.name) for path, test in everything() if test.name.count("_") < 3]
    assert words == []


def test_no_test_hides_another_of_the_same_name() -> None:
    counted = Counter((name(path), test.name) for path, test in everything())
    assert [each for each, count in counted.items() if count > 1] == []


SAYS_SO = re.compile(
    r"\b(assert|raises|expect|until|says|hears|sees|reads|is_told|notes|comes_to|together|within"
    r"|finds_nothing|afternoon|house_afternoon|one_round|fails_and_waits)\b"
)
"""Words behind which something waits for a condition and fails in time, or asserts."""


def test_every_test_can_fail() -> None:
    harmless = [
        (name(path), test.name)
        for path, test in everything()
        if not SAYS_SO.search(ast.unparse(test))
    ]
    assert harmless == []


def test_no_test_is_skipped_or_expected_to_fail_in_silence() -> None:
    silent = [
        f"{name(path)}: {line.strip()}"
        for path in python("tests")
        if path != Path(__file__)
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"pytest\.(skip|mark\.skip|mark\.xfail|xfail)\b(?!.*reason=|.*\(\")", line)
    ]
    assert silent == []
