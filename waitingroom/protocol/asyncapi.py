"""Writes the messages as an AsyncAPI 3.0 document, for those who build on the protocol."""

import json
from datetime import datetime
from inspect import cleandoc
from typing import Any

import msgspec

from waitingroom.core.value import Value
from waitingroom.protocol import limits
from waitingroom.protocol.live import LIVE
from waitingroom.protocol.messages import FromGuest, FromStaff, ToGuest, ToStaff
from waitingroom.protocol.shapes import Hint, fields, parts, said_by_pages, shapes, tag

PLACES: dict[str, tuple[str, Hint, Hint]] = {
    "guest": ("/wire/guest", FromGuest, ToGuest),
    "staff": ("/wire/staff/{queue}", FromStaff, ToStaff),
}
"""Each channel: its address, what its pages say and what they hear."""


def asyncapi() -> str:
    """The whole of `asyncapi.json`."""
    return json.dumps(_document(), indent=2, ensure_ascii=False) + "\n"


def _document() -> dict[str, Any]:
    records = [each for each in shapes(LIVE).records if tag(each)]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "The live line of the virtual waiting room",
            "version": str(limits.PROTOCOL),
            "description": "Generated from the server's types. The rules of a conversation, the"
            " limits and the close codes stand in protocol.md.",
        },
        "defaultContentType": "application/json",
        "channels": {name: _channel(name) for name in PLACES},
        "operations": {
            f"{name}-{verb}": _operation(name, verb, union)
            for name, (_, heard, told) in PLACES.items()
            for verb, union in (("receive", heard), ("send", told))
        },
        "components": {
            "messages": {each.__name__: _message(each) for each in records},
            "schemas": _schemas(),
        },
    }


def _channel(name: str) -> dict[str, Any]:
    address, heard, told = PLACES[name]
    channel: dict[str, Any] = {
        "address": address,
        "messages": {
            each.__name__: {"$ref": f"#/components/messages/{each.__name__}"}
            for each in dict.fromkeys((*parts(heard), *parts(told)))
        },
        "bindings": {
            "ws": {
                "method": "GET",
                "headers": {
                    "type": "object",
                    "properties": {"Sec-WebSocket-Protocol": {"const": limits.SUBPROTOCOL}},
                },
            }
        },
    }
    if "{queue}" in address:
        channel["parameters"] = {"queue": {"description": "The queue whose board is shown."}}
    return channel


def _operation(name: str, verb: str, union: Hint) -> dict[str, Any]:
    return {
        "action": verb,
        "channel": {"$ref": f"#/channels/{name}"},
        "messages": [
            {"$ref": f"#/channels/{name}/messages/{each.__name__}"} for each in parts(union)
        ],
    }


def _message(record: type[Value]) -> dict[str, Any]:
    return {
        "name": tag(record),
        "payload": {"$ref": f"#/components/schemas/{record.__name__}"},
    }


def _schemas() -> dict[str, Any]:
    found = shapes(LIVE)
    _, schemas = msgspec.json.schema_components(
        [*found.records, *found.words], ref_template="#/components/schemas/{name}"
    )
    for schema in schemas.values():
        schema["description"] = cleandoc(schema["description"])
    for record in found.records:
        _tighten(record, schemas[record.__name__])
    return dict(schemas)


def _tighten(record: type[Value], schema: dict[str, Any]) -> None:
    """Says what the types do not: instants, and who may leave what out or add what."""
    for field in fields(record, LIVE):
        if datetime in (field.hint, *parts(field.hint)):
            shown = schema["properties"][field.name]
            (shown["anyOf"][0] if "anyOf" in shown else shown)["format"] = "date-time"
    if record in said_by_pages(LIVE):
        schema["additionalProperties"] = False
    else:
        schema["required"] = list(schema["properties"])
