"""An event as the log stores it, and back."""

import msgspec

from waitingroom.core.events import Event

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encode(event: Event) -> bytes:
    """The event as tagged JSON."""
    return _encoder.encode(event)


def decode(body: bytes) -> Event:
    """The event of stored JSON.

    Errors: `msgspec.ValidationError` for an event this code does not know: such a log is newer
    than the code and must not be served.
    """
    return _decoder.decode(body)
