"""The report as it is printed: what was found, and the openings as a table for an IT department."""

from collections.abc import Iterable, Mapping

from waitingroom.doctor.finding import Finding, Level
from waitingroom.firewall import Line, Party, Purpose

SIGNS: Mapping[Level, str] = {Level.WELL: "ok   ", Level.ADVICE: "note ", Level.WRONG: "WRONG"}
PARTIES: Mapping[Party, str] = {
    Party.PEOPLE: "guests and staff",
    Party.SERVER: "this server",
    Party.TURN: "TURN server",
    Party.NODE: "conference nodes",
    Party.ELSEWHERE: "elsewhere",
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.WEB: "pages, the queue, the pre-check's speed test",
    Purpose.MEDIA: "sound and picture, straight; best",
    Purpose.TURN_UDP: "sound and picture around a firewall; nearly as good",
    Purpose.TURN_TCP: "sound and picture where UDP is barred",
    Purpose.TURN_TLS: "sound and picture where all but the web is barred",
    Purpose.NODE_WEB: "joining the conference",
    Purpose.NODE_MEDIA: "sound and picture of the conference",
    Purpose.RELAYED: "what came to the TURN server",
    Purpose.POLICY: "who may come in, and who came (from here)",
    Purpose.CALLED: "booking, and management of conferences",
}
HEAD = ("from", "to", "address", "protocol", "ports", "what for")


def findings(found: Iterable[Finding]) -> str:
    """Each finding on a line, with what to do below it."""
    return "".join(map(_told, found))


def table(openings: Iterable[Line]) -> str:
    """The openings as a table that may be sent on."""
    rows = [HEAD, *map(_row, openings)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruled = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    return "".join(f"| {_padded(row, widths)} |\n" for row in ruled)


def _told(finding: Finding) -> str:
    advice = f"       {finding.do}\n" if finding.do else ""
    return f"{SIGNS[finding.level]}  {finding.what}\n{advice}"


def _row(line: Line) -> tuple[str, ...]:
    return (
        PARTIES[line.source],
        PARTIES[line.target],
        line.host,
        line.protocol.upper(),
        line.ports,
        PURPOSES[line.purpose],
    )


def _padded(row: Iterable[str], widths: Iterable[int]) -> str:
    return " | ".join(each.ljust(width) for each, width in zip(row, widths, strict=True))
