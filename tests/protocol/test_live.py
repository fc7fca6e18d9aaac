"""What is generated from the types of the live line says what they say."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from waitingroom.core import commands as c
from waitingroom.core.refusals import Code
from waitingroom.protocol import limits
from waitingroom.protocol import messages as m
from waitingroom.protocol.asyncapi import asyncapi
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.live import LIVE, live_types
from waitingroom.protocol.page import page
from waitingroom.protocol.shapes import fields, said_by_pages, shapes
from waitingroom.protocol.typescript import ts

# --- typescript


def interface(name: str) -> str:
    found = re.search(rf"export interface {name} {{\n(.*?)\n}}", live_types(), re.DOTALL)
    assert found, name
    return found[1]


def test_every_record_of_every_message_is_in_the_pages_types() -> None:
    for record in shapes(LIVE).records:
        assert all(
            f"readonly {each.name}" in interface(record.__name__) for each in fields(record, LIVE)
        )


def test_only_what_a_page_says_may_be_left_out() -> None:
    assert "readonly epoch?: string;" in interface("Hello")
    assert "readonly known?: Version;" in interface("Hello")
    assert "readonly guests?: readonly GuestId[];" in interface("Admit")
    assert "readonly by: StaffId | null;" in interface("NotDone")
    assert "readonly retry_ms: number;" in interface("NotDone")


def test_a_message_is_told_by_its_type_and_a_time_is_an_instant() -> None:
    assert '  readonly type: "Refused";' in interface("NotDone")
    assert "readonly confirmed_at: Instant;" in interface("SeatShown")
    assert "export type FromGuest = Hello | Ping | GuestAsk | GuestEnter;" in live_types()


def test_the_pages_know_all_words_and_all_close_codes() -> None:
    text = live_types()
    for code in Code:
        assert f'"{code}"' in text
    for close in CloseCode:
        assert f"  {close.name}: {close.value}," in text
    assert f'export const SUBPROTOCOL = "{limits.SUBPROTOCOL}";' in text


def test_the_pages_types_hold_no_types_that_json_has_not() -> None:
    for forbidden in ("bigint", ": any", "Date", "undefined", "unknown;"):
        assert forbidden not in live_types()


def test_a_type_that_cannot_be_written_is_refused_and_not_guessed() -> None:
    with pytest.raises(TypeError, match="no TypeScript"):
        ts(dict[str, int], LIVE)


# --- the page for people


def test_the_protocols_page_describes_every_message_once() -> None:
    text = page()
    for record in shapes(LIVE).records:
        assert text.count(f"\n### {record.__name__}\n") == 1
        assert f"{record.__doc__}".strip().splitlines()[0] in text


def test_the_protocols_page_says_to_whom_a_message_belongs() -> None:
    text = page()
    said = {name: text.split(f"### {name}\n")[1].split("###")[0] for name in ("Admit", "Join")}
    assert "For staff only." in said["Admit"]
    assert "For guests only." in said["Join"]
    assert "For guests and staff." in text.split("### Hello\n")[1].split("###")[0]


def test_the_protocols_page_has_every_close_code_and_limit() -> None:
    text = page()
    for close in CloseCode:
        assert f"| {close.value} | {close.word} | {close.meaning} |" in text
    for limit in ("4096 bytes", "60 a minute", "300 a minute", "64 KiB", "256 KiB", "35 s", "10 s"):
        assert limit in text


# --- for machines


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_document_for_machines_hangs_together() -> None:
    document = json.loads(asyncapi())
    assert document["asyncapi"] == "3.0.0"
    found = set(references(document))
    assert len(found) > 60
    for reference in found:
        node = document
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
        assert node


def test_the_document_for_machines_tells_the_audiences_apart() -> None:
    document = json.loads(asyncapi())
    heard = {
        name: {each["$ref"].split("/")[-1] for each in operation["messages"]}
        for name, operation in document["operations"].items()
    }
    assert heard["guest-receive"] == {each.__name__ for each in m.FromGuest.__args__}
    assert heard["staff-send"] == {each.__name__ for each in m.ToStaff.__args__}
    assert "BoardAsk" not in document["channels"]["guest"]["messages"]


def test_the_document_for_machines_is_strict_in_and_whole_out() -> None:
    schemas = json.loads(asyncapi())["components"]["schemas"]
    assert schemas["Admit"]["additionalProperties"] is False
    assert "guests" not in schemas["Admit"]["required"]
    assert "additionalProperties" not in schemas["NotDone"]
    assert "retry_ms" in schemas["NotDone"]["required"]
    assert schemas["NotDone"]["properties"]["at"]["anyOf"][0]["format"] == "date-time"
    assert schemas["Pong"]["properties"]["now"]["format"] == "date-time"


def test_what_pages_say_and_what_they_hear_are_different_records() -> None:
    heard = set(shapes(LIVE).records) - said_by_pages(LIVE)
    assert m.SeatShown in heard
    assert m.Hello not in heard
    assert c.Admit in said_by_pages(LIVE)
