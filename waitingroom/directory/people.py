"""A person behind a guest: the texts that are erased, and never print themselves."""

from typing import Any

from waitingroom.core.value import Value
from waitingroom.directory import texts
from waitingroom.directory.texts import InvalidText

_BORN = range(1900, 2101)


class Person(Value):
    """What the erasable table knows of one guest.

    Shape: `name` is 1 to 80 characters; `phone` is digits with an optional plus, or ""; `note` is
    what staff wrote or the reason the person gave, at most 500 characters; `language` is a BCP 47
    tag. Its repr is a mask, so that no log line, exception or debugger shows a patient.
    """

    name: str
    phone: str = ""
    note: str = ""
    language: str = "da"
    birth_year: int | None = None

    def __repr__(self) -> str:
        return "Person(…)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        # Pretty printers ask for this one first, and the one of the record shows every field.
        return []


def checked(person: Person) -> Person:
    """The person with trimmed texts, ready to be kept.

    Errors: InvalidText names the first field that does not fit.
    """
    if person.birth_year is not None and person.birth_year not in _BORN:
        raise InvalidText("birth_year")
    return person.but(
        name=texts.line("name", person.name, texts.NAME_LENGTH),
        phone=texts.phone("phone", person.phone),
        note=texts.lines("note", person.note, texts.NOTE_LENGTH),
        language=texts.language("language", person.language),
    )


def checked_reason(text: str) -> str:
    """The reason a person gave at the public door, trimmed; it is kept as the note.

    Errors: InvalidText when it is longer than 200 characters.
    """
    return texts.lines("reason", text, texts.REASON_LENGTH)
