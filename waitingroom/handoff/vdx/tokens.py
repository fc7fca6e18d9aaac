"""The access token of one organisation: fetched by one at a time, renewed before it runs out."""

import asyncio
from collections.abc import Callable

import httpx2
import msgspec

from waitingroom.core.value import Private, Value
from waitingroom.handoff.vdx.account import VdxAccount
from waitingroom.handoff.vdx.failures import failed

MARGIN_S = 30.0
"""So long before its end a token is renewed, because a request and a clock take time."""

SHORTEST_S = 1.0
"""A token lives at least this long for us, so that a silly answer makes no loop of requests."""


class _Granted(Value):
    access_token: str
    expires_in: float
    token_type: str


class _Token(Value):
    text: Private
    until: float


_granted = msgspec.json.Decoder(_Granted)


class VdxTokens:
    """Tokens by client credentials, in memory only."""

    def __init__(
        self, account: VdxAccount, client: httpx2.AsyncClient, monotonic: Callable[[], float]
    ) -> None:
        self._account = account
        self._client = client
        self._monotonic = monotonic
        self._token: _Token | None = None
        self._one = asyncio.Lock()

    async def current(self) -> Private:
        """A token that holds for a while. Errors: `VendorFailed`."""
        async with self._one:
            if self._token is None or self._monotonic() >= self._token.until:
                self._token = await self._fetch()
            return self._token.text

    def refused(self, token: Private) -> None:
        """This one is not believed any more; one that was fetched since is kept."""
        if self._token is not None and self._token.text == token:
            self._token = None

    async def _fetch(self) -> _Token:
        asked_at = self._monotonic()
        granted = _read(await self._ask())
        lasts_s = granted.expires_in - min(MARGIN_S, granted.expires_in / 2)
        return _Token(text=Private(granted.access_token), until=asked_at + max(SHORTEST_S, lasts_s))

    async def _ask(self) -> httpx2.Response:
        account = self._account
        form = {
            "grant_type": "client_credentials",
            "client_id": account.client_id,
            "client_secret": account.client_secret.reveal(),
            **({"scope": account.scope} if account.scope else {}),
        }
        try:
            return await self._client.post(
                account.token_url,
                data=form,
                timeout=account.patience_s,
                follow_redirects=False,  # the secret goes where the operator said, nowhere else
            )
        except httpx2.HTTPError:
            problem = failed("sign-in-away")
        # Outside of the handler: the library's error holds the request, and with it the secret.
        raise problem


def _read(answer: httpx2.Response) -> _Granted:
    if answer.status_code in (400, 401, 403):
        raise failed("sign-in")
    if not answer.is_success:
        raise failed("sign-in-away")
    try:
        granted = _granted.decode(answer.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        granted = None
    if granted is None or granted.token_type.lower() != "bearer":
        raise failed("sign-in-away")
    return granted
