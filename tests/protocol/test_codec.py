"""What a page may write is read exactly, and everything else is refused without an echo."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocol.samples import (
    BOARD_COMMANDS,
    FROM_GUEST,
    FROM_STAFF,
    GUEST_COMMANDS,
    HELLO,
    OP,
    PING,
    TO_PAGES,
    VISIT,
    said,
)
from waitingroom.core import commands as c
from waitingroom.core.board import Window
from waitingroom.protocol import messages as m
from waitingroom.protocol.codec import Audience, Malformed, decoder, encode, spoken
from waitingroom.protocol.limits import MAX_BYTES, MAX_NUMBER, MAX_SEARCH, MAX_WINDOW

guest = decoder(Audience.GUEST)
staff = decoder(Audience.STAFF)
REFUSED = Malformed()


def ask(**changes: Any) -> bytes:
    plain: dict[str, Any] = {"type": "Ask", "ref": 1, "op_id": OP, "command": {"type": "Join"}}
    return json.dumps(plain | changes).encode()


JOIN = b'{"type": "Join"}'
COMMAND = b'"command": ' + JOIN


def hello(**changes: Any) -> bytes:
    return json.dumps(
        {"type": "Hello", "protocol": 1, "locale": "da", "tab": "t"} | changes
    ).encode()


def look(**window: Any) -> bytes:
    return json.dumps({"type": "Look", "window": window}).encode()


def admit(**changes: Any) -> bytes:
    return ask(command={"type": "Admit", "visit": VISIT, "seen": 7} | changes)


@pytest.mark.parametrize("message", FROM_GUEST, ids=repr)
def test_a_guests_page_is_understood(message: m.FromGuest) -> None:
    assert guest(said(message)) == message


@pytest.mark.parametrize("message", FROM_STAFF, ids=repr)
def test_a_colleagues_page_is_understood(message: m.FromStaff) -> None:
    assert staff(said(message)) == message


def test_every_message_a_page_may_send_has_a_sample() -> None:
    assert {type(each) for each in FROM_GUEST} == set(m.FromGuest.__args__)
    assert {type(each) for each in FROM_STAFF} == set(m.FromStaff.__args__)
    assert {type(each) for each in TO_PAGES} == set((m.ToGuest | m.ToStaff).__args__)
    assert {type(each) for each in GUEST_COMMANDS} == set(c.GuestCommand.__args__)
    assert {type(each) for each in BOARD_COMMANDS} == set(c.BoardCommand.__args__)


def test_a_guests_decoder_cannot_spell_a_command_of_the_staff_or_of_the_system() -> None:
    own = {each.__struct_config__.tag for each in c.GuestCommand.__args__}
    foreign = [each for each in c.Command.__args__ if each.__struct_config__.tag not in own]
    assert len(foreign) > 20
    for each in foreign:
        fields = {"visit": VISIT, "seen": 1, "guest": "g", "reason": "other", "admission": 1}
        known = {name: fields[name] for name in each.__struct_fields__ if name in fields}
        command = {"type": each.__struct_config__.tag} | known
        assert guest(ask(command=command)) == REFUSED, command


@pytest.mark.parametrize("message", BOARD_COMMANDS, ids=repr)
def test_a_guest_may_not_say_what_a_colleague_says(message: c.BoardCommand) -> None:
    assert guest(said(m.BoardAsk(ref=1, op_id=OP, command=message))) == REFUSED


def test_a_guest_may_neither_look_at_the_board_nor_enter_a_visit_by_its_name() -> None:
    assert guest(look()) == REFUSED
    assert guest(said(m.StaffEnter(ref=1, visit=VISIT))) == REFUSED


def test_a_colleague_may_not_say_what_only_a_form_or_the_system_says() -> None:
    for command in ({"type": "PostNotice", "notice": "n"}, {"type": "Tick"}, {"type": "Join"}):
        assert staff(ask(command=command)) == REFUSED


NONSENSE = {
    "nothing": b"",
    "no json": b"{",
    "no object": b"[]",
    "no type": b'{"version":1,"visible":true}',
    "an unknown type": b'{"type":"Admit"}',
    "two messages": said(PING) + said(PING),
    "a byte order mark": b"\xef\xbb\xbf" + said(PING),
    "utf-16": said(PING).decode().encode("utf-16"),
    "not a number": b'{"type":"Ping","version":NaN,"visible":true}',
    "infinity": b'{"type":"Ping","version":1e999,"visible":true}',
    "a fraction": b'{"type":"Ping","version":1.5,"visible":true}',
    "a whole number with a point": b'{"type":"Ping","version":1.0,"visible":true}',
    "an exponent": b'{"type":"Ping","version":1e2,"visible":true}',
    "a number no page can hold": b'{"type":"Ping","version":9007199254740993,"visible":true}',
    "a negative version": b'{"type":"Ping","version":-1,"visible":true}',
    "a number as text": b'{"type":"Ping","version":"1","visible":true}',
    "a truth as number": b'{"type":"Ping","version":1,"visible":1}',
    "an unknown field": b'{"type":"Ping","version":1,"visible":true,"also":1}',
    "a key twice": b'{"type":"Ping","version":1,"version":1,"visible":true}',
    "the type twice": b'{"type":"Ping","type":"Ping","version":1,"visible":true}',
    "a key twice, once escaped": b'{"type":"Ping","version":1,"vers\\u0069on":2,"visible":true}',
    "a lone surrogate": b'{"type":"Hello","protocol":1,"locale":"\\ud800","tab":"t"}',
    "a surrogate in utf-8": b'{"type":"Hello","protocol":1,"locale":"\xed\xa0\x80","tab":"t"}',
    "bad utf-8": b'{"type":"Hello","protocol":1,"locale":"\xff","tab":"t"}',
    "a control character": b'{"type":"Hello","protocol":1,"locale":"da\\n","tab":"t"}',
    "markup in a tab": b'{"type":"Hello","protocol":1,"locale":"da","tab":"<b>"}',
    "a tab too long": hello(tab="t" * 65),
    "an unknown field in a command": ask(command={"type": "Join", "visit": VISIT}),
    "a key twice in a command": ask().replace(JOIN, b'{"type":"Join","type":"Join"}'),
    "a command twice": ask().replace(COMMAND, COMMAND + b"," + COMMAND),
    "no ref": ask(ref=0),
    "a ref no page can hold": ask(ref=MAX_NUMBER + 1),
    "an empty op_id": ask(op_id=""),
    "an op_id too long": ask(op_id="a" * 65),
    "an op_id with a blank": ask(op_id="a b"),
    "an op_id with an underscore": ask(op_id="a_b"),
    "an op_id with a line break": ask(op_id="a\n"),
    "an op_id of other digits": ask(op_id="١"),
    "deep arrays": b'{"type":"Ping","version":1,"visible":true,"x":' + b"[" * 9 + b"]" * 9 + b"}",
    "very deep arrays": b'{"type":"Ping","version":' + b"[" * 2000 + b"]" * 2000 + b"}",
    "very deep arrays in an unknown field": b'{"type":"Ping","version":1,"visible":true,"x":'
    + b"[" * 2000
    + b"]" * 2000
    + b"}",
    "deep arrays without an end": b"[" * MAX_BYTES,
}  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused(text: bytes) -> None:
    assert guest(text) == REFUSED
    assert staff(text) == REFUSED


STAFF_NONSENSE = {
    "no cards": look(size=0),
    "too many cards": look(size=MAX_WINDOW + 1),
    "a negative rank": look(first=-1),
    "a rank no page can hold": look(first=2**53),
    "a search too long": look(search="ø" * (MAX_SEARCH + 1)),
    "a control character in a search": look(search="a\u0000"),
    "an unknown field in a window": look(sort="name"),
    "a revision no page can hold": admit(seen=2**53 + 1),
    "a negative revision no page can hold": admit(seen=-(2**53) - 1),
    "an id too long": admit(visit="v" * 65),
    "an id with markup": admit(visit="<script>"),
    "a guest's id with a blank": admit(guests=["a b"]),
    "guests that are no list": admit(guests="a"),
    "an unknown reason": ask(command={"type": "MoveUp", "visit": VISIT, "reason": "friend"}),
    "an unknown field in a nested command": admit(force=True),
}


@pytest.mark.parametrize("text", STAFF_NONSENSE.values(), ids=STAFF_NONSENSE)
def test_nonsense_of_a_colleagues_page_is_refused(text: bytes) -> None:
    assert staff(text) == REFUSED


def test_the_longest_message_is_taken_and_one_byte_more_is_not() -> None:
    text = said(PING)
    assert guest(text + b" " * (MAX_BYTES - len(text))) == PING
    assert guest(text + b" " * (MAX_BYTES - len(text) + 1)) == REFUSED


def test_the_largest_search_is_taken() -> None:
    text = 'ø:"{}[]\\' * 12 + "ende"
    assert len(text) == MAX_SEARCH
    window = Window(first=0, size=MAX_WINDOW, search=text)
    assert staff(look(size=MAX_WINDOW, search=text)) == m.Look(window=window)


def test_fields_that_have_a_default_may_be_left_out() -> None:
    assert guest(b'{"type":"Hello","protocol":1,"locale":"da","tab":"t"}') == m.Hello(
        protocol=1, locale="da", tab="t"
    )
    assert staff(look()) == m.Look(window=Window())


def test_the_order_of_keys_and_blanks_between_them_do_not_matter() -> None:
    assert guest(b' {"visible" : true ,\n "version":7, "type":"Ping"} ') == PING


def test_a_refusal_repeats_nothing_of_what_came() -> None:
    assert repr(guest(b'{"type":"Ask","op_id":"<hemmeligt>"}')) == "Malformed()"


def test_the_protocol_of_a_hello_is_read_though_its_fields_are_new() -> None:
    assert spoken(b'{"type":"Hello","protocol":2,"mood":"fine"}') == 2
    assert spoken(said(HELLO)) == 1
    assert spoken(said(PING)) is None
    assert spoken(b"[" * MAX_BYTES) is None
    assert spoken(b'{"type":"Hello","protocol":2,"x":' + b"[" * 2000 + b"]" * 2000 + b"}") != 1
    assert spoken(said(HELLO) + b" " * MAX_BYTES) is None


@given(st.binary(max_size=MAX_BYTES + 8))
def test_whatever_bytes_come_the_decoders_give_an_answer(text: bytes) -> None:
    assert guest(text) is not None
    assert staff(text) is not None


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "ref", "command", "op_id", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.sampled_from(FROM_STAFF), st.text(max_size=6), trees)
def test_a_message_with_one_field_more_is_always_refused(
    message: m.FromStaff, name: str, value: object
) -> None:
    plain = json.loads(said(message))
    if name not in plain and name not in message.__struct_fields__:
        assert staff(json.dumps(plain | {name: value}).encode()) == REFUSED


@given(st.sampled_from(FROM_STAFF), trees)
def test_what_is_taken_reads_the_same_when_it_is_written_again(
    message: m.FromStaff, value: object
) -> None:
    plain: dict[str, object] = json.loads(said(message))
    for name in plain:
        heard = staff(json.dumps(plain | {name: value}).encode())
        if not isinstance(heard, Malformed):
            assert staff(said(heard)) == heard


def test_a_message_is_written_once_as_plain_json() -> None:
    assert encode(m.Done(ref=3)) == b'{"type":"Done","ref":3}'
