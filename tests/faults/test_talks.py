"""However what is said is torn to pieces, the same questions and answers are found in it."""

import struct
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.faults.talks import PostgreSQLTalk, Question, RedisTalk, Talk, is_commit

Cuts = st.lists(st.integers(0, 400), max_size=12)


def torn(said: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(each for each in cuts if each < len(said)), len(said)]
    return [said[a:b] for a, b in pairwise(places)]


def asked(talk: Talk, parts: list[bytes]) -> tuple[bytes, list[Question]]:
    pieces = [piece for part in parts for piece in talk.asks(part)]
    return b"".join(piece for piece, _ in pieces), [q for _, q in pieces if q is not None]


def answered(talk: Talk, parts: list[bytes]) -> tuple[bytes, int]:
    pieces = [piece for part in parts for piece in talk.answers(part)]
    return b"".join(piece for piece, _ in pieces), sum(is_end for _, is_end in pieces)


def message(letter: bytes, body: bytes = b"") -> bytes:
    return letter + struct.pack("!I", 4 + len(body)) + body


GREETING = message(b"", struct.pack("!I", 196608) + b"user\0postgres\0\0")
SAID = (
    GREETING
    + message(b"P", b"s1\0INSERT INTO t VALUES ($1)\0\0\0")
    + message(b"D", b"Ss1\0")
    + message(b"S")
    + message(b"B", b"\0s1\0" + b"\0" * 6)
    + message(b"E", b"\0" + b"\0" * 4)
    + message(b"S")
    + message(b"Q", b"COMMIT;\0")
    + message(b"X")
)
HEARD = (
    message(b"R", struct.pack("!I", 0))
    + message(b"Z", b"I")
    + message(b"1")
    + message(b"Z", b"T")
    + message(b"2")
    + message(b"C", b"INSERT 0 1\0")
    + message(b"Z", b"T")
    + message(b"C", b"COMMIT\0")
    + message(b"Z", b"I")
)


@given(Cuts, Cuts)
def test_the_statements_of_postgresql_are_found(up: list[int], down: list[int]) -> None:
    talk = PostgreSQLTalk()
    passed, questions = asked(talk, torn(SAID, up))
    assert passed == SAID
    assert [each.text for each in questions if each.counts] == [
        "prepare INSERT INTO t VALUES ($1)",
        "INSERT INTO t VALUES ($1)",
        "COMMIT",
    ]
    assert [is_commit(each) for each in questions] == [False, False, False, True]
    assert [each.within for each in questions] == ["", "", "", ""]
    assert answered(talk, torn(HEARD, down)) == (HEARD, 4)


REDIS_SAID = b"*2\r\n$4\r\nINCR\r\n$1\r\na\r\n*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$4\r\n\r\n*1\r\n"
REDIS_HEARD = (
    b":1\r\n+OK\r\n$-1\r\n$2\r\n\r\n\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n"
    b">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n"
    b"%1\r\n+a\r\n:1\r\n-ERR no\r\n_\r\n"
)


@given(Cuts, Cuts)
def test_the_commands_of_redis_are_found(up: list[int], down: list[int]) -> None:
    talk = RedisTalk()
    passed, questions = asked(talk, torn(REDIS_SAID, up))
    assert passed == REDIS_SAID
    assert [each.text for each in questions] == ["INCR a", "SET b \r\n*1"]
    assert answered(talk, torn(REDIS_HEARD, down)) == (REDIS_HEARD, 8)


def test_a_question_knows_what_was_asked_before_it_in_the_same_transaction() -> None:
    said = ("BEGIN", "INSERT INTO a", "COMMIT", "SELECT 1", "BEGIN", "ROLLBACK", "COMMIT")
    talk = PostgreSQLTalk()
    _, questions = asked(talk, [GREETING, *(message(b"Q", f"{each};\0".encode()) for each in said)])
    assert [each.within for each in questions if each.counts] == [
        "",
        "BEGIN",
        "BEGIN\nINSERT INTO a",
        "",
        "",
        "BEGIN",
        "",
    ]
