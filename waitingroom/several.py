"""Runs one process of an installation of several nodes: a web, a worker, media, or the set-up."""

import socket

from waitingroom.app import fit, house
from waitingroom.core.value import Private
from waitingroom.everything import Say, first_run, refuse_unsafe, told
from waitingroom.leaving import Leaving
from waitingroom.media import Elsewhere, alone
from waitingroom.server import hear_signals, serve, work
from waitingroom.settings import Settings, for_several, with_shared_key


async def web(settings: Settings, say: Say) -> str:
    """Serve pages and live lines until told to stop; gives what went wrong, "" when nothing did."""
    return await told(settings, _web(for_several(settings), say))


async def worker(settings: Settings, say: Say) -> str:
    """Do what must be done outside until told to stop; gives what went wrong, or ""."""
    return await told(settings, _worker(for_several(settings), say))


async def media(settings: Settings, turn: Private, say: Say) -> str:
    """Be the conference node and the probe until told to stop; gives what went wrong, or "".

    Shape: `turn` is the secret shared with the TURN server, empty where there is none.
    """
    return await told(settings, _media(with_shared_key(settings), turn, say))


async def set_up(settings: Settings, say: Say) -> str:
    """Bring the database up to date and fill an empty one; gives what went wrong, or ""."""
    return await told(settings, _set_up(for_several(settings), say))


async def _web(settings: Settings, say: Say) -> None:
    refuse_unsafe(settings)
    private = socket.create_server((settings.hooks_host, settings.hooks_port))
    with private:
        async with house(settings) as opened:
            fit(opened)
            await serve(
                opened,
                Elsewhere(settings),
                private,
                lambda: say(f"Klar / ready:  {settings.origin}"),
                works=False,
            )


async def _worker(settings: Settings, say: Say) -> None:
    refuse_unsafe(settings)
    async with house(settings) as opened:
        fit(opened)
        await work(opened, Elsewhere(settings), lambda: say("Klar / ready:  worker"))


async def _media(settings: Settings, turn: Private, say: Say) -> None:
    refuse_unsafe(settings)
    leaving = Leaving()
    hear_signals(leaving)
    async with alone(settings, turn) as both:
        await both.begin()
        say(f"Klar / ready:  media  {settings.media_url}")
        await leaving.told()


async def _set_up(settings: Settings, say: Say) -> None:
    refuse_unsafe(settings)
    async with house(settings) as opened:
        await first_run(opened, say)
