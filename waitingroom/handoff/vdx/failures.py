"""Every way in which VDX can fail: our word for it, and whether and how often trying helps."""

from collections.abc import Mapping

from waitingroom.core.value import Value
from waitingroom.handoff.port import USUAL, Patience, VendorFailed

VENDOR = "vdx"


class Failure(Value):
    """Whether asking again may help by itself, and how often before a person is asked."""

    retry: bool
    patience: Patience = USUAL


AGAIN, STUCK = Failure(retry=True), Failure(retry=False)

COMING = Failure(retry=True, patience=Patience(tries=40, pause_s=1.0))
"""A room that is being made: the account says how long it may take, and a try waits itself."""

FAILURES: Mapping[str, Failure] = {
    # the way to VDX
    "unreachable": AGAIN,
    "failed": AGAIN,
    "too-fast": AGAIN,
    "not-the-api": AGAIN,
    "sign-in-away": AGAIN,
    "sign-in": STUCK,
    "denied": STUCK,
    "no-account": STUCK,
    "cannot-ring": STUCK,
    "not-found": AGAIN,
    "refused": STUCK,
    # the room
    "not-yet": COMING,
    "too-slow": STUCK,
    "provision-problems": AGAIN,
    "spent": STUCK,
    "no-guest-pin": STUCK,
    "no-host-pin": STUCK,
    "same-pins": STUCK,
    # the template, as the health check finds it
    "guest-pin-off": STUCK,
    "host-pin-off": STUCK,
    "portal-with-pin": STUCK,
    "portal-elsewhere": STUCK,
    # what VDX says by number, 10 to 36
    "invalid": STUCK,
    "basic": STUCK,
    "not-changeable": AGAIN,
    "not-deletable": AGAIN,
    "address-template": STUCK,
    "addresses-used-up": AGAIN,
    "guest-pin-template": STUCK,
    "host-pin-template": STUCK,
    "one-pool-template": STUCK,
    "no-pool": STUCK,
    "pool-empty": AGAIN,
    "id-taken": STUCK,
    "no-organisation": STUCK,
    "no-reservations": STUCK,
    "id-clash": AGAIN,
    "bad-time": STUCK,
    "no-template": STUCK,
    "others-template": STUCK,
    "half-a-period": STUCK,
    "reservation-gone": AGAIN,
    "missing-field": STUCK,
    "own-address-denied": STUCK,
    "own-address-taken": STUCK,
    "own-address-letters": STUCK,
    "reservation-with-pin": STUCK,
    "same-key-twice": STUCK,
    "nothing-to-search": STUCK,
}
"""Every word of ours; what is said of each stands in `frontend/src/texts/*/failures.ftl`."""

BY_NUMBER: Mapping[str, str] = {
    "10": "invalid",
    "11": "basic",
    "12": "not-changeable",
    "13": "not-deletable",
    "14": "address-template",
    "15": "addresses-used-up",
    "16": "guest-pin-template",
    "17": "host-pin-template",
    "18": "one-pool-template",
    "19": "no-pool",
    "20": "pool-empty",
    "21": "id-taken",
    "22": "no-organisation",
    "23": "no-reservations",
    "24": "id-clash",
    "25": "bad-time",
    "26": "no-template",
    "27": "others-template",
    "28": "half-a-period",
    "29": "reservation-gone",
    "30": "missing-field",
    "31": "own-address-denied",
    "32": "own-address-taken",
    "33": "own-address-letters",
    "34": "reservation-with-pin",
    "35": "same-key-twice",
    "36": "nothing-to-search",
}
"""VDX's `detailed_error_code`, which is text, and our word for it."""

BY_STATUS: Mapping[int, str] = {
    401: "sign-in",
    403: "denied",
    404: "not-found",
    408: "too-fast",
    429: "too-fast",
}
"""What a status without a number means; 5xx is `failed`, another 4xx `refused`."""


def failed(code: str) -> VendorFailed:
    """The failure of this word."""
    known = FAILURES[code]
    return VendorFailed(VENDOR, code, retry=known.retry, patience=known.patience)


def told(status: int, number: str | None) -> str:
    """Our word for an answer that is none: VDX's own number goes before the status."""
    if number is not None and number in BY_NUMBER:
        return BY_NUMBER[number]
    if status >= 500:
        return "failed"
    if status < 400:
        return "not-the-api"
    return BY_STATUS.get(status, "refused")
