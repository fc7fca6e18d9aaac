"""Who calls: the peer itself, or whom a proxy that is believed says it calls for."""

from collections.abc import Sequence
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware


class Callers:
    """Judges the addresses of callers as uvicorn does for requests, so that there is one opinion.

    Shape: `proxies` are those that are believed, addresses and networks.
    """

    def __init__(self, proxies: Sequence[str]) -> None:
        self._believed = ProxyHeadersMiddleware(_nobody, list(proxies)).trusted_hosts

    def address(self, peer: str, forwarded: str) -> str:
        """The caller's address. Shape: `forwarded` is the header `X-Forwarded-For`, or empty."""
        if not forwarded or peer not in self._believed:
            return peer
        return self._believed.get_trusted_client_address(forwarded)[0] or peer


async def _nobody(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("only the judgement of this middleware is used")
