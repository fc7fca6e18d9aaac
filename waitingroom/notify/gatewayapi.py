"""The gateway GatewayAPI, on its European platform.

Source: its Message API, one message a request. A number is a number without its plus there, and yes
is 202 with an id.
"""

from waitingroom.core.model import Text
from waitingroom.core.value import Private
from waitingroom.notify.exchange import Exchange, judged
from waitingroom.notify.port import PATIENCE_S, VALID_S

URL = "https://messaging.gatewayapi.eu"
"""Keys belong to one platform; those of another are refused here with 403."""


class GatewayApi:
    """Sends by GatewayAPI. Shape: `sender` is at most 11 letters and digits."""

    def __init__(
        self, key: Private, sender: str, url: str = URL, patience_s: float = PATIENCE_S
    ) -> None:
        self._sender = sender
        self._exchange = Exchange(url, f"Token {key.reveal()}", patience_s)

    async def send(self, number: str, text: str) -> Text:
        """See `Gateway.send`."""
        answer = await self._exchange.post(
            "/mobile/single",
            {
                "sender": self._sender,
                "recipient": int(number.removeprefix("+")),
                "message": text,
                "expiration": f"PT{VALID_S}S",
            },
        )
        if isinstance(answer, Text):
            return answer
        status, body = answer
        if status == 202:
            is_taken = isinstance(body, dict) and bool(body.get("msg_id"))
            return Text.SENT if is_taken else Text.UNKNOWN
        return judged(status)
