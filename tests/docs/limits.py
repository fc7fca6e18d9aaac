"""The limits an operator may meet, and how long things are kept, each read from its constant."""

from collections.abc import Sequence
from datetime import timedelta

from waitingroom import app, child, media, reach, server, worker
from waitingroom.conference import patience as node_patience
from waitingroom.conference import pins, switchboard
from waitingroom.conference import policy as node_policy
from waitingroom.core.board import OTHERS
from waitingroom.core.estimate import ENOUGH
from waitingroom.core.model import Rules
from waitingroom.desk import counter, desk
from waitingroom.directory import texts
from waitingroom.handoff import telephone
from waitingroom.handoff.port import USUAL
from waitingroom.hub import leaving, presence
from waitingroom.identity import limits, passwords, signins
from waitingroom.identity.pace import Rate
from waitingroom.leaving import WHOLE_S
from waitingroom.ledger import outbox, patience, sqlite
from waitingroom.notify import log as text_log
from waitingroom.notify import port as notify_port
from waitingroom.notify import texting
from waitingroom.precheck import book as equipment
from waitingroom.precheck import tickets
from waitingroom.precheck.probe.filtering import LIMIT_BYTES as SDP_BYTES
from waitingroom.precheck.probe.limits import SLOTS
from waitingroom.precheck.probe.limits import Limits as ProbeLimits
from waitingroom.protocol import limits as line
from waitingroom.settings import Settings
from waitingroom.web import conference, dispatch, hooks, lines, paces, personal_link, public_door
from waitingroom.wire import Limits, passing

RULES = Rules()
WIRE = Limits()
CHECK = ProbeLimits()
FIGURES = paces.Figures()
SILENT = f"{100 // line.SILENT_SHARE} %"
TEXTS = "; ".join(
    str(each)
    for each in (texts.NAME_LENGTH, texts.NOTE_LENGTH, texts.REASON_LENGTH, texts.NOTICE_LENGTH)
)


def size(count: float) -> str:
    """Bytes in the largest unit that is whole."""
    for unit, each in (("MiB", 2**20), ("KiB", 2**10)):
        if count % each == 0:
            return f"{count // each:g} {unit}"
    return f"{count:g} bytes"


def time(seconds: float) -> str:
    """Seconds in the largest unit that is whole."""
    for unit, each in (("h", 3600), ("min", 60)):
        if seconds % each == 0 and seconds >= 2 * each:
            return f"{seconds / each:g} {unit}"
    return f"{seconds:g} s"


def pace(rate: Rate) -> str:
    """How often, in which time."""
    return f"{rate.count} in {time(rate.per_s)}"


LIMITS: Sequence[tuple[str, str]] = (
    # a queue, by its rules; nothing changes them yet
    ("a walk-in whose whole party is away is set aside after", time(RULES.grace_s)),
    ("a place set aside expires after", time(RULES.parked_s)),
    ("an expected visit counts as a no-show, after its time, after", time(RULES.no_show_s)),
    ("somebody who is called and does not see it is called again after", time(RULES.again_s)),
    ("and counts as not reached after", time(RULES.unreached_s)),
    ("a telephone rings for", time(RULES.ring_s)),
    ("“I am looking at this one” is believed for", time(RULES.claim_s)),
    ("a removal can be undone for", time(RULES.undo_s)),
    ("an ended visit stays in the queue's memory for", time(RULES.keep_ended_s)),
    ("people in one call, the clinician included", f"{RULES.call_places}"),
    ("visits in one line", f"{RULES.limit:,}"),
    ("finished conversations before a wait is estimated", f"{ENOUGH}"),
    ("cards of each shelf beside the line on a board", f"{OTHERS}"),
    # coming in
    ("a personal link opens before its appointment", time(personal_link.EARLY.total_seconds())),
    ("and closes after it", time(personal_link.LATE.total_seconds())),
    ("a link to one's own other device closes after", time(personal_link.SHORT.total_seconds())),
    ("whoever came in by a link stays signed in for at least", time(limits.STAY.total_seconds())),
    ("somebody who walked in stays signed in for", time(public_door.LASTS.total_seconds())),
    ("staff stay signed in for at most", time(signins.LIFE.total_seconds())),
    ("and without use for", time(signins.IDLE.total_seconds())),
    ("what another process took back is read every", time(worker.FRESH_S)),
    ("a password has at least", f"{passwords.SHORTEST} characters"),
    # paces, an address each; IPv6 by its /64
    ("looks at links and doors, an address", f"{FIGURES.looks_per_min} a minute"),
    ("tries to get in, an address", f"{FIGURES.sign_ins_per_min} a minute"),
    ("and one of your own networks", f"{pace(limits.SIGN_INS_OF_NETWORK)}"),
    ("links that do not exist, an address", f"{FIGURES.misses_per_min} a minute"),
    ("new people at public doors, an address", f"{FIGURES.walk_ins_per_h} an hour (a setting)"),
    (
        "walk-ins of a queue who wait and whom no clinician has looked at",
        f"{FIGURES.unseen_at_door} (a setting)",
    ),
    ("sign-ins by link and links to other devices, a visit", pace(limits.GUEST_SIGN_INS)),
    ("passwords for one login from one address", pace(limits.STAFF_TRIES)),
    ("and from all addresses new to that login", pace(limits.STAFF_TRIES_OF_STRANGERS)),
    (
        "wrong codes from one telephone; in all, until there is an alarm",
        f"{telephone.CALLER_MISSES}; {telephone.MISSES} in {time(telephone.MISSES_S)}",
    ),
    (
        "text messages to one telephone, an hour; a day",
        f"{texting.NUMBER_HOUR}; {texting.NUMBER_DAY}",
    ),
    ("text messages of one organisation, a day", f"{Settings().sms_per_day} (a setting)"),
    (
        "and compared with the mean of its last seven days",
        f"{texting.USUAL_TIMES} times, at least {texting.USUAL_LEAST}",
    ),
    ("the link in a text message lets in for", time(reach.LINK_LASTS.total_seconds())),
    ("a gateway gives a text message up after", time(notify_port.VALID_S)),
    ("passwords compared at once; waiting for it", f"{passwords.AT_ONCE}; {passwords.WAITING}"),
    # what is sent
    ("a form", size(dispatch.FORM_BYTES)),
    ("a call to the conference node, as a page sends it", size(conference.BODY_BYTES)),
    ("a post of a conference node's events", size(hooks.EVENTS_BYTES)),
    ("a message on a live line", size(line.MAX_BYTES)),
    (
        "a name; a note; a reason; a notice",
        f"{TEXTS} characters",
    ),
    # live lines
    ("live lines of one process", f"{Settings().most_lines:,} (a setting)"),
    ("new live lines a second, and at once", f"{line.HANDSHAKES_PER_S}"),
    ("a live line that has not said Hello is closed after", time(line.HELLO_S)),
    ("such lines of one address; of all lines", f"{line.SILENT_PER_ADDRESS}; {SILENT}"),
    (
        "messages on a live line of a guest; of staff; and pings",
        f"{line.PACE_GUEST}; {line.PACE_STAFF}; {line.PACE_PING} a minute",
    ),
    ("and at once on top of that", f"{line.BURST}"),
    (
        "kept for a page that does not read, of a guest; of staff",
        f"{size(line.KEPT_GUEST)}; {size(line.KEPT_STAFF)}",
    ),
    ("pages one guest may have open", f"{presence.PAGES}"),
    ("silence until a page counts as gone", time(line.DEAD_S)),
    ("a closed page may come back unnoticed within", time(presence.CLOSED_S)),
    ("a page that takes nothing is cut after", time(WIRE.stall_s)),
    ("a connection that is passed on to the probe is taken within", time(passing.CONNECT_S)),
    ("lines to the probe from one address; in all", f"{lines.PER_ADDRESS}; {lines.MOST}"),
    ("checks of a network from one address", f"{FIGURES.checks_per_h} an hour"),
    ("a ticket for a check", time(tickets.LIFE.total_seconds())),
    # calls
    ("calls of the embedded node", f"{media.MOST_CALLS}"),
    ("participants in one of them", f"{node_policy.PARTIES}"),
    ("video a participant may send", f"{switchboard.CAP_BPS / 1e6:g} Mbit/s"),
    (
        "wrong PINs from one address in one conference, then a rest",
        f"{pins.TRIES}; {time(pins.LOCKED_S)}",
    ),
    ("a call without a sign of life is freed after", time(switchboard.HALF_OPEN_S)),
    ("a participant without a sign of life is taken out after", time(node_patience.REFRESH_S)),
    ("a conference without its host ends after", time(node_patience.HOSTLESS_S)),
    ("tries to prepare a conference", f"{USUAL.tries}, {time(USUAL.pause_s)} apart"),
    # the pre-check
    ("checks at once of one probe; those that wait", f"{SLOTS}; {CHECK.waiting}"),
    ("checks at once from one address", f"{CHECK.per_address}"),
    (
        "checks of one visit in an hour; of its line alone, again",
        f"{CHECK.full_per_hour}; {CHECK.again_per_hour}",
    ),
    ("a check; until its ways are open", f"{time(CHECK.whole_s)}; {time(CHECK.connect_s)}"),
    ("sound and picture in a check", time(CHECK.media_s)),
    ("a speed test each way", f"{time(CHECK.speed_s)} or {CHECK.speed_bytes / 1e6:g} MB"),
    ("a text of a check; a session description", f"{size(CHECK.text_bytes)}; {size(SDP_BYTES)}"),
    # writing
    ("commands that share one write", f"{counter.AT_ONCE}"),
    ("an answer to a command, or `busy` or `unknown`", time(desk.PATIENCE_S)),
    ("an answer of the database", time(patience.LONGEST_S)),
    ("a worker's hold on an effect", time(outbox.HELD_S)),
    ("events between two snapshots", f"{counter.SNAPSHOT_EVERY}"),
    ("free space without which it does not start", size(sqlite.LEAST_FREE_BYTES)),
    # starting and stopping
    ("after a start no absence is acted on for", time(worker.SETTLE_S)),
    ("after a start a guest may take to come back", time(worker.RETURN_S)),
    ("the conference node has to start within", time(child.START_S)),
    (
        "told to stop it goes on serving, so that a balancer notices",
        f"{time(Settings().notice_s)} (a setting)",
    ),
    ("then what was asked before is finished within", time(leaving.FINISH_S)),
    (
        "pages are told to come back, each at a moment of its own, within",
        f"1 s for each {line.HANDSHAKES_PER_S}, at most {time(leaving.LONGEST_S)}",
    ),
    ("requests may take to finish after that", time(server.STOP_S)),
    ("from being told to stop until it is gone, always", time(WHOLE_S)),
)

RETENTION: Sequence[tuple[str, timedelta]] = (
    ("people: names, phone numbers, notes, languages, years of birth", app.PEOPLE_KEPT),
    ("texts of notices, after a newer one of their queue", app.PEOPLE_KEPT),
    ("remembered answers to commands", app.ANSWERS_KEPT),
    ("hashes of personal links, after the links close", app.LINKS_KEPT),
    ("sign-ins of staff, after they have run out", app.LINKS_KEPT),
    ("that a text message was sent, by a hash of its number", text_log.KEPT),
    ("a unit's own devices, and counts of pre-checks", equipment.KEPT),
    ("that a pre-check is counted", equipment.REPEATED_FOR),
)
