"""Who may ask what, and which function answers."""

from datetime import datetime
from typing import assert_never

from waitingroom.core import commands as c
from waitingroom.core.actors import Actor, GuestActor, ServiceActor, StaffActor, SystemActor
from waitingroom.core.decide import admission, guests, line, system
from waitingroom.core.decide.rights import staff_may
from waitingroom.core.events import Event
from waitingroom.core.model import Queue
from waitingroom.core.refusals import Code, Refused

Decision = tuple[Event, ...] | Refused


def decide(queue: Queue, command: c.Command, actor: Actor, now: datetime) -> Decision:
    """What happens when this actor asks this of this queue at this moment.

    Shape: no events means that all is already as asked, which is a yes.
    Errors: none; a "no" is a Refused, and then nothing has happened.
    """
    match actor:
        case GuestActor() if isinstance(command, c.GuestCommand):
            return _guest(queue, command, actor)
        case StaffActor() if isinstance(command, c.StaffCommand) and staff_may(actor, command):
            return _staff(queue, command, actor, now)
        case SystemActor() | ServiceActor() if isinstance(command, c.SystemCommand):
            return system.decide(queue, command, now)
        case _:
            return Refused(code=Code.DENIED)


def _guest(queue: Queue, command: c.GuestCommand, actor: GuestActor) -> Decision:
    match command:
        case c.Join():
            return guests.join(queue, actor)
        case c.Leave():
            return guests.leave(queue, actor)
        case c.Ready():
            return guests.ready(queue, actor, command.ready)
        case c.SayInside():
            return guests.say_inside(queue, actor, command.inside)
        case _:
            assert_never(command)


def _staff(queue: Queue, command: c.StaffCommand, actor: StaffActor, now: datetime) -> Decision:
    if isinstance(command, c.AdmissionCommand):
        return admission.decide(queue, command, actor, now)
    return line.decide(queue, command, actor, now)
