"""What has happened in a queue, past tense, noun first; the log holds these for ever.

No event has a field for a name, a number, a note or any text a person wrote.
"""

from datetime import datetime

from waitingroom.core.checks import Cause, Outcome
from waitingroom.core.commands import Handed, Invited
from waitingroom.core.ids import (
    Epoch,
    Failure,
    GuestId,
    NodeId,
    NoticeId,
    QueueId,
    StaffId,
    Version,
    VisitId,
)
from waitingroom.core.model import (
    EndReason,
    Kind,
    Media,
    MoveReason,
    Priority,
    Provider,
    RemoveReason,
    Role,
    Rules,
    Text,
)
from waitingroom.core.restoration import Flaw
from waitingroom.core.value import Value


class QueueConfigured(Value, tag="QueueConfigured"):
    """The queue has these rules from now on."""

    rules: Rules


class QueueOpened(Value, tag="QueueOpened"):
    """The public door is open."""


class QueueClosed(Value, tag="QueueClosed"):
    """The public door is closed."""


class NoticePosted(Value, tag="NoticePosted"):
    """All who wait read this notice."""

    notice: NoticeId


class NoticeWithdrawn(Value, tag="NoticeWithdrawn"):
    """There is no notice any more."""


class QueueRestoring(Value, tag="QueueRestoring"):
    """The log is that of an older copy: whoever held a place may come back to it by a ticket.

    Shape: `epoch` names the life of the ledger that began; the next number is `first_number`.
    """

    epoch: Epoch
    first_number: int
    until: datetime


class QueueRestored(Value, tag="QueueRestored"):
    """Those who were known are back, or had their time."""


class TicketRefused(Value, tag="TicketRefused"):
    """A place ticket was shown that gives no place; `visit` and `guest` are who showed it."""

    visit: VisitId
    guest: GuestId
    why: Flaw


class VisitExpected(Value, tag="VisitExpected"):
    """Staff expect this party."""

    visit: VisitId
    guests: tuple[Invited, ...]
    due_at: datetime | None = None


class GuestInvited(Value, tag="GuestInvited"):
    """One more belongs to the party."""

    visit: VisitId
    guest: GuestId
    role: Role


class VisitArrived(Value, tag="VisitArrived"):
    """The first of the party came; the place in line begins, and its number is given, once."""

    visit: VisitId
    guest: GuestId
    role: Role
    number: int
    walk_in: bool


class GuestArrived(Value, tag="GuestArrived"):
    """Another of the party came."""

    visit: VisitId
    guest: GuestId


class GuestReadied(Value, tag="GuestReadied"):
    """The guest said whether they are ready."""

    visit: VisitId
    guest: GuestId
    ready: bool


class GuestConnected(Value, tag="GuestConnected"):
    """A node holds a living connection of the guest."""

    visit: VisitId
    guest: GuestId
    node: NodeId


class GuestWentAway(Value, tag="GuestWentAway"):
    """The guest's last connection is gone."""

    visit: VisitId
    guest: GuestId


class GuestLeft(Value, tag="GuestLeft"):
    """One of a party gave up waiting while others of it stayed."""

    visit: VisitId
    guest: GuestId


class VisitParked(Value, tag="VisitParked"):
    """Everybody was away too long: out of the line, with the number kept."""

    visit: VisitId


class VisitClaimed(Value, tag="VisitClaimed"):
    """A colleague looks at this visit; the clinic has seen it."""

    visit: VisitId
    by: StaffId


class ClaimEnded(Value, tag="ClaimEnded"):
    """Nobody looks at this visit any more."""

    visit: VisitId


class VisitMovedUp(Value, tag="VisitMovedUp"):
    """Ahead of all who were not moved up."""

    visit: VisitId
    reason: MoveReason


class VisitMovedBack(Value, tag="VisitMovedBack"):
    """A move up was undone."""

    visit: VisitId


class VisitAdmitted(Value, tag="VisitAdmitted"):
    """One colleague let the visit in."""

    visit: VisitId
    admission: int
    by: StaffId
    guests: tuple[GuestId, ...]
    media: Media = Media.TWO_WAY
    provider: Provider = Provider.EMBEDDED


class GuestAdmitted(Value, tag="GuestAdmitted"):
    """One more of the party was called into the open admission."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestPhoned(Value, tag="GuestPhoned"):
    """One of the party was called into the open admission by telephone; `ring` when we ring."""

    visit: VisitId
    admission: int
    guest: GuestId
    ring: bool


class PhoneUnanswered(Value, tag="PhoneUnanswered"):
    """Nobody took the telephone."""

    visit: VisitId
    admission: int
    guest: GuestId


class ConferenceReady(Value, tag="ConferenceReady"):
    """The call of this admission can be entered."""

    visit: VisitId
    admission: int


class ConferenceFailed(Value, tag="ConferenceFailed"):
    """The call of this admission could not be made; the clinician chooses what now."""

    visit: VisitId
    admission: int
    failure: Failure = Failure("")


class ConferenceRetried(Value, tag="ConferenceRetried"):
    """The call of this admission is being prepared once more, by this provider."""

    visit: VisitId
    admission: int
    provider: Provider = Provider.EMBEDDED


class GuestTold(Value, tag="GuestTold"):
    """Receipt one: the news of the admission reached a page of the guest."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestSaw(Value, tag="GuestSaw"):
    """Receipt two: that page was visible."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestEntered(Value, tag="GuestEntered"):
    """Receipt three: the guest is in the call."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestLeftCall(Value, tag="GuestLeftCall"):
    """The guest is out of the call, which goes on."""

    visit: VisitId
    admission: int
    guest: GuestId


class StaffJoinedCall(Value, tag="StaffJoinedCall"):
    """A colleague is in the call."""

    visit: VisitId
    admission: int
    staff: StaffId


class StaffLeftCall(Value, tag="StaffLeftCall"):
    """A colleague is out of the call, which goes on."""

    visit: VisitId
    admission: int
    staff: StaffId


class GuestCalledAgain(Value, tag="GuestCalledAgain"):
    """The guest has not seen that they are called: they are told once more, every way there is."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestTexted(Value, tag="GuestTexted"):
    """What became of the text message to the guest."""

    visit: VisitId
    admission: int
    guest: GuestId
    text: Text


class GuestNotReached(Value, tag="GuestNotReached"):
    """The guest has still not seen that they are called; the clinician decides what now."""

    visit: VisitId
    admission: int
    guest: GuestId


class GuestChecked(Value, tag="GuestChecked"):
    """A pre-check of the guest's device and line found this. Shape: `causes` worst first."""

    visit: VisitId
    guest: GuestId
    outcome: Outcome
    causes: tuple[Cause, ...] = ()


class VisitPutBack(Value, tag="VisitPutBack"):
    """Back in line at the old place; the admission is over."""

    visit: VisitId
    admission: int


class VisitEnded(Value, tag="VisitEnded"):
    """The visit is over.

    Shape: `by` is who did it when staff did; `why` is their choice when they removed it; `to` is
    the queue a transferred visit goes on in.
    """

    visit: VisitId
    reason: EndReason
    by: StaffId | None = None
    why: RemoveReason | None = None
    to: QueueId | None = None


class VisitReceived(Value, tag="VisitReceived"):
    """A visit was taken over from another queue, with its party and a number of this line.

    Shape: `admissions` is how often it was admitted before, wherever that was.
    """

    visit: VisitId
    origin: QueueId
    kind: Kind
    guests: tuple[Handed, ...]
    number: int
    due_at: datetime | None = None
    admissions: int = 0


class VisitRestored(Value, tag="VisitRestored"):
    """The place of a visit is again what its ticket says; the log had lost it with what followed.

    Shape: `guest` is who showed the ticket; a visit that the log does not know begins with them.
    """

    visit: VisitId
    guest: GuestId
    role: Role
    kind: Kind
    number: int
    priority: Priority
    arrived_at: datetime
    admissions: int


class VisitReinstated(Value, tag="VisitReinstated"):
    """A removal was undone: the old place, or expected again."""

    visit: VisitId


class VisitForgotten(Value, tag="VisitForgotten"):
    """Ended long enough ago that the queue need not hold it in memory."""

    visit: VisitId


RestoringEvent = QueueRestoring | QueueRestored | TicketRefused

QueueEvent = (
    QueueConfigured | QueueOpened | QueueClosed | NoticePosted | NoticeWithdrawn | RestoringEvent
)

# what happens to a visit, by what it is about: its place, its people, the open admission
PlaceEvent = (
    VisitExpected
    | VisitArrived
    | VisitParked
    | VisitClaimed
    | ClaimEnded
    | VisitMovedUp
    | VisitMovedBack
    | VisitPutBack
    | VisitEnded
    | VisitReceived
    | VisitRestored
    | VisitReinstated
    | VisitForgotten
)

PartyEvent = (
    GuestInvited
    | GuestArrived
    | GuestReadied
    | GuestConnected
    | GuestWentAway
    | GuestLeft
    | GuestChecked
    | GuestTold
    | GuestSaw
    | GuestEntered
    | GuestLeftCall
    | GuestCalledAgain
    | GuestTexted
    | GuestNotReached
)

CallEvent = (
    VisitAdmitted
    | GuestAdmitted
    | GuestPhoned
    | PhoneUnanswered
    | ConferenceReady
    | ConferenceFailed
    | ConferenceRetried
    | StaffJoinedCall
    | StaffLeftCall
)

VisitEvent = PlaceEvent | PartyEvent | CallEvent

Event = QueueEvent | VisitEvent


class Happened(Value):
    """An event with its number and its time, as the log has it."""

    version: Version
    at: datetime
    event: Event


def kind(event: Event) -> str:
    """The event's name in the log."""
    return type(event).__name__
