"""What a conversation gives to its shell: what was heard, and what is to be done."""

from waitingroom.core.board import Window
from waitingroom.core.commands import BoardCommand, GuestCommand
from waitingroom.core.ids import OpId, Version, VisitId
from waitingroom.core.value import Value
from waitingroom.protocol.closing import CloseCode
from waitingroom.protocol.messages import Hello

# --- what was heard


class Greeted(Value):
    """The page said Hello: answer with `welcome` and the whole view."""

    hello: Hello


class Asked(Value):
    """The page asks for a change: answer with `done` or `refused` under `ref`, now or later."""

    ref: int
    op_id: OpId
    command: GuestCommand | BoardCommand


class Entering(Value):
    """The page wants its Pass: answer with `give_pass` or `refused` under `ref`.

    Shape: a guest names no visit.
    """

    ref: int
    visit: VisitId | None


class Acked(Value):
    """The page has drawn all up to `version`, `visible` to a person or not: answer with `pong`."""

    version: Version
    visible: bool


class Looked(Value):
    """The colleague looks elsewhere: `show` the whole board through this window."""

    window: Window


class Quiet(Value):
    """Nothing was said to the page for a while: say `pong`, so that it knows the line is alive."""


Heard = Greeted | Asked | Entering | Acked | Looked | Quiet

# --- what is to be done


class Send(Value):
    """Write this text as one frame."""

    data: bytes


class Close(Value):
    """Close the connection with this code; nothing is sent after it."""

    code: CloseCode

    @property
    def reason(self) -> str:
        """What stands beside the code in the close frame."""
        return self.code.word


class Abort(Value):
    """Cut the connection at once: this reader would not even take a close frame."""


Output = Send | Close | Abort
