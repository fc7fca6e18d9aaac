"""What may be asked of a queue: one union an audience; a guest's decoder cannot spell Admit.

Commands that carry free text or names do not exist: those go into the erasable tables first, and
the command carries their id.
"""

from datetime import datetime

from waitingroom.core.checks import Cause, Checked, Outcome
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
    Kind,
    Media,
    MoveReason,
    Presence,
    Priority,
    Provider,
    RemoveReason,
    Role,
    Rules,
    Text,
)
from waitingroom.core.restoration import Flaw
from waitingroom.core.value import Value

# --- a guest asks


class Join(Value, tag="Join"):
    """Take my place in line, or give it back to me; harmless when repeated."""


class Leave(Value, tag="Leave"):
    """Give up my place."""


class Ready(Value, tag="Ready"):
    """I am ready (or not any more) to be called."""

    ready: bool = True


class SayInside(Value, tag="SayInside"):
    """I have gone into the call on a page that is not ours, or have come back from it.

    Only where nobody else tells us (see `SILENT`); elsewhere the conference itself is believed.
    """

    inside: bool


GuestCommand = Join | Leave | Ready | SayInside

# --- staff ask, from the board


class OpenQueue(Value, tag="OpenQueue"):
    """Let people in through the public door."""


class CloseQueue(Value, tag="CloseQueue"):
    """Let nobody more in; those who wait are served, or are sent home when `send_home` is set."""

    send_home: bool = False


class WithdrawNotice(Value, tag="WithdrawNotice"):
    """Take the notice to all who wait down."""


class Admit(Value, tag="Admit"):
    """Let this visit in; `seen` is the revision the clinician looked at, `guests` a part of it.

    Shape: no guests means all of the party who are here, as many as the call has places for.
    """

    visit: VisitId
    seen: Version
    guests: tuple[GuestId, ...] = ()
    media: Media = Media.TWO_WAY


class AdmitGuest(Value, tag="AdmitGuest"):
    """Let one more of the party into the running call."""

    visit: VisitId
    guest: GuestId


class AdmitByPhone(Value, tag="AdmitByPhone"):
    """Let one of the party into a call by telephone: we ring them up, or they call in.

    Shape: with `seen`, the revision the clinician looked at, the call is opened for them, though
    nobody of the party may have a page; without it the call is open already.
    """

    visit: VisitId
    guest: GuestId
    ring: bool = True
    seen: Version | None = None


class PutBack(Value, tag="PutBack"):
    """Back to the line, to the same place; the conference is gone."""

    visit: VisitId


class MoveUp(Value, tag="MoveUp"):
    """Ahead of everybody who was not moved up."""

    visit: VisitId
    reason: MoveReason


class MoveBack(Value, tag="MoveBack"):
    """Undo a move up: back to the place the arrival number gives."""

    visit: VisitId


class Remove(Value, tag="Remove"):
    """Off the line; an expected visit is cancelled."""

    visit: VisitId
    reason: RemoveReason


class Reinstate(Value, tag="Reinstate"):
    """Undo a removal, to the same place, while the queue's `undo_s` lasts."""

    visit: VisitId


class End(Value, tag="End"):
    """The conversation is over."""

    visit: VisitId


class TryAgain(Value, tag="TryAgain"):
    """Prepare the conference of this admission once more after it failed.

    Shape: `other` asks for the next provider of the queue instead of the same one.
    """

    visit: VisitId
    other: bool = False


class Transfer(Value, tag="Transfer"):
    """Send the visit with its whole party on to another queue of the organisation."""

    visit: VisitId
    to: QueueId


class ClaimVisit(Value, tag="ClaimVisit"):
    """I am looking at this one; ends my claim on any other of the queue."""

    visit: VisitId


class ReleaseClaim(Value, tag="ReleaseClaim"):
    """I am not looking any more."""

    visit: VisitId


BoardCommand = (
    OpenQueue
    | CloseQueue
    | WithdrawNotice
    | Admit
    | AdmitGuest
    | AdmitByPhone
    | PutBack
    | MoveUp
    | MoveBack
    | Remove
    | Reinstate
    | End
    | TryAgain
    | Transfer
    | ClaimVisit
    | ReleaseClaim
)

# --- staff ask, through a form whose text went to the erasable tables first


class PostNotice(Value, tag="PostNotice"):
    """Show this notice to all who wait."""

    notice: NoticeId


class Invited(Value):
    """One person a visit is expected with."""

    guest: GuestId
    role: Role


class ExpectVisit(Value, tag="ExpectVisit"):
    """Expect this visit with its whole party; the first of `guests` is the patient."""

    visit: VisitId
    guests: tuple[Invited, ...]
    due_at: datetime | None = None


class InviteGuest(Value, tag="InviteGuest"):
    """One more person belongs to this visit."""

    visit: VisitId
    guest: GuestId
    role: Role


FormCommand = PostNotice | ExpectVisit | InviteGuest
StaffCommand = BoardCommand | FormCommand

# the same commands by what they are about: the door of a call, a card, the line as a whole
AdmissionCommand = Admit | AdmitGuest | AdmitByPhone | PutBack | End | TryAgain
CardCommand = (
    InviteGuest | MoveUp | MoveBack | Remove | Reinstate | Transfer | ClaimVisit | ReleaseClaim
)
LineCommand = OpenQueue | CloseQueue | PostNotice | WithdrawNotice | ExpectVisit | CardCommand

# --- we ourselves ask


class Configure(Value, tag="Configure"):
    """The rules of this queue are now these."""

    rules: Rules


class Connected(Value, tag="Connected"):
    """This node holds a living connection of the guest."""

    visit: VisitId
    guest: GuestId
    node: NodeId


class Away(Value, tag="Away"):
    """This node has lost the guest; ignored when another node holds them by now."""

    visit: VisitId
    guest: GuestId
    node: NodeId


class Told(Value, tag="Told"):
    """A page of the guest has the news of this admission."""

    visit: VisitId
    guest: GuestId
    admission: int


class Saw(Value, tag="Saw"):
    """The guest's page showed the news of this admission while it was visible."""

    visit: VisitId
    guest: GuestId
    admission: int


class MakeReady(Value, tag="MakeReady"):
    """The conference of this admission is there, at this provider."""

    visit: VisitId
    admission: int
    provider: Provider = Provider.EMBEDDED


class GiveUp(Value, tag="GiveUp"):
    """This provider could not make the admission's conference; `failure` is a word for why."""

    visit: VisitId
    admission: int
    provider: Provider = Provider.EMBEDDED
    failure: Failure = Failure("")


class Entered(Value, tag="Entered"):
    """The guest is in the conference of this admission."""

    visit: VisitId
    guest: GuestId
    admission: int


class LeftCall(Value, tag="LeftCall"):
    """The guest is not in the conference any more."""

    visit: VisitId
    guest: GuestId
    admission: int


class StaffEntered(Value, tag="StaffEntered"):
    """The colleague is in the conference of this admission."""

    visit: VisitId
    staff: StaffId
    admission: int


class StaffLeft(Value, tag="StaffLeft"):
    """The colleague is not in the conference any more."""

    visit: VisitId
    staff: StaffId
    admission: int


class Unanswered(Value, tag="Unanswered"):
    """Nobody took the telephone that was rung up for this guest."""

    visit: VisitId
    guest: GuestId
    admission: int


class Texted(Value, tag="Texted"):
    """What became of the text message to a guest who has not seen that they are called."""

    visit: VisitId
    guest: GuestId
    admission: int
    text: Text


class Check(Value, tag="Check"):
    """A pre-check of this guest's device and line found this.

    Shape: `causes` worst first; with `again` it was a short look at a line that was tested before.
    """

    visit: VisitId
    guest: GuestId
    outcome: Outcome
    causes: tuple[Cause, ...] = ()
    again: bool = False


class Handed(Value):
    """One of the party of a visit that is handed over; nobody is connected to the new queue yet."""

    guest: GuestId
    role: Role
    presence: Presence
    checked: Checked | None = None


class Receive(Value, tag="Receive"):
    """Take over a visit that another queue transferred to this one.

    Shape: `admissions` is how often it was admitted before, wherever that was.
    """

    visit: VisitId
    origin: QueueId
    kind: Kind
    guests: tuple[Handed, ...]
    due_at: datetime | None = None
    admissions: int = 0


class BeginRestoring(Value, tag="BeginRestoring"):
    """The ledger was restored from an older copy and lives on under this epoch."""

    epoch: Epoch


class Restore(Value, tag="Restore"):
    """Give a guest the place back that their place ticket tells of.

    Shape: `epoch` is the life of the ledger in which the ticket was written, the other fields are
    what was true at `version` of it; `number` is never 0.
    """

    epoch: Epoch
    visit: VisitId
    guest: GuestId
    role: Role
    kind: Kind
    number: int
    priority: Priority
    arrived_at: datetime
    admissions: int
    version: Version


class RefuseTicket(Value, tag="RefuseTicket"):
    """Write down that this guest showed a place ticket that gives no place."""

    visit: VisitId
    guest: GuestId
    why: Flaw


class Tick(Value, tag="Tick"):
    """Look at the time: call again, park, expire, forget what is due.

    Shape: without `absences` nobody's absence is acted on, because after a start people must have
    time to come back first.
    """

    absences: bool = True


RestoringCommand = BeginRestoring | Restore | RefuseTicket
Receipt = Told | Saw | Entered | LeftCall | Unanswered | Texted
SystemCommand = (
    Configure
    | Connected
    | Away
    | Receipt
    | StaffEntered
    | StaffLeft
    | MakeReady
    | GiveUp
    | Check
    | Receive
    | RestoringCommand
    | Tick
)

Command = GuestCommand | StaffCommand | SystemCommand
