"""What pages may send: one strict record a form. The directory checks the texts themselves."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from waitingroom.core.ids import OpId, QueueId
from waitingroom.core.model import Role
from waitingroom.core.value import Value

# These bounds only keep a body from being absurd; what a name or a number must look like is known
# in the directory alone.
Short = Annotated[str, Meta(max_length=300)]
Long = Annotated[str, Meta(max_length=4000)]
Id = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{1,64}\Z")]
Op = Annotated[OpId, Meta(pattern=r"\A[0-9A-Za-z-]{8,64}\Z")]
Moment = Annotated[datetime, Meta(tz=True)]


class Form(Value, forbid_unknown_fields=True):
    """What all forms share: a field we do not know refuses the whole form."""

    def __repr__(self) -> str:
        # Forms hold names, tokens and passwords, and an exception may carry a form along.
        return f"{type(self).__name__}(…)"


class Nothing(Form):
    """A form that is only a gesture."""


class Token(Form):
    """A personal link, as it stood behind the `#`."""

    token: Short


class Enter(Form):
    """A personal link, used by a gesture.

    Shape: `locale` is what the page speaks; `here` closes the pages that the guest has open on
    other devices, because they go on on this one.
    """

    token: Short
    locale: Short = "da"
    here: bool = False


class WalkIn(Form):
    """Somebody at the public door; `reason` is empty where the unit does not ask."""

    queue: QueueId
    name: Short
    reason: Long = ""
    language: Short = "da"
    role: Role = Role.PATIENT


class StaffLogin(Form):
    """A colleague's account."""

    login: Short
    password: Annotated[str, Meta(max_length=1000)]


class Party(Form):
    """One person of a visit."""

    name: Short
    role: Role = Role.PATIENT
    phone: Short = ""
    language: Short = "da"
    note: Long = ""
    birth_year: int | None = None


class Expect(Form):
    """A visit to be expected with its party; the first of `guests` is the patient."""

    guests: Annotated[tuple[Party, ...], Meta(min_length=1, max_length=10)]
    op_id: Op
    due_at: Moment | None = None


class Invite(Party):
    """One more person for a visit."""

    op_id: Op | None = None


class Notice(Form):
    """A text for all who wait."""

    text: Long
    op_id: Op


class Device(Form):
    """A pre-check of a unit's own equipment. Shape: `device` is what they call it."""

    device: Short


class Renamed(Device):
    """A device of the unit. Shape: `name` is what they call it from now on."""

    name: Short


class Removed(Form):
    """A device that a unit has no more. Shape: `name` is what they call it."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]


class Muted(Form):
    """Whether arrivals make a sound for this colleague."""

    muted: bool
