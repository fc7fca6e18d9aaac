"""How one organisation uses VDX: where it is, who we are there, and all that is unconfirmed."""

from datetime import timedelta

from waitingroom.core.value import Private, Value


class VdxAccount(Value):
    """One OAuth client, which is one organisation: VDX reads the organisation from its token.

    Shape: `api_url` is what stands before `/v2`, without a slash at its end. No field may hold
    anything about a patient: what stands in a meeting is copied to logs that are not ours.
    """

    api_url: str
    token_url: str
    client_id: str
    client_secret: Private
    scope: str = ""

    pool: bool = True
    """Ask for a room that stands ready before asking for a new one."""

    reserve: bool = False
    """Reserve a pool room before booking it; VDX lets only an administrator's client do that."""

    template: int | None = None
    """The scheduling template; None is the organisation's own."""

    portal: str = ""
    """What the template's portal link for guests has to be, so that it leads to us; "" is any."""

    subject: str = "Videokonsultation"
    project_code: str = ""

    organiser: str = ""
    """The e-mail address of a function that stands as organiser; never a person's."""

    lasts: timedelta = timedelta(hours=3)
    """How long a room stands when nobody ends it: long enough for every conversation."""

    end_on_time: bool = True
    """Whether VDX takes everybody out at the end; it is what makes ending mean ending."""

    nodes: tuple[str, ...] = ()
    """The conferencing nodes that our own call page may use."""

    patience_s: float = 5.0
    """How long one request may take."""

    try_s: float = 12.0
    """How long one preparation waits for a room; less than the worker's patience with it."""

    ready_within_s: float = 60.0
    """How old a booking without a room may be before the clinician is asked what to do."""

    quick_s: float = 1.0
    slow_s: float = 3.0
    """How long between two looks at a new room: first this quickly, then this slowly."""

    quick_looks: int = 5
