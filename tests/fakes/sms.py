"""Two small gateways for text messages, as strict as the real ones, and each with its own trap."""

import asyncio
import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KEY = "hemmelig-gateway-noegle"
SENDER = "Klinikken"


@dataclass
class FakeGateway:
    """Takes messages and notes those it would send.

    Shape: `says` is how it answers: `yes`, a status, `nonsense`, `no-number`, or `nothing`, which
    is no answer while `silent` is not set; what it says no to is not sent.
    """

    says: str = "yes"
    sent: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    silent: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/mobile/single", self._gatewayapi, methods=["POST"]),
                Route("/v4/sms/outgoing", self._inmobile, methods=["POST"]),
            ]
        )

    async def _gatewayapi(self, request: Request) -> Response:
        self.asked += 1
        if request.headers.get("authorization") != f"Token {KEY}":
            return _json({"message": "Unauthorized"}, 401)
        body = json.loads(await request.body())
        wrong = _misses(body, {"sender": str, "recipient": int, "message": str, "expiration": str})
        if wrong or set(body) - {"sender", "recipient", "message", "expiration"}:
            return _json({"message": "invalid body"}, 422)
        if not re.fullmatch(r"PT[0-9]+S", body["expiration"]) or len(body["sender"]) > 11:
            return _json({"message": "invalid field"}, 422)
        self._takes(f"+{body['recipient']}", body["message"])
        return await self._answers(202, {"msg_id": "01HXQ", "recipient": body["recipient"]})

    async def _inmobile(self, request: Request) -> Response:
        self.asked += 1
        login = request.headers.get("authorization", "").removeprefix("Basic ")
        if base64.b64decode(login).decode().partition(":")[2] != KEY:
            return _json({"errorMessage": "Unauthorized"}, 401)
        (message,) = json.loads(await request.body())["messages"]
        wanted = {"to": str, "text": str, "from": str, "encoding": str}
        if _misses(message, wanted) or message["encoding"] != "gsm7" or "+" in message["to"]:
            return _json({"errorMessage": "invalid body"}, 400)
        is_valid = self.says != "no-number"
        if is_valid:
            self._takes(f"+{message['to']}", message["text"])
        details = {"isValidMsisdn": is_valid, "rawMsisdn": message["to"]}
        return await self._answers(
            200, {"results": [{"messageId": "m1", "numberDetails": details}]}
        )

    def _takes(self, number: str, text: str) -> None:
        if self.says in ("yes", "nothing", "nonsense"):
            self.sent.append((number, text))

    async def _answers(self, status: int, body: dict[str, Any]) -> Response:
        if self.says == "nothing":
            await self.silent.wait()
        if self.says == "nonsense":
            return Response("<html>", status)
        if self.says.isdecimal():
            return _json({"message": f"no to {body}"}, int(self.says))
        return _json(body, status)


def _misses(body: dict[str, Any], wanted: Mapping[str, type]) -> list[str]:
    return [name for name, kind in wanted.items() if type(body.get(name)) is not kind]


def _json(body: object, status: int) -> Response:
    return Response(json.dumps(body), status, media_type="application/json")
