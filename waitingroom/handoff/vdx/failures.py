"""Every way in which VDX can fail: our word for it, whether trying again helps, and what to say."""

from collections.abc import Mapping

from waitingroom.core.value import Value
from waitingroom.handoff.port import VendorFailed

VENDOR = "vdx"


class Sentence(Value):
    """What a clinician or an operator reads, in both languages; it always says what to do next."""

    da: str
    en: str


class Failure(Value):
    """Whether asking again may help by itself, and what to say when it did not."""

    retry: bool
    sentence: Sentence


def _again(da: str, en: str) -> Failure:
    return Failure(retry=True, sentence=Sentence(da=da, en=en))


def _stuck(da: str, en: str) -> Failure:
    return Failure(retry=False, sentence=Sentence(da=da, en=en))


_PHONE_DA = "Prøv igen, eller ring til patienten."
_PHONE_EN = "Try again, or phone the patient."
_HELP_DA = "Sig det til den, der passer ventestuen. Ring til patienten imens."
_HELP_EN = "Tell whoever runs the waiting room. Phone the patient meanwhile."

FAILURES: Mapping[str, Failure] = {
    # the way to VDX
    "unreachable": _again(f"VDX svarer ikke. {_PHONE_DA}", f"VDX does not answer. {_PHONE_EN}"),
    "failed": _again(f"VDX har en fejl. {_PHONE_DA}", f"VDX has a fault. {_PHONE_EN}"),
    "too-fast": _again(f"VDX har travlt. {_PHONE_DA}", f"VDX is busy. {_PHONE_EN}"),
    "not-the-api": _again(
        f"VDX svarer noget, vi ikke forstår. {_HELP_DA}",
        f"VDX answers something we do not understand. {_HELP_EN}",
    ),
    "sign-in-away": _again(
        f"Vi kan ikke logge ind på VDX lige nu. {_PHONE_DA}",
        f"We can't sign in to VDX just now. {_PHONE_EN}",
    ),
    "sign-in": _stuck(
        f"VDX tager ikke imod vores login. {_HELP_DA}",
        f"VDX does not accept our sign-in. {_HELP_EN}",
    ),
    "denied": _stuck(
        f"VDX giver os ikke lov til det. {_HELP_DA}", f"VDX does not let us do that. {_HELP_EN}"
    ),
    "cannot-ring": _stuck(
        "VDX kan ikke ringe nogen op. Ring selv til patienten.",
        "VDX can't ring anybody up. Phone the patient yourself.",
    ),
    "not-found": _again(
        f"VDX kender ikke mødet. {_PHONE_DA}", f"VDX does not know the meeting. {_PHONE_EN}"
    ),
    "refused": _stuck(f"VDX sagde nej. {_HELP_DA}", f"VDX said no. {_HELP_EN}"),
    # the room
    "not-yet": _again(
        "Rummet er på vej. Vent lidt.",
        "The room is on its way. Wait a moment.",
    ),
    "too-slow": _stuck(
        f"Rummet blev ikke klar i tide. {_PHONE_DA}",
        f"The room was not ready in time. {_PHONE_EN}",
    ),
    "provision-problems": _again(
        f"VDX kunne ikke lave rummet. {_PHONE_DA}", f"VDX could not make the room. {_PHONE_EN}"
    ),
    "spent": _stuck(
        "Det lykkedes ikke at få et rum til dette besøg. Ring til patienten.",
        "No room could be had for this visit. Phone the patient.",
    ),
    "no-guest-pin": _stuck(
        f"Rummet har ingen kode til gæster, så ingen bliver lukket ind. {_HELP_DA}",
        f"The room has no PIN for guests, so nobody is let in. {_HELP_EN}",
    ),
    "no-host-pin": _stuck(
        f"Rummet har ingen kode til klinikken, så ingen bliver lukket ind. {_HELP_DA}",
        f"The room has no PIN for the clinic, so nobody is let in. {_HELP_EN}",
    ),
    "same-pins": _stuck(
        f"Rummets to koder er ens, så ingen bliver lukket ind. {_HELP_DA}",
        f"The two PINs of the room are the same, so nobody is let in. {_HELP_EN}",
    ),
    # the template, as the health check finds it
    "guest-pin-off": _stuck(
        f"Skabelonen i VDX giver ikke gæsterne en kode. {_HELP_DA}",
        f"The template in VDX gives the guests no PIN. {_HELP_EN}",
    ),
    "host-pin-off": _stuck(
        f"Skabelonen i VDX giver ikke klinikken en kode. {_HELP_DA}",
        f"The template in VDX gives the clinic no PIN. {_HELP_EN}",
    ),
    "portal-with-pin": _stuck(
        f"Linket i VDX-skabelonen indeholder koden. {_HELP_DA}",
        f"The link in the template of VDX holds the PIN. {_HELP_EN}",
    ),
    "portal-elsewhere": _stuck(
        f"Linket i VDX-skabelonen fører ikke til ventestuen. {_HELP_DA}",
        f"The link in the template of VDX does not lead to the waiting room. {_HELP_EN}",
    ),
    # what VDX says by number, 10 to 36
    "invalid": _stuck(
        f"VDX kan ikke læse vores bestilling. {_HELP_DA}", f"VDX can't read our booking. {_HELP_EN}"
    ),
    "basic": _stuck(
        f"VDX kunne ikke udføre bestillingen. {_HELP_DA}",
        f"VDX could not carry out the booking. {_HELP_EN}",
    ),
    "not-changeable": _again(
        "Rummet kan ikke ændres lige nu. Vi prøver igen.",
        "The room can't be changed just now. We try again.",
    ),
    "not-deletable": _again(
        "Rummet kan ikke slettes lige nu. Vi prøver igen.",
        "The room can't be deleted just now. We try again.",
    ),
    "address-template": _stuck(
        f"Skabelonen i VDX kan ikke give rummet en adresse. {_HELP_DA}",
        f"The template in VDX can't give the room an address. {_HELP_EN}",
    ),
    "addresses-used-up": _again(
        f"VDX har ingen ledige adresser. {_PHONE_DA}", f"VDX has no free addresses. {_PHONE_EN}"
    ),
    "guest-pin-template": _stuck(
        f"Skabelonen i VDX kan ikke give gæsterne en kode. {_HELP_DA}",
        f"The template in VDX can't give the guests a PIN. {_HELP_EN}",
    ),
    "host-pin-template": _stuck(
        f"Skabelonen i VDX kan ikke give klinikken en kode. {_HELP_DA}",
        f"The template in VDX can't give the clinic a PIN. {_HELP_EN}",
    ),
    "one-pool-template": _stuck(
        f"Der kan kun være én skabelon for klargjorte rum i VDX. {_HELP_DA}",
        f"There can be only one template for pool rooms in VDX. {_HELP_EN}",
    ),
    "no-pool": _stuck(
        f"Organisationen har ingen klargjorte rum i VDX. {_HELP_DA}",
        f"The organisation has no pool of rooms in VDX. {_HELP_EN}",
    ),
    "pool-empty": _again(
        f"Alle klargjorte rum er i brug. {_PHONE_DA}", f"All pool rooms are in use. {_PHONE_EN}"
    ),
    "id-taken": _stuck(
        f"VDX har allerede et andet møde med vores nummer. {_HELP_DA}",
        f"VDX already has another meeting under our number. {_HELP_EN}",
    ),
    "no-organisation": _stuck(
        f"VDX kender ikke organisationen. {_HELP_DA}",
        f"VDX does not know the organisation. {_HELP_EN}",
    ),
    "no-reservations": _stuck(
        f"Organisationen kan ikke reservere rum i VDX. {_HELP_DA}",
        f"The organisation can't reserve rooms in VDX. {_HELP_EN}",
    ),
    "id-clash": _again(
        f"VDX kunne ikke give mødet et nummer. {_PHONE_DA}",
        f"VDX could not give the meeting a number. {_PHONE_EN}",
    ),
    "bad-time": _stuck(
        f"VDX kan ikke læse mødets tid. {_HELP_DA}",
        f"VDX can't read the time of the meeting. {_HELP_EN}",
    ),
    "no-template": _stuck(
        f"Skabelonen findes ikke i VDX. {_HELP_DA}",
        f"The template does not exist in VDX. {_HELP_EN}",
    ),
    "others-template": _stuck(
        f"Skabelonen i VDX hører til en anden organisation. {_HELP_DA}",
        f"The template in VDX belongs to another organisation. {_HELP_EN}",
    ),
    "half-a-period": _stuck(
        f"VDX vil have både en start og en slutning. {_HELP_DA}",
        f"VDX wants both a beginning and an end. {_HELP_EN}",
    ),
    "reservation-gone": _again(
        f"Det reserverede rum findes ikke mere. {_PHONE_DA}",
        f"The reserved room is gone. {_PHONE_EN}",
    ),
    "missing-field": _stuck(
        f"Der mangler noget i vores bestilling til VDX. {_HELP_DA}",
        f"Something is missing in our booking with VDX. {_HELP_EN}",
    ),
    "own-address-denied": _stuck(
        f"Organisationen må ikke vælge adresser i VDX. {_HELP_DA}",
        f"The organisation may not choose addresses in VDX. {_HELP_EN}",
    ),
    "own-address-taken": _stuck(
        f"Adressen er allerede i brug i VDX. {_HELP_DA}",
        f"The address is already in use in VDX. {_HELP_EN}",
    ),
    "own-address-letters": _stuck(
        f"Adressen har tegn, som VDX ikke tager imod. {_HELP_DA}",
        f"The address has characters that VDX does not accept. {_HELP_EN}",
    ),
    "reservation-with-pin": _stuck(
        f"Et reserveret rum kan ikke få en kode fra os. {_HELP_DA}",
        f"A reserved room can't get a PIN from us. {_HELP_EN}",
    ),
    "same-key-twice": _stuck(
        f"En oplysning står to gange i vores bestilling til VDX. {_HELP_DA}",
        f"A detail stands twice in our booking with VDX. {_HELP_EN}",
    ),
    "nothing-to-search": _stuck(
        f"VDX fik ikke at vide, hvad der skulle findes. {_HELP_DA}",
        f"VDX was not told what to find. {_HELP_EN}",
    ),
}

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
    return VendorFailed(VENDOR, code, retry=FAILURES[code].retry)


def says(code: str) -> Sentence:
    """What to say about a failure of VDX; of a word we do not have, that something failed."""
    return FAILURES.get(code, FAILURES["failed"]).sentence


def told(status: int, number: str | None) -> str:
    """Our word for an answer that is none: VDX's own number goes before the status."""
    if number is not None and number in BY_NUMBER:
        return BY_NUMBER[number]
    if status >= 500:
        return "failed"
    if status < 400:
        return "not-the-api"
    return BY_STATUS.get(status, "refused")
