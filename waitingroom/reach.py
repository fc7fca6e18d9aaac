"""Reaching people who are on no page: telephones and text messages, put together from the rooms."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from waitingroom.core.ids import GuestId
from waitingroom.core.value import Private
from waitingroom.directory import Directory
from waitingroom.handoff import Numbers
from waitingroom.identity import Links
from waitingroom.notify import (
    Contact,
    Gateway,
    GatewayApi,
    InMobile,
    OutboxFile,
    Recipient,
    Texting,
    TextLog,
)
from waitingroom.notify.letters import CALLED, called, is_one_message
from waitingroom.phone_numbers import Allowed
from waitingroom.settings import BadSetting, Settings

LINK_LASTS = timedelta(hours=1)
"""How long the link in a text message lets somebody in: it is about now, and is lost easily."""

OUTBOX_FILE = "text-messages.jsonl"

ANY_LINK = "x" * len("/l#" + "t" * 32)


def numbers(settings: Settings, directory: Directory) -> Numbers:
    """The telephones that may be rung up from this installation."""

    def phone(guest: GuestId) -> str:
        person = directory.person(guest)
        return person.phone if person else ""

    return Numbers(phone, Allowed(prefixes=settings.phone_prefixes))


def texting(
    settings: Settings,
    text_log: TextLog,
    directory: Directory,
    links: Links,
    now: Callable[[], datetime],
) -> Texting:
    """The text messages of this installation. Errors: `BadSetting`."""
    return Texting(
        _gateway(settings),
        Allowed(prefixes=settings.sms_prefixes),
        text_log,
        _contact(directory),
        _link(settings.origin, links, now),
        now,
        settings.sms_per_day,
    )


def _gateway(settings: Settings) -> Gateway | None:
    if settings.sms_gateway and not _fits(settings.origin):
        raise BadSetting("url is too long to be sent in one text message")
    match settings.sms_gateway:
        case "gatewayapi":
            return GatewayApi(_key(settings.sms_key_file), settings.sms_sender)
        case "inmobile":
            return InMobile(_key(settings.sms_key_file), settings.sms_sender)
        case "file":
            return OutboxFile(settings.data / OUTBOX_FILE)
        case _:
            return None


def _fits(origin: str) -> bool:
    return all(is_one_message(called(each, origin + ANY_LINK)) for each in CALLED)


def _key(path: Path | None) -> Private:
    try:
        text = path.read_text("ascii").strip() if path else ""
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text:
        raise BadSetting("sms_key_file must be a file that holds the key of the gateway")
    return Private(text)


def _contact(directory: Directory) -> Callable[[Recipient], Contact | None]:
    def contact(to: Recipient) -> Contact | None:
        person, queue = directory.person(to.guest), directory.queue(to.queue)
        unit = directory.unit(queue.unit) if queue else None
        if person is None or unit is None or not person.phone:
            return None
        number = Private(person.phone)
        return Contact(number=number, language=person.language, tenant=unit.organisation)

    return contact


def _link(
    origin: str, links: Links, now: Callable[[], datetime]
) -> Callable[[Recipient], Awaitable[str]]:
    async def link(to: Recipient) -> str:
        at = now()
        token = await links.issue(to.guest, to.visit, to.queue, to.role, at, at + LINK_LASTS)
        # Behind the #, where no server, proxy or log ever sees it.
        return f"{origin}/l#{token.reveal()}"

    return link
