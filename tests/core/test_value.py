"""Records that never change, and text that never prints."""

import copy
import pickle
import traceback

import pytest

from waitingroom.core.value import Private, Value

SECRET = "Prøve Pedersen"


class Point(Value):
    x: int
    y: int = 0


def test_a_record_is_equal_by_its_fields_and_stays_as_it_is() -> None:
    point = Point(x=1)
    assert point == Point(x=1, y=0)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]


def test_a_changed_record_is_a_new_one() -> None:
    point = Point(x=1, y=2)
    assert point.but(y=3) == Point(x=1, y=3)
    assert point == Point(x=1, y=2)


def test_private_text_never_prints_itself() -> None:
    private = Private(SECRET)
    for shown in (
        str(private),
        repr(private),
        f"{private}",
        f"{private!s:>20}",
        "%s %r" % (private, private),  # noqa: UP031 - logging formats like this
        repr([private]),
        repr({"name": private}),
    ):
        assert "Pedersen" not in shown
    assert private.reveal() == SECRET


def test_private_text_stays_out_of_a_traceback() -> None:
    try:
        raise ValueError(Private(SECRET))
    except ValueError as error:
        shown = "".join(traceback.format_exception(error))
    assert "ValueError" in shown
    assert "Pedersen" not in shown


def test_private_text_travels_and_compares() -> None:
    private = Private(SECRET)
    assert private == Private(SECRET)
    assert private != Private("Anna Test")
    assert private != SECRET
    assert hash(private) == hash(Private(SECRET))
    assert copy.copy(private) == private
    assert pickle.loads(pickle.dumps(private)) == private  # noqa: S301 - our own bytes
    assert Private("x")
    assert not Private("")
