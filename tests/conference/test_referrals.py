"""One-time tokens: for one alias, once, for a minute, and not for whoever was shown out."""

from waitingroom.conference.model import REFERRED_S, Newcomer, Role
from waitingroom.conference.referrals import Referrals
from waitingroom.core.value import Private

SENT = Newcomer(role=Role.GUEST, name=Private("Prøve"), tag="guest-1.a", earlier="one")


def test_a_token_lets_in_once() -> None:
    referrals = Referrals()
    token = referrals.issue("v-1", SENT, 0.0)
    assert referrals.redeem(token, "v-1", 1.0) == SENT
    assert referrals.redeem(token, "v-1", 1.0) is None


def test_a_token_is_for_one_alias_and_is_not_spent_on_another() -> None:
    referrals = Referrals()
    token = referrals.issue("v-1", SENT, 0.0)
    assert referrals.redeem(token, "v-2", 1.0) is None
    assert referrals.redeem(token, "v-1", 1.0) == SENT


def test_a_token_holds_for_a_minute() -> None:
    referrals = Referrals()
    early, late = (referrals.issue("v-1", SENT, 0.0) for _ in range(2))
    assert referrals.redeem(early, "v-1", REFERRED_S) == SENT
    assert referrals.redeem(late, "v-1", REFERRED_S + 0.1) is None
    referrals.issue("v-1", SENT, 0.0)
    referrals.forget(REFERRED_S + 0.1)
    assert not referrals._open


def test_who_was_shown_out_does_not_come_in_by_a_token() -> None:
    referrals = Referrals()
    token, other = (
        referrals.issue("v-1", SENT.but(earlier=each), 0.0) for each in ("one", "another")
    )
    referrals.revoke("one")
    assert referrals.redeem(token, "v-1", 1.0) is None
    assert referrals.redeem(other, "v-1", 1.0) is not None
