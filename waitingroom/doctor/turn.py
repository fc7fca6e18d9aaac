"""The TURN server as browsers and strangers meet it: all that is looked at, in its order."""

import asyncio

from waitingroom.doctor import turn_certificate, turn_reach, turn_ways
from waitingroom.doctor.finding import Finding, Level
from waitingroom.doctor.installation import Installation


async def examined(installation: Installation) -> tuple[Finding, ...]:
    """What there is to say of it. Where no way can be opened, only that is said of what follows."""
    lacking = turn_ways.lacking(installation)
    urls = installation.turn.urls
    if not urls:
        return lacking
    named = await turn_ways.resolved(installation)
    tried = await asyncio.gather(*(turn_ways.opened(installation, each) for each in urls))
    trusted = await turn_certificate.trusted(installation)
    found = (*lacking, *named, *tried, *trusted)
    open_ones = [url for url, each in zip(urls, tried, strict=True) if each.level is Level.WELL]
    if not open_ones:
        return found
    return (*found, *await _behind(installation, open_ones[0]))


async def _behind(installation: Installation, url: str) -> tuple[Finding, ...]:
    """Who gets in at an address where a way can be opened, and where it leads them."""
    return (
        *await turn_ways.strangers_refused(installation, url),
        await turn_reach.nowhere_inside(installation, url),
        *await turn_reach.our_media(installation, url),
    )
