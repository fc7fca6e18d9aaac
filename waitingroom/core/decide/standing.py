"""What stands in the way of opening a visit, or of doing something in a call that is not open."""

from waitingroom.core.model import Stage, Visit
from waitingroom.core.refusals import Code, Refused


def not_to_admit(visit: Visit, *stages: Stage) -> Refused | None:
    """Why this visit cannot be let in now, who was first included; None in one of the stages."""
    if visit.admission is not None:
        return Refused(code=Code.ALREADY_ADMITTED, by=visit.admission.by, at=visit.admission.at)
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    return None if visit.stage in stages else Refused(code=Code.NOT_WAITING)


def not_admitted(visit: Visit) -> Refused:
    """Nobody is let in: the visit is over, or it waits."""
    if visit.ended is not None:
        return Refused(code=Code.ENDED, by=visit.ended.by, at=visit.ended.at)
    return Refused(code=Code.NOT_ADMITTED)
