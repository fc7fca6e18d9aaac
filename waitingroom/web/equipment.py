"""What staff see of their unit's equipment, and the device they have no more."""

from waitingroom.precheck.book import FEWEST, SHOWN
from waitingroom.web.call import Call, ColleagueHere
from waitingroom.web.forms import Nothing, Removed
from waitingroom.web.problems import Answer
from waitingroom.web.shapes import EquipmentShown, Fine


async def show(call: Call[ColleagueHere, Nothing]) -> Answer:
    """The unit's own devices, and what its guests come with."""
    known = await call.rooms.equipment.of(call.who.unit.id, call.at)
    return EquipmentShown(
        devices=known.devices,
        browsers=known.browsers,
        causes=known.causes,
        days=SHOWN.days,
        fewest=FEWEST,
        checks=call.rooms.checks is not None,
    )


async def remove(call: Call[ColleagueHere, Removed]) -> Answer:
    """Forget a device of the unit; one that is not known is gone already."""
    await call.rooms.equipment.remove(call.who.unit.id, call.body.name)
    return Fine()
