"""Runs everything as one thing: database, web, worker, conference node and probe."""

import secrets
import socket
from collections.abc import Awaitable, Callable

from waitingroom import clinic, demo
from waitingroom.app import Unsafe, fit, house
from waitingroom.child import ChildFailed
from waitingroom.core.value import Private
from waitingroom.doctor import Level
from waitingroom.doctor.configuration import looked_at
from waitingroom.house import House
from waitingroom.keys import BadKey
from waitingroom.ledger import Busy, InUse, NotMigrated, own
from waitingroom.media import Media
from waitingroom.server import serve
from waitingroom.settings import BadSetting, Settings

Say = Callable[[str], None]


async def run(settings: Settings, media: Media, private: socket.socket, say: Say) -> str:
    """Run until told to stop; gives what went wrong in a sentence, "" when nothing did."""
    return await told(settings, _run(settings, media, private, say))


def refuse_unsafe(settings: Settings) -> None:
    """Nobody is served with these settings when something is wrong with them. Errors: `Unsafe`."""
    found = [each for each in looked_at(settings) if each.level is Level.WRONG]
    if found:
        raise Unsafe("\n".join(f"{each.what} {each.do}" for each in found))


async def told(settings: Settings, work: Awaitable[None]) -> str:
    """What went wrong with this work, in a sentence; "" when nothing did."""
    try:
        await work
    except (BadKey, BadSetting, InUse, ChildFailed, NotMigrated, Unsafe) as wrong:
        return str(wrong)
    except Busy:
        return "The database can't be reached."
    except OSError as error:
        return f"{settings.origin}: {error.strerror or error}"
    return ""


async def _run(settings: Settings, media: Media, private: socket.socket, say: Say) -> None:
    refuse_unsafe(settings)
    say("Åbner databasen / opening the database …")
    with own(settings.data / "waitingroom.db"):
        async with house(settings) as opened:
            await first_run(opened, say)
            fit(opened)
            say("Venter på videomødet / waiting for the conference node …")
            await serve(opened, media, private, lambda: welcome(settings, say))


async def first_run(opened: House, say: Say) -> None:
    """Fill an empty database: with the demo clinic, or with one queue and its administrator."""
    if opened.directory.units():
        return
    if opened.settings.demo:
        say("Opretter en lille demoklinik / making a small demo clinic …")
        await demo.fill(opened)
        return
    password = secrets.token_hex(8)
    await clinic.begin(opened, "admin", Private(password))
    say(f"Den første administrator / the first administrator:  admin  {password}")
    say("Adgangskoden vises kun denne ene gang / the password is shown only this once.")


def welcome(settings: Settings, say: Say) -> None:
    """Say that pages can be opened, and the ways in."""
    say("")
    say(f"Klar / ready:  {settings.origin}")
    ways = demo.read(settings)
    if ways is None:
        say(f"Personale / staff:  {settings.origin}/staff")
        return
    say(f"Personale / staff:  {ways.staff_page}")
    for each in ways.staff:
        say(f"    {each.login:8} {each.password:20} {each.name}, {each.role}")
    say(f"Åben dør / walk in:  {ways.walk_in}")
    say("Personlige links / personal links:")
    for guest in ways.guests:
        say(f"    {guest.name}, {guest.role}:  {guest.link}")
    say("Stop med / stop with Ctrl-C.")
