"""The security headers, on every answer there is; a page that runs script brings its own policy."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from waitingroom.web.rooms import Rooms

NOTHING = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
"""The content policy of every answer that is no page of ours."""

# What a page needs by itself: a sound and a picture that start alone when it is somebody's turn, a
# screen that stays on in a call, the loudspeaker somebody chose, a link on the clipboard.
_OWN = (
    "autoplay",
    "clipboard-write",
    "fullscreen",
    "picture-in-picture",
    "screen-wake-lock",
    "speaker-selection",
)
_OF_CALLS = ("camera", "microphone", "display-capture")
_NOBODYS = (
    "accelerometer",
    "browsing-topics",
    "clipboard-read",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

Pair = tuple[bytes, bytes]


def page_policy(rooms: Rooms, nonce: str) -> str:
    """The content policy of one answer of one page.

    Shape: only script that carries this answer's `nonce`, and what that script loads itself, runs;
    without a nonce none at all does.
    The addresses of our own line are written out, because older Safari does not count them as
    `'self'`.
    """
    script = f"'nonce-{nonce}' 'strict-dynamic'" if nonce else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {script}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self' blob:",
            f"connect-src {' '.join(_spoken_to(rooms))}",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _spoken_to(rooms: Rooms) -> Iterable[str]:
    lines = (each.replace("http", "ws", 1) for each in rooms.origins)
    return ("'self'", *lines, *rooms.conference_hosts)


def permissions(rooms: Rooms) -> str:
    """Who may use camera, microphone and screen: we and the conference's hosts, nobody else."""
    hosts = "".join(f' "{each}"' for each in rooms.conference_hosts)
    return ", ".join(
        (
            *(f"{each}=(self{hosts})" for each in _OF_CALLS),
            *(f"{each}=(self)" for each in _OWN),
            *(f"{each}=()" for each in _NOBODYS),
        )
    )


class Headers:
    """Puts onto every answer what it does not say itself."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self._app = app
        self._always = tuple(_pairs(rooms))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One call, with the missing headers put onto its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(message.get("headers", ()))
            await send(message)

        await self._app(scope, receive, with_headers)

    def _completed(self, own: Iterable[Pair]) -> list[Pair]:
        said = list(own)
        names = {name.lower() for name, _ in said}
        return said + [each for each in self._always if each[0] not in names]


def _pairs(rooms: Rooms) -> Iterable[Pair]:
    plain = {
        "content-security-policy": NOTHING,
        "permissions-policy": permissions(rooms),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }
    # A browser told this for a plain address would never find that address again.
    if all(urlsplit(each).scheme == "https" for each in rooms.origins):
        plain["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return ((name.encode(), value.encode("ascii")) for name, value in plain.items())
