"""The gateway inMobile, version 4.

Source: its REST API. Yes is 200 for the whole order; whether the one number in it is a telephone's
stands two levels down, in an answer that looks like a yes in either case.
"""

import base64

from waitingroom.core.model import Text
from waitingroom.core.value import Private
from waitingroom.notify.exchange import Exchange, judged
from waitingroom.notify.port import PATIENCE_S, VALID_S

URL = "https://api.inmobile.com"


class InMobile:
    """Sends by inMobile. Shape: `sender` is at most 11 letters and digits."""

    def __init__(
        self, key: Private, sender: str, url: str = URL, patience_s: float = PATIENCE_S
    ) -> None:
        self._sender = sender
        # The key is the password; they do not look at the name.
        login = base64.b64encode(f"waitingroom:{key.reveal()}".encode()).decode()
        self._exchange = Exchange(url, f"Basic {login}", patience_s)

    async def send(self, number: str, text: str) -> Text:
        """See `Gateway.send`."""
        message = {
            "to": number.removeprefix("+"),
            "text": text,
            "from": self._sender,
            "encoding": "gsm7",
            "validityPeriodInSeconds": VALID_S,
        }
        answer = await self._exchange.post("/v4/sms/outgoing", {"messages": [message]})
        if isinstance(answer, Text):
            return answer
        status, body = answer
        return _result(body) if status == 200 else judged(status)


def _result(body: object) -> Text:
    match body:
        case {"results": [{"numberDetails": {"isValidMsisdn": False}}]}:
            return Text.FAILED
        case {"results": [{"messageId": str(id_), "numberDetails": {"isValidMsisdn": True}}]}:
            return Text.SENT if id_ else Text.UNKNOWN
        case _:
            return Text.UNKNOWN
