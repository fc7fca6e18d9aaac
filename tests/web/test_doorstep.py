"""The doorstep's counting, by itself."""

from waitingroom.web.doorstep import LATEST_S, SOONEST_S, Doorstep, Handshakes


def test_two_hundred_a_second_are_let_in_and_each_of_the_others_is_told_another_moment() -> None:
    handshakes = Handshakes()
    waits = [handshakes.take(0.0) for _ in range(1000)]
    assert waits[:200] == [0.0] * 200
    turned = waits[200:]
    assert turned == sorted(turned)
    assert len(set(turned)) == 800
    assert turned[0] >= SOONEST_S
    assert turned[-1] < SOONEST_S + 800 / 200 + 0.01


def test_who_comes_back_when_told_is_let_in_although_all_came_at_once() -> None:
    handshakes = Handshakes()
    due = [(0.0, nth) for nth in range(3000)]
    tries = 0
    while due:
        due.sort()
        now, nth = due.pop(0)
        tries += 1
        wait = handshakes.take(now)
        if wait:
            due.append((now + wait, nth))
    assert now < 60
    assert tries < 3 * 3000


def test_nobody_is_sent_away_for_longer_than_half_a_minute() -> None:
    handshakes = Handshakes(per_s=1)
    assert max(handshakes.take(0.0) for _ in range(100)) <= LATEST_S


def test_an_address_of_the_operators_own_may_have_ten_times_as_many_silent_lines() -> None:
    doorstep = Doorstep(is_own=lambda address: address == "192.0.2.1")
    for address in ("192.0.2.1", "198.51.100.1"):
        for _ in range(20):
            doorstep.came(address)
    assert doorstep.crowded("192.0.2.1") is None
    assert doorstep.crowded("198.51.100.1") is not None
    doorstep.spoke("198.51.100.1")
    assert doorstep.crowded("198.51.100.1") is None
    doorstep.left("198.51.100.1", inside=True)
    doorstep.left("198.51.100.1", inside=False)
    assert (doorstep.inside, doorstep.silent) == (0, 38)
