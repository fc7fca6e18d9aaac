"""Laws that hold whatever a page, the transport and the clock do."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.protocol.samples import (
    CHANGE,
    FROM_GUEST,
    FROM_STAFF,
    HELLO,
    PING,
    PONG,
    WELCOME,
    said,
)
from waitingroom.protocol import limits, talk
from waitingroom.protocol import messages as m
from waitingroom.protocol.codec import Audience, encode
from waitingroom.protocol.pace import Allowance
from waitingroom.protocol.session import Session

spans = st.floats(min_value=0, max_value=20, allow_nan=False)


class Talking(RuleBasedStateMachine):
    """A shell that obeys, with a page and a network that do as they like."""

    @initialize(audience=st.sampled_from(Audience))
    def connect(self, audience: Audience) -> None:
        self.audience = audience
        self.now = 0.0
        self.heard_at = 0.0
        self.stalled_at: float | None = None
        self.asked: list[int] = []
        self.answered: list[bytes] = []
        self.version = 0
        self.shown: bytes | None = None
        self.over = False
        self.session = Session(audience, self.now)
        self._hear(said(HELLO))
        self.session.welcome(WELCOME)
        self._pump()

    def _hear(self, text: bytes) -> None:
        for heard in self.session.receive(text, self.now):
            if isinstance(heard, talk.Asked | talk.Entering):
                self.asked.append(heard.ref)
        if not self.over:
            self.heard_at = self.now

    def _pump(self) -> None:
        for output in self.session.outputs():
            assert not self.over, "something was done after the end"
            match output:
                case talk.Send():
                    self._written(output.data)
                case talk.Close():
                    self.over = True
                case talk.Abort():
                    assert self.stalled_at is not None
                    assert self.now >= self.stalled_at + limits.STALL_S
                    self.over = True

    def _written(self, data: bytes) -> None:
        if data.startswith((b'{"type":"Seat"', b'{"type":"Done"')):
            assert self.stalled_at is None, "written to a page that does not read"
        if data.startswith(b'{"type":"Done"'):
            self.answered.append(data)
        if data.startswith(b'{"type":"Seat"'):
            assert data == self.shown, "an old view was shown"

    @rule(text=st.sampled_from([said(each) for each in (*FROM_GUEST, *FROM_STAFF)]))
    def the_page_says_something(self, text: bytes) -> None:
        self._hear(text)
        self._pump()

    @rule()
    def the_page_pings(self) -> None:
        self._hear(said(PING))
        self._pump()

    @rule(step=st.integers(min_value=-1, max_value=3))
    def the_page_asks(self, step: int) -> None:
        ref = max(1, (self.asked[-1] if self.asked else 0) + step)
        self._hear(said(m.GuestEnter(ref=ref)))
        self._pump()

    @rule(text=st.binary(max_size=20))
    def the_page_says_nonsense(self, text: bytes) -> None:
        self._hear(text)
        self._pump()

    @rule(span=spans)
    def time_passes(self, span: float) -> None:
        self.now += span
        for heard in self.session.tick(self.now):
            assert isinstance(heard, talk.Quiet)
            self.session.pong(PONG)
        self._pump()

    @rule()
    def the_view_changes(self) -> None:
        self.version += 1
        self.shown = b'{"type":"Seat","version":%d}' % self.version
        self.session.show(self.shown)
        self._pump()

    @rule()
    def a_board_changes(self) -> None:
        self.session.change(encode(CHANGE))
        self._pump()

    @rule(ref=st.integers(min_value=1))
    def a_question_is_answered(self, ref: int) -> None:
        self.session.done(ref)
        self._pump()

    @rule()
    def the_page_stops_reading(self) -> None:
        self.stalled_at = self.now
        self.session.stalled(self.now)
        self._pump()

    @precondition(lambda self: self.stalled_at is not None)
    @rule()
    def the_page_reads_again(self) -> None:
        self.stalled_at = None
        if self.session.drained(self.now):
            self.the_view_changes()
        self._pump()

    @invariant()
    def refs_grow(self) -> None:
        asked = getattr(self, "asked", [])
        assert asked == sorted(set(asked))

    @invariant()
    def a_deadline_that_is_obeyed_lies_ahead(self) -> None:
        if not hasattr(self, "session"):
            return
        deadline = self.session.deadline
        assert (deadline is None) == self.over
        if deadline is not None:
            assert deadline <= self.heard_at + limits.DEAD_S


TestTalking = Talking.TestCase
TestTalking.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(
    st.sampled_from([60, 300]),
    st.lists(st.floats(min_value=0, max_value=10, allow_nan=False), max_size=200),
)
def test_an_allowance_never_gives_more_than_its_pace_and_its_burst(
    per_minute: int, pauses: list[float]
) -> None:
    allowance = Allowance(per_minute, 20, 0.0)
    now, taken = 0.0, 0
    for pause in pauses:
        now += pause
        wait_s = allowance.take(now)
        taken += not wait_s
        assert taken <= 20 + now * per_minute / 60 + 1e-6
        assert 0 <= wait_s <= 60 / per_minute


@given(st.sampled_from([60, 300]), st.floats(min_value=0, max_value=1e6))
def test_who_waits_as_long_as_told_is_allowed(per_minute: int, now: float) -> None:
    allowance = Allowance(per_minute, 20, now)
    waits_s = [allowance.take(now) for _ in range(21)]
    assert waits_s[:20] == [0.0] * 20
    assert waits_s[20] > 0
    assert allowance.take(now + waits_s[20] + 1e-6) == 0.0


def test_a_long_silence_earns_no_more_than_one_burst() -> None:
    allowance = Allowance(60, 20, 0.0)
    assert [allowance.take(3600.0) for _ in range(20)] == [0.0] * 20
    assert allowance.take(3600.0) > 0
