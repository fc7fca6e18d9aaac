"""What staff tell everybody who waits, and what they let their own board tell them."""

from waitingroom.core.commands import PostNotice
from waitingroom.core.ids import NoticeId
from waitingroom.core.refusals import Code, Refused
from waitingroom.directory import Taken
from waitingroom.web import derived_ids
from waitingroom.web.call import Call, Colleague, ColleagueHere
from waitingroom.web.forms import Muted, Notice
from waitingroom.web.problems import Answer
from waitingroom.web.shapes import Fine


async def post(call: Call[ColleagueHere, Notice]) -> Answer:
    """Show a text to all who wait; the text that is already shown needs nothing."""
    rooms, who = call.rooms, call.who
    shown = (await rooms.desk.queue(who.queue.id)).notice
    if shown and rooms.directory.notice(shown) == call.body.text.strip():
        return Fine()
    # The form sent again after its answer was lost means the same notice: another one would be
    # another command under the same op_id.
    notice = derived_ids.notice_id(rooms.id_key, who, call.body.op_id)
    if not await _kept(call, notice):
        return Code.OP_REUSED
    command = PostNotice(notice=notice)
    answer = await rooms.desk.ask(who.queue.id, call.body.op_id, command, who.actor)
    return answer if isinstance(answer, Refused) else Fine()


async def _kept(call: Call[ColleagueHere, Notice], notice: NoticeId) -> bool:
    """Write it down, once; False when it is there and says something else."""
    directory, who, text = call.rooms.directory, call.who, call.body.text
    try:
        await directory.keep_notice(notice, who.queue.id, text, who.member.id, call.at)
    except Taken:
        await directory.fetch_notices([notice])
        return directory.notice(notice).split() == text.split()
    return True


async def mute(call: Call[Colleague, Muted]) -> Answer:
    """Whether arrivals make a sound for this colleague."""
    await call.rooms.directory.set_muted(call.who.member.id, call.body.muted)
    return Fine()
