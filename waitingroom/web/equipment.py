"""What staff see of their unit's equipment, and devices under another name or gone."""

from waitingroom.core.refusals import Code
from waitingroom.directory.texts import line
from waitingroom.precheck.book import FEWEST, NAME_LENGTH, SHOWN, NameTaken
from waitingroom.web.call import Call, ColleagueHere
from waitingroom.web.forms import Nothing, Removed, Renamed
from waitingroom.web.problems import Answer, Unfit
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


async def rename(call: Call[ColleagueHere, Renamed]) -> Answer:
    """Call a device of the unit something else."""
    name = line("name", call.body.name, NAME_LENGTH)
    try:
        there = await call.rooms.equipment.rename(call.who.unit.id, call.body.device, name)
    except NameTaken:
        return Unfit(field="name", status=409)
    return Fine() if there else Code.NOT_FOUND


async def remove(call: Call[ColleagueHere, Removed]) -> Answer:
    """Forget a device of the unit; one that is not known is gone already."""
    await call.rooms.equipment.remove(call.who.unit.id, call.body.name)
    return Fine()
