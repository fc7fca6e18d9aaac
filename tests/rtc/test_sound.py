"""The arithmetic of the mix, and the two ends of the codec."""

from array import array
from math import pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waitingroom.conference.media.mixing import FRAME_S, LATE_FRAMES, Mixing
from waitingroom.rtc import sound
from waitingroom.rtc.opus import Decoder, Encoder
from waitingroom.rtc.sound import FRAME, RATE_HZ, Samples

SAMPLE = st.integers(-32_768, 32_767)


def flat(value: int) -> Samples:
    return array("h", [value] * FRAME)


def tone(hertz: float, number: int = 0, height: int = 8_000) -> Samples:
    start = number * FRAME
    return array(
        "h", [int(height * sin(2 * pi * hertz * (start + n) / RATE_HZ)) for n in range(FRAME)]
    )


def strength(samples: Samples, hertz: float) -> float:
    """How much of a tone there is, as the height of its wave."""
    turns = [2 * pi * hertz * n / RATE_HZ for n in range(len(samples))]
    sines = sum(s * sin(t) for s, t in zip(samples, turns, strict=True))
    cosines = sum(s * sin(t + pi / 2) for s, t in zip(samples, turns, strict=True))
    return float(2 * (sines**2 + cosines**2) ** 0.5 / len(samples))


@given(st.lists(SAMPLE, min_size=1, max_size=4))
def test_each_hears_the_sum_of_the_others_as_far_as_a_sample_reaches(values: list[int]) -> None:
    voices = [flat(value) for value in values]
    total = sound.together(voices)
    for own, value in zip(voices, values, strict=True):
        wanted = min(32_767, max(-32_768, sum(values) - value))
        assert sound.without(total, own) == flat(wanted)
    assert sound.without(total, None)[0] == min(32_767, max(-32_768, sum(values)))


def test_one_too_loud_moment_leaves_the_rest_as_it_is() -> None:
    loud, other = flat(100), flat(50)
    loud[7] = other[7] = 30_000
    mix = sound.without(sound.together([loud, other]), None)
    assert mix[7] == 32_767 and set(mix[:7]) | set(mix[8:]) == {150}


def test_nobody_speaking_is_silence() -> None:
    assert sound.without(sound.together([]), None) == sound.silence() == flat(0)
    assert sound.loudness(sound.silence()) == 0.0 == sound.loudness(array("h"))


def test_loudness_is_the_root_of_the_mean_square() -> None:
    assert sound.loudness(flat(-300)) == pytest.approx(300)
    assert sound.loudness(tone(500)) == pytest.approx(8_000 / 2**0.5, rel=0.01)


def test_what_stands_in_begins_where_the_sound_broke_off_and_ends_softly() -> None:
    ramp = array("h", range(FRAME))
    stand_in = sound.faded(ramp)
    assert len(stand_in) == FRAME and stand_in[0] == ramp[-1] and stand_in[-1] == 0
    assert sound.loudness(stand_in) < sound.loudness(ramp)


def test_what_is_encoded_is_heard_again() -> None:
    encoder, decoder = Encoder(), Decoder()
    heard: Samples = array("h")
    for number in range(20):
        packet = encoder.encode(tone(500, number))
        assert 0 < len(packet) < 400
        heard += decoder.decode(packet)
    assert len(heard) == 20 * FRAME
    last = heard[-5 * FRAME :]
    assert strength(last, 500) > 5_000 > 500 > strength(last, 1_100)


@pytest.mark.parametrize("payload", [b"", b"\xff" * 40, b"\x03\xff\x00", bytes(1)])
def test_what_is_no_sound_is_dropped_and_the_next_is_heard(payload: bytes) -> None:
    encoder, decoder = Encoder(), Decoder()
    decoder.decode(encoder.encode(tone(500)))
    assert len(decoder.decode(payload)) % 120 == 0
    assert len(decoder.decode(encoder.encode(tone(500, 1)))) == FRAME


def test_three_hear_each_other_and_not_themselves() -> None:
    tones = {"a": 500, "b": 1_100, "c": 1_900}
    mixing, now = Mixing(0.0), 0.0
    mixing.seat(list(tones))
    mouths = {name: Encoder() for name in tones}
    ears = {name: Decoder() for name in tones}
    heard: dict[str, Samples] = {name: array("h") for name in tones}
    for number in range(30):
        for name, hertz in tones.items():
            mixing.take(name, number * FRAME, mouths[name].encode(tone(hertz, number)))
        frame = mixing.frame(list(tones))
        now += FRAME_S
        assert mixing.due == pytest.approx(now)
        for name, packet in frame.packets.items():
            heard[name] += ears[name].decode(packet)
    assert all(value > 3_000 for value in frame.loudness.values())
    for name, samples in heard.items():
        last = samples[-5 * FRAME :]
        for other, hertz in tones.items():
            assert (strength(last, hertz) > 4_000) is (other != name)
            assert other != name or strength(last, hertz) < 500


def test_only_who_listens_is_encoded_for_and_only_who_sits_there_is_heard() -> None:
    mixing = Mixing(0.0)
    mixing.seat(["a", "b"])
    assert set(mixing.frame(["b", "c"]).packets) == {"b"}
    mixing.seat(["b"])
    assert mixing.frame(["a", "b"]).loudness == {}
    with pytest.raises(KeyError):
        mixing.take("a", 0, b"")


def test_after_a_standstill_what_is_far_too_late_is_left_out() -> None:
    mixing = Mixing(0.0)
    assert not mixing.skips((LATE_FRAMES - 1) * FRAME_S)
    assert mixing.due == 0.0
    assert mixing.skips(3.0) and mixing.due == 3.0
