"""What staff tell everybody who waits, and what they let their own board tell them."""

from waitingroom.core.commands import PostNotice
from waitingroom.core.refusals import Refused
from waitingroom.web.call import Call, Colleague, ColleagueHere
from waitingroom.web.forms import Muted, Notice
from waitingroom.web.problems import Answer
from waitingroom.web.shapes import Fine


async def post(call: Call[ColleagueHere, Notice]) -> Answer:
    """Show a text to all who wait; the text that is already shown needs nothing."""
    rooms, who = call.rooms, call.who
    shown = (await rooms.desk.queue(who.queue.id)).notice
    # The form sent again after its answer was lost: a second notice would be a second op_id.
    if shown and rooms.directory.notice(shown) == call.body.text.strip():
        return Fine()
    notice = await rooms.directory.keep_notice(who.queue.id, call.body.text, who.member.id, call.at)
    command = PostNotice(notice=notice)
    answer = await rooms.desk.ask(who.queue.id, call.body.op_id, command, who.actor)
    return answer if isinstance(answer, Refused) else Fine()


async def mute(call: Call[Colleague, Muted]) -> Answer:
    """Whether arrivals make a sound for this colleague."""
    await call.rooms.directory.set_muted(call.who.member.id, call.body.muted)
    return Fine()
