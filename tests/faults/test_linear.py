"""The checker takes every history that can have been, and finds the lie in those that cannot."""

from dataclasses import dataclass, field
from itertools import count
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.faults.history import Call, Command
from tests.faults.linear import State, after, is_linear
from waitingroom.core.actors import GuestActor, StaffActor, StaffRole
from waitingroom.core.commands import Admit, End, Join, Leave, PutBack
from waitingroom.core.ids import GuestId, OpId, StaffId, Version, VisitId
from waitingroom.core.refusals import Code

VISIT = VisitId("v")
GUEST = GuestActor(guest=GuestId("g"), visit=VISIT, walk_in=True)
ANNA, BO = (StaffActor(staff=StaffId(n), role=StaffRole.CLINICIAN) for n in ("anna", "bo"))
ADMIT, PUT_BACK = Admit(visit=VISIT, seen=Version(1)), PutBack(visit=VISIT)

_numbers = count(1)


def call(
    actor: GuestActor | StaffActor,
    command: Command,
    times: tuple[float, float | None],
    code: Code | None = None,
    by: StaffActor | None = None,
) -> Call:
    return Call(
        op_id=OpId(f"op-{next(_numbers)}"),
        actor=actor,
        visit=VISIT,
        command=command,
        invoked_at=times[0],
        answered_at=times[1],
        code=code,
        by=by.staff if by else None,
    )


JOIN = call(GUEST, Join(), (0, 1))


def test_of_two_at_once_one_lets_in_and_the_other_reads_who() -> None:
    first, second = call(ANNA, ADMIT, (2, 4)), call(BO, ADMIT, (2, 3), Code.ALREADY_ADMITTED, ANNA)
    assert is_linear([JOIN, first, second])


def test_a_double_admission_is_found() -> None:
    assert not is_linear([JOIN, call(ANNA, ADMIT, (2, 4)), call(BO, ADMIT, (3, 5))])


def test_the_name_of_somebody_who_was_not_first_is_found() -> None:
    wrong = call(BO, ADMIT, (2, 5), Code.ALREADY_ADMITTED, BO)
    assert not is_linear([JOIN, call(ANNA, ADMIT, (2, 4)), wrong])


def test_a_yes_that_was_lost_is_found() -> None:
    lost = [JOIN, call(ANNA, ADMIT, (2, 3)), call(BO, PUT_BACK, (4, 5), Code.NOT_ADMITTED)]
    assert not is_linear(lost)


def test_an_answer_from_an_older_state_is_found() -> None:
    calls = [JOIN, call(ANNA, ADMIT, (2, 3)), call(ANNA, PUT_BACK, (4, 5))]
    stale = call(BO, ADMIT, (6, 7), Code.ALREADY_ADMITTED, ANNA)
    assert is_linear(calls)
    assert not is_linear([*calls, stale])
    in_time = call(BO, ADMIT, (4.5, 7), Code.ALREADY_ADMITTED, ANNA)
    assert is_linear([*calls, in_time])


def test_what_was_never_answered_may_have_happened_or_not() -> None:
    unknown = call(ANNA, ADMIT, (2, None))
    assert is_linear([JOIN, unknown, call(BO, ADMIT, (3, 4))])
    assert is_linear([JOIN, unknown, call(BO, ADMIT, (3, 4), Code.ALREADY_ADMITTED, ANNA)])
    assert is_linear([JOIN, unknown, call(BO, ADMIT, (3, 4)), call(BO, End(visit=VISIT), (5, 6))])


def test_what_was_never_answered_has_not_happened_before_it_was_sent() -> None:
    early = call(BO, ADMIT, (2, 3), Code.ALREADY_ADMITTED, ANNA)
    assert not is_linear([JOIN, early, call(ANNA, ADMIT, (4, None))])


def test_nothing_happens_to_a_visit_that_has_ended() -> None:
    gone = [JOIN, call(GUEST, Leave(), (2, 3))]
    assert is_linear([*gone, call(ANNA, ADMIT, (4, 5), Code.ENDED)])
    assert not is_linear([*gone, call(ANNA, ADMIT, (4, 5))])


REFUSALS = (Code.ALREADY_ADMITTED, Code.NOT_ADMITTED, Code.ENDED, Code.NOT_FOUND)


@dataclass
class Server:
    """Carries calls out one at a time, as the model says; it makes histories that are right."""

    dice: Random
    state: State = field(default_factory=State)
    now: float = 0.0

    def history(self, length: int) -> list[Call]:
        return [JOIN.but(answered_at=0.0), *(self.carried_out(nth) for nth in range(length))]

    def carried_out(self, nth: int) -> Call:
        if self.state == State():
            self.state = after(self.state, JOIN) or self.state
        self.now += 1
        begins, ends = self.now - self.dice.random() * 3, self.now + self.dice.random() * 3
        actor = self.dice.choice((ANNA, BO))
        command = self.dice.choice((ADMIT, PUT_BACK, ADMIT, PUT_BACK, End(visit=VISIT)))
        asked = call(actor, command, (begins, ends))
        answered = self._answered(asked)
        following = after(self.state, answered)
        assert following is not None
        self.state = following
        return answered.but(answered_at=None) if self.dice.random() < 0.1 else answered

    def _answered(self, asked: Call) -> Call:
        by = self.state.by
        codes = (None, *REFUSALS)
        told = [asked.but(code=code, by=by if code in REFUSALS[:1] else None) for code in codes]
        return next(each for each in told if after(self.state, each) is not None)


@given(st.integers(0, 2**32), st.integers(0, 30))
def test_every_history_that_was_made_one_by_one_is_taken(seed: int, length: int) -> None:
    server = Server(Random(seed))  # noqa: S311 - it must be repeatable
    history = [each.but(invoked_at=max(each.invoked_at, 0.0)) for each in server.history(length)]
    assert is_linear(history)


@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_second_admission_planted_anywhere_is_found(seed: int, length: int) -> None:
    server = Server(Random(seed))  # noqa: S311 - it must be repeatable
    history = [
        each.but(invoked_at=max(each.invoked_at, 0.0))
        for each in server.history(length)
        if each.answered_at is not None and not isinstance(each.command, End)
    ]
    at = max(each.answered_at or 0.0 for each in history) + 1
    first = call(ANNA, ADMIT, (at, at + 3))
    second = call(BO, ADMIT, (at + 1, at + 2))
    assert not is_linear([*history, first, second])
