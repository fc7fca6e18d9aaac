"""The built pages, with a fresh nonce on every answer, and the plain ones beside them."""

import html
import re
import secrets

from starlette.responses import Response

from waitingroom.directory import Unit
from waitingroom.web.call import Anybody, Call
from waitingroom.web.headers import page_policy
from waitingroom.web.problems import Answer
from waitingroom.web.rooms import Rooms

NONCE = "__NONCE__"
"""What the build writes wherever an answer's nonce belongs."""

_STYLES = re.compile(r'<link\b[^>]*\bhref="(/static/[^"]+\.css)"[^>]*>')

PLAIN = """<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
<title>Virtuelt venteværelse</title>
{styles}</head>
<body>
<main class="plain">
{danish}
<div lang="en">
{english}
</div>
</main>
</body>
</html>
"""


class Pages:
    """All pages of one process; they are read once."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._guest = _built(rooms, "guest.html")
        self._staff = _built(rooms, "staff.html")
        self._network = _built(rooms, "network.html")
        self._styles = _STYLES.findall(self._guest)

    async def guest(self, call: Call[Anybody, None]) -> Answer:
        """The guest's page.

        It is the same for every link, door and visitor, so a program that only looks at links
        learns nothing and changes nothing.
        """
        return self._page(self._guest)

    async def staff(self, call: Call[Anybody, None]) -> Answer:
        """The staff's page."""
        return self._page(self._staff)

    async def network(self, call: Call[Anybody, None]) -> Answer:
        """The page for IT departments."""
        return self._page(self._network)

    async def start(self, call: Call[Anybody, None]) -> Answer:
        """What somebody finds who came without a link."""
        return self._plain(
            200,
            (
                "<h1>Virtuelt venteværelse</h1>",
                "<p>Har du fået et link af klinikken, så åbn det. Så kommer du det rigtige sted "
                "hen.</p>",
                '<p>Arbejder du på klinikken? <a href="/staff">Log ind her</a>.</p>',
                '<p>Passer du et netværk? <a href="/network">Se, hvad det skal lukke ud</a>.</p>',
                "<p>Er det livsfarligt, så ring 112.</p>",
            ),
            (
                "<h2>Virtual waiting room</h2>",
                "<p>If the clinic sent you a link, open it. It takes you to the right place.</p>",
                '<p>Do you work at the clinic? <a href="/staff">Sign in here</a>.</p>',
                '<p>Do you look after a network? <a href="/network?lang=en">See what it must let '
                "out</a>.</p>",
                "<p>If it is an emergency, call 112.</p>",
            ),
        )

    def not_there(self, status: int, unit: Unit | None) -> Response:
        """There is no such page; whom to call when the clinic is known."""
        call_da, call_en = _calls(unit)
        return self._plain(
            status,
            (
                "<h1>Siden findes ikke</h1>",
                "<p>Se efter, om hele linket er kommet med.</p>",
                call_da,
                "<p>Er det livsfarligt, så ring 112.</p>",
            ),
            (
                "<h2>There is no such page</h2>",
                "<p>Check that you have the whole link.</p>",
                call_en,
                "<p>If it is an emergency, call 112.</p>",
            ),
        )

    def fault(self, fault: str, unit: Unit | None) -> Response:
        """We made a mistake; `fault` finds it in the log."""
        call_da, call_en = _calls(unit)
        return self._plain(
            500,
            (
                "<h1>Der skete en fejl hos os</h1>",
                "<p>Prøv igen om lidt. Venter du allerede, så er din plads gemt.</p>",
                call_da,
                "<p>Er det livsfarligt, så ring 112.</p>",
                f"<p>Fejlen har nummer {html.escape(fault)}.</p>",
            ),
            (
                "<h2>Something went wrong on our side</h2>",
                "<p>Try again in a moment. If you are waiting already, your place is kept.</p>",
                call_en,
                "<p>If it is an emergency, call 112.</p>",
                f"<p>The fault has the number {html.escape(fault)}.</p>",
            ),
        )

    def _page(self, built: str) -> Response:
        if not built:
            return self._not_built()
        nonce = secrets.token_urlsafe(18)
        return Response(
            built.replace(NONCE, nonce),
            headers={"Content-Security-Policy": page_policy(self._rooms, nonce)},
            media_type="text/html",
        )

    def _not_built(self) -> Response:
        return self._plain(
            503,
            (
                "<h1>Siderne er ikke bygget endnu</h1>",
                "<p>Kør <code>./run</code>, så bygges de. Serveren selv kører.</p>",
            ),
            (
                "<h2>The pages are not built yet</h2>",
                "<p>Run <code>./run</code> to build them. The server itself is up.</p>",
            ),
        )

    def _plain(self, status: int, danish: tuple[str, ...], english: tuple[str, ...]) -> Response:
        styles = (f'<link rel="stylesheet" href="{each}">\n' for each in self._styles)
        return Response(
            PLAIN.format(
                styles="".join(styles), danish="\n".join(danish), english="\n".join(english)
            ),
            status,
            headers={"Content-Security-Policy": page_policy(self._rooms, nonce="")},
            media_type="text/html",
        )


def _built(rooms: Rooms, name: str) -> str:
    file = rooms.static / name
    page = file.read_text(encoding="utf-8") if file.is_file() else ""
    if rooms.checks is None:
        # What can't be had is not offered.
        page = page.replace("<html ", '<html data-prechecks="none" ', 1)
    return page


def _calls(unit: Unit | None) -> tuple[str, str]:
    if unit is None or not unit.phone:
        return "<p>Eller ring til klinikken.</p>", "<p>Or call the clinic.</p>"
    name, phone = html.escape(unit.name), html.escape(unit.phone)
    number = f'<a href="tel:{phone}">{phone}</a>'
    return (
        f"<p>Eller ring til {name} på {number}.</p>",
        f"<p>Or call {name} on {number}.</p>",
    )
