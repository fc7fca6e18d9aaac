"""What the double takes for a booking, field by field; everything else is refused."""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any


class No(Exception):
    """The double refuses, as the Video API does: a status, and a number when it has one."""

    def __init__(self, status: int, number: int | None = None) -> None:
        super().__init__(f"{status} {number}")
        self.status = status
        self.number = number


TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
VIEWS = {
    *("one_main_zero_pips", "one_main_seven_pips", "one_main_twentyone_pips"),
    *("two_mains_twentyone_pips", "four_mains_zero_pips", "five_mains_seven_pips"),
    *("one_main_thirtythree_pips", "nine_mains_zero_pips", "sixteen_mains_zero_pips"),
    "twentyfive_mains_zero_pips",
}


def when(found: Any) -> datetime:
    """A time as the API reads it."""
    if not isinstance(found, str) or not TIME.fullmatch(found):
        raise No(400, 25)
    return datetime.fromisoformat(found).replace(microsecond=0)


def _is_time(found: Any) -> bool:
    return bool(when(found))


def _text(most: int) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, str) and 0 < len(found) <= most


def _one_of(*words: str) -> Callable[[Any], bool]:
    return lambda found: found in words


def _is_flag(found: Any) -> bool:
    return isinstance(found, bool)


def _is_pin(found: Any) -> bool:
    return isinstance(found, int) and 1000 <= found <= 999_999_999


def _is_uuid(found: Any) -> bool:
    return isinstance(found, str) and str(uuid.UUID(found)) == found


def _is_count(found: Any) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 0


def _is_texts(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _is_details(found: Any) -> bool:
    keys = [each["key"] for each in found]
    if len(set(keys)) != len(keys):
        raise No(400, 35)
    return all(len(each["key"]) <= 100 and len(each["value"]) <= 100 for each in found)


PATCH: Mapping[str, Callable[[Any], bool]] = {
    "subject": _text(100),
    "startTime": _is_time,
    "endTime": _is_time,
    "description": _text(500),
    "projectCode": _text(100),
    "organizedByEmail": lambda found: isinstance(found, str) and bool(EMAIL.fullmatch(found)),
    "labels": _is_texts,
    "additionalInformation": _is_details,
    "guestMicrophone": _one_of("on", "muted", "off"),
    "guestPinRequired": _is_flag,
    "guestPin": _is_pin,
    "hostPin": _is_pin,
    "callType": _text(100),
}

LAYOUT: Mapping[str, Callable[[Any], bool]] = {
    "vmrType": _one_of("conference", "lecture"),
    "hostView": _one_of(*VIEWS),
    "guestView": _one_of(*VIEWS),
    "vmrQuality": _one_of("sd", "hd", "fullhd"),
    "enableOverlayText": _is_flag,
    "guestsCanPresent": _is_flag,
    "forcePresenterIntoMain": _is_flag,
    "forceEncryption": _is_flag,
    "muteAllGuests": _is_flag,
}

CREATE: Mapping[str, Callable[[Any], bool]] = {
    **PATCH,
    **LAYOUT,
    "maxParticipants": _is_count,
    "endMeetingOnEndTime": _is_flag,
    "schedulingTemplateId": _is_count,
    "meetingType": _one_of("NORMAL", "POOL"),
    "uuid": _is_uuid,
    "externalId": _text(200),
    "schedulingInfoReservationId": _is_uuid,
    "uriWithoutDomain": lambda found: isinstance(found, str),
}

REQUIRED = ("subject", "startTime", "endTime")


def checked(body: Any, fields: Mapping[str, Callable[[Any], bool]], needs: bool) -> dict[str, Any]:
    """The body, when it is one; what the double does not know it does not take."""
    if not isinstance(body, dict) or not set(body) <= set(fields):
        raise No(400, 10)
    if needs and any(body.get(each) is None for each in REQUIRED):
        raise No(400, 30)
    for name, found in body.items():
        if found is not None and not _is_well(fields[name], found):
            raise No(400, 10)
    return body


def _is_well(check: Callable[[Any], bool], found: Any) -> bool:
    try:
        return check(found)
    except (ValueError, TypeError, KeyError):
        return False
