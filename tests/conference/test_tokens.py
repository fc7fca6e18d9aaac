"""The tokens of participants."""

from waitingroom.conference.tokens import OVERLAP_S, Tokens


def test_a_renewed_token_works_at_once_and_the_old_one_a_little_longer() -> None:
    tokens = Tokens()
    old = tokens.issue("anna")
    new = tokens.renew(old, 40.0)
    assert old != new and len(new) >= 40
    assert tokens.holder(old, 40.0 + OVERLAP_S) == tokens.holder(new, 500.0) == "anna"
    assert tokens.holder(old, 40.1 + OVERLAP_S) is None


def test_renewing_twice_does_not_make_an_old_token_live_longer() -> None:
    tokens = Tokens()
    old = tokens.issue("anna")
    tokens.renew(old, 40.0)
    tokens.renew(old, 49.0)
    assert tokens.holder(old, 51.0) is None


def test_who_has_left_may_say_goodbye_for_a_few_seconds() -> None:
    tokens = Tokens()
    token, other = tokens.issue("anna"), tokens.issue("per")
    tokens.retire("anna", 5.0)
    assert tokens.holder(token, 5.0 + OVERLAP_S) == "anna"
    assert tokens.holder(token, 5.1 + OVERLAP_S) is None
    assert tokens.holder(other, 99.0) == "per"
    tokens.forget(99.0)
    assert list(tokens._grants) == [other]


def test_a_client_that_repeats_a_refused_refresh_is_told_to_wait() -> None:
    tokens = Tokens()
    assert not tokens.is_pestering("dead", 0.0)
    assert tokens.is_pestering("dead", 0.1)
    assert not tokens.is_pestering("dead", 20.0)
    for number in range(1_500):
        tokens.is_pestering(str(number), 21.0)
    assert len(tokens._dead) == 1_000
