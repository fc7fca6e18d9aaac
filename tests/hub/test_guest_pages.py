"""A guest's page: the whole seat on arrival, and again only when it looks different."""

import asyncio
from contextlib import suppress

from tests.hub.hall import ANNA, BO, QUEUE, SIV, Hall, Page, colleague
from waitingroom.bus import LocalBus
from waitingroom.core import commands as c
from waitingroom.core.actors import GuestActor
from waitingroom.core.ids import GuestId, VisitId
from waitingroom.core.model import MoveReason, RemoveReason, Role
from waitingroom.core.snapshot import freeze
from waitingroom.desk import Desk, Done
from waitingroom.desk.replica import Replica
from waitingroom.ledger import Snapshot
from waitingroom.protocol import limits


async def test_a_page_is_welcomed_and_shown_the_whole_seat_at_once(hall: Hall) -> None:
    page = await hall.greeted(await hall.guest("ada"))
    welcome, seat = page.frames
    assert (welcome["type"], welcome["epoch"], welcome["ping_s"]) == (
        "Welcome",
        f"{hall.epoch}-{QUEUE}",
        15,
    )
    assert (welcome["node"], welcome["max_bytes"]) == ("node1", limits.MAX_BYTES)
    assert seat["version"] == hall.queue().version
    assert (seat["seat"]["stage"], seat["seat"]["open"]) == ("expected", True)


async def test_nothing_is_said_to_a_page_before_its_hello(hall: Hall) -> None:
    silent = hall.opens(await hall.guest("ada"))
    await hall.waits("ben")
    await hall.tells(colleague(ANNA), c.CloseQueue())
    await hall.quiet()
    assert silent.frames == []


async def test_a_seat_is_sent_only_when_it_looks_different(hall: Hall) -> None:
    page = await hall.waits("ada")
    before = len(page.frames)
    await hall.waits("ben")
    await hall.tells(colleague(SIV), c.ClaimVisit(visit=VisitId("vben")))
    await hall.party("vcai", ("cai", Role.PATIENT))
    await hall.quiet()
    assert len(page.frames) == before
    await hall.tells(colleague(SIV), c.ClaimVisit(visit=VisitId("vada")))
    assert (await page.sees(seen=True))["stage"] == "waiting"
    assert len(page.frames) == before + 1


async def test_who_stands_behind_reads_the_new_place_of_the_line(hall: Hall) -> None:
    pages = [await hall.waits(name) for name in ("ada", "ben", "cai")]
    assert [page.last("Seat")["seat"]["ahead"] for page in pages] == [0, 1, 2]
    await hall.admits("ada")
    for page, ahead in zip(pages[1:], (0, 1), strict=True):
        await page.sees(ahead=ahead)
    await hall.tells(colleague(ANNA), c.PutBack(visit=VisitId("vada")))
    for page, ahead in zip(pages, (0, 1, 2), strict=True):
        await page.sees(ahead=ahead)
    await hall.tells(colleague(SIV), c.MoveUp(visit=VisitId("vcai"), reason=MoveReason.URGENT))
    for page, ahead in zip(pages, (1, 2, 0), strict=True):
        await page.sees(ahead=ahead)


async def test_what_must_be_known_is_on_the_page_one_turn_after_it_is_durable(hall: Hall) -> None:
    page = await hall.waits("ada")
    await hall.admits("ada")
    for _ in range(2):
        await asyncio.sleep(0)
    seat = page.last("Seat")["seat"]
    assert (seat["stage"], seat["called"], seat["clinician"]) == ("admitted", True, "Anna Test")


async def test_a_burst_of_fifty_changes_is_one_frame_a_listener(hall: Hall) -> None:
    page, board = await hall.waits("ada"), await hall.board()
    await hall.quiet()
    before = len(page.frames), len(board.frames)
    walkers = [await hall.guest(f"g{nth}") for nth in range(25)]
    actors = [GuestActor(guest=each.guest, visit=each.visit, walk_in=True) for each in walkers]
    joins = [hall.tells(actor, c.Join()) for actor in actors]
    ready = [hall.tells(actor, c.Ready()) for actor in actors]
    await asyncio.gather(*joins, *ready, hall.tells(colleague(ANNA), c.CloseQueue()))
    await hall.quiet()
    assert (len(page.frames), len(board.frames)) == (before[0] + 1, before[1] + 1)
    assert board.last("BoardChange")["head"]["waiting"] == 26
    assert len(board.last("BoardChange")["put"]) == 25


async def test_every_tab_of_a_guest_sees_the_same_and_is_one_place(hall: Hall) -> None:
    sign_in = await hall.guest("ada")
    one = await hall.greeted(sign_in)
    await one.asks("Join")
    two = await hall.greeted(sign_in)
    await two.asks("Join")
    await hall.admits("ada")
    for page in (one, two):
        await page.sees(called=True)
    assert one.last("Seat") == two.last("Seat")
    kinds = await hall.kinds()
    assert (kinds.count("VisitArrived"), kinds.count("GuestConnected")) == (1, 1)


async def test_a_page_that_has_seen_more_than_this_node_knows_is_shown_no_older_view(
    hall: Hall,
) -> None:
    """Another node may be ahead: the log is read before anything is shown."""
    sign_in = await hall.guest("ada")
    page = await hall.greeted(sign_in)
    await page.asks("Join")
    other = await ahead_of(hall)
    page.leaves()
    again = await hall.greeted(sign_in, known=other)
    assert again.last("Seat")["version"] >= other
    assert again.last("Seat")["seat"]["seen"] is True


async def ahead_of(hall: Hall) -> int:
    """Another node writes, and its nudge is lost; gives the version it wrote."""
    elsewhere = Desk(hall.ledger, LocalBus(), hall.clock.now)
    claim = c.ClaimVisit(visit=VisitId("vada"))
    reply = await elsewhere.ask(QUEUE, None, claim, colleague(BO))
    await elsewhere.close()
    assert isinstance(reply, Done)
    assert hall.queue().version < reply.version
    return reply.version


async def test_a_version_that_nobody_wrote_just_gets_the_view(hall: Hall) -> None:
    page = await hall.greeted(await hall.guest("ada"), known=1_000_000)
    assert page.last("Seat")["version"] == hall.queue().version


async def test_versions_on_one_page_never_go_back(hall: Hall) -> None:
    page = await hall.waits("ada")
    for nth in range(10):
        await hall.waits(f"g{nth}")
        await hall.admits(f"g{nth}")
    await hall.admits("ada")
    await page.sees(called=True)
    versions = [each["version"] for each in page.all("Seat")]
    assert versions == sorted(versions)
    assert len(set(versions)) == len(versions)


async def test_a_heartbeat_is_answered_with_what_is_confirmed_and_draws_no_seat_anew(
    hall: Hall,
) -> None:
    page = await hall.waits("ada")
    seats = len(page.all("Seat"))
    hall.passes(15)
    await hall.desk.catch_up()
    page.pings()
    pong = page.last("Pong")
    assert pong["version"] == hall.queue().version
    assert pong["now"] == pong["confirmed_at"] == "2026-03-28T09:00:15Z"
    assert len(page.all("Seat")) == seats


async def test_a_page_to_which_nothing_was_said_hears_a_heartbeat_of_ours(hall: Hall) -> None:
    page = await hall.waits("ada")
    hall.passes(14)
    assert page.all("Pong") == []
    hall.passes(1)
    assert len(page.all("Pong")) == 1
    hall.passes(1)
    assert len(page.all("Pong")) == 1


async def test_who_leaves_reads_the_end_and_who_is_removed_too(hall: Hall) -> None:
    ada, ben = await hall.waits("ada"), await hall.waits("ben")
    assert (await ada.asks("Leave"))["type"] == "Done"
    assert (await ada.sees(stage="ended"))["ended"] == "left"
    removal = c.Remove(visit=VisitId("vben"), reason=RemoveReason.NO_ANSWER)
    await hall.tells(colleague(SIV), removal)
    assert (await ben.sees(stage="ended"))["ended"] == "removed"


async def test_a_refusal_names_the_colleague_in_whose_way_it_stands(hall: Hall) -> None:
    page = await hall.waits("ada")
    await hall.admits("ada", BO)
    answer = await page.asks("Leave")
    assert (answer["type"], answer["code"]) == ("Refused", "already-admitted")
    assert (answer["by"], answer["name"]) == ("bo", "Bo Eksempel")


async def test_a_ledger_that_is_busy_is_said_to_be_worth_asking_again(hall: Hall) -> None:
    page = await hall.greeted(await hall.guest("ada"))
    hall.ledger.is_busy = True
    answer = await page.asks("Join")
    assert (answer["code"], answer["retry_ms"]) == ("busy", 1000)
    hall.ledger.is_busy = False
    assert (await page.asks("Join"))["type"] == "Done"


async def test_a_page_that_does_not_read_is_shown_only_the_newest_seat(hall: Hall) -> None:
    page = await hall.waits("ada")
    await hall.waits("ben")
    before = len(page.frames)
    page.stops_reading()
    await hall.tells(colleague(SIV), c.ClaimVisit(visit=VisitId("vada")))
    await hall.admits("ada")
    await hall.quiet()
    assert len(page.frames) == before
    page.reads_again()
    assert len(page.frames) == before + 1
    assert page.last("Seat")["seat"]["called"] is True


async def test_a_page_that_takes_nothing_for_ten_seconds_is_cut_and_no_other(hall: Hall) -> None:
    page, other = await hall.waits("ada"), await hall.waits("ben")
    page.stops_reading()
    cut = []
    for seconds in (9, 1):
        hall.passes(seconds)
        cut.append(page.is_aborted)
    assert cut == [False, True]
    assert other.code is None


async def test_the_rest_of_a_party_is_shown_where_the_others_are(hall: Hall) -> None:
    ada, rie = await hall.party("vada", ("ada", Role.PATIENT), ("rie", Role.RELATIVE))
    pages: list[Page] = []
    for sign_in in (ada, rie):
        page = await hall.greeted(sign_in)
        await page.asks("Join")
        pages.append(page)
    await hall.quiet()
    assert pages[0].last("Seat")["seat"]["party"] == [
        {"role": "relative", "presence": "connected", "inside": False}
    ]
    await hall.admits("ada")
    await pages[0].sees(called=True)
    beside = await pages[1].sees(stage="admitted")
    assert (beside["called"], beside["full"]) == (False, True)


async def test_another_name_is_on_every_board_at_once(hall: Hall) -> None:
    await hall.waits("ada")
    board = await hall.board()
    known = hall.directory.person(GuestId("ada"))
    assert known is not None
    await hall.directory.change_person(GuestId("ada"), known.but(name="Ny Prøve"))
    hall.hub.renamed(QUEUE, VisitId("vada"))
    change = await board.hears(type="BoardChange")
    assert change["put"][0]["guests"][0]["name"] == "Ny Prøve"


async def test_several_changes_in_one_turn_of_the_loop_are_one_frame(hall: Hall) -> None:
    await hall.waits("ada")
    await hall.waits("ben")
    board = await hall.board()
    known = hall.directory.person(GuestId("ada"))
    assert known is not None
    await hall.directory.change_person(GuestId("ada"), known.but(name="Ny Prøve"))
    for visit in ("vada", "vben", "vada"):
        hall.hub.renamed(QUEUE, VisitId(visit))
    await hall.quiet()
    (change,) = board.all("BoardChange")
    assert {each["visit"] for each in change["put"]} == {"vada", "vben"}


async def test_a_node_that_reads_on_from_a_snapshot_draws_everything_anew(hall: Hall) -> None:
    """What lay between is not told event by event, and may have changed anything."""
    page, board = await hall.waits("ada"), await hall.board()
    await ahead_of(hall)
    tail = await hall.ledger.read(QUEUE)
    ahead = Replica(QUEUE, hall.clock.now())
    ahead.take_in(tail, hall.clock.now())
    snapshot = Snapshot(version=ahead.version, body=freeze(ahead.queue))
    await hall.ledger.keep(QUEUE, snapshot)
    await hall.desk.catch_up()
    assert (await page.sees(seen=True))["stage"] == "waiting"
    change = await board.hears(type="BoardChange")
    assert change["put"][0]["claim"]["name"] == "Bo Eksempel"


async def test_the_hub_looks_at_the_time_by_itself(hall: Hall) -> None:
    page = await hall.waits("ada")
    running = asyncio.create_task(hall.hub.run())
    hall.clock.passed_s += limits.PING_S
    await page.hears(type="Pong")
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
