// The pieces of an installation as they hang together: who stands there, and by which openings they are reached. Pure.
import type { Provider } from "../wire.gen";
import type { Installation, Opening, Purpose } from "./api";
import type { Row, Standing } from "./results";
import { portsOf } from "./wording";

export type PieceName = "site" | "media" | "turn" | Exclude<Provider, "embedded">;

/** One way from a browser to a piece. Shape: `protocols` such as ["UDP", "TCP"]. */
export interface Reach {
  readonly protocols: readonly string[];
  readonly ports: string;
  readonly standing: Standing;
}

export interface Piece {
  readonly name: PieceName;
  readonly hosts: readonly string[];
  readonly reaches: readonly Reach[];
}

const OURS: readonly (readonly [PieceName, readonly Purpose[]])[] = [
  ["site", ["web"]],
  ["media", ["media"]],
  ["turn", ["turn-udp", "turn-tcp", "turn-tls"]],
];

/** Ours first, then each provider that is set up; a piece that nobody configured is not there. */
export function piecesOf(installation: Installation, rows: readonly Row[]): readonly Piece[] {
  const ours = OURS.map(([name, purposes]) =>
    piece(
      name,
      rows.filter(({ opening }) => purposes.includes(opening.purpose)),
    ),
  );
  const theirs = (["pexip", "vdx"] as const).flatMap((name) => {
    const hosts = installation.conferences[name];
    if (!hosts) return [];
    const its = rows.filter(
      ({ opening }) => opening.target === "node" && hosts.includes(opening.host),
    );
    return [{ ...piece(name, its), hosts }];
  });
  return [...ours.filter(({ hosts }) => hosts.length > 0), ...theirs];
}

function piece(name: PieceName, rows: readonly Row[]): Piece {
  const hosts = [...new Set(rows.map(({ opening }) => opening.host))];
  const reaches = new Map<string, Reach>();
  for (const { opening, result } of rows) {
    const ports = portsOf(opening);
    const before = reaches.get(key(opening));
    const protocols = [...new Set([...(before?.protocols ?? []), spoken(opening)])];
    const standing = before ? worse(before.standing, result.standing) : result.standing;
    reaches.set(key(opening), { protocols, ports, standing });
  }
  return { name, hosts, reaches: [...reaches.values()] };
}

/** The same purpose at the same ports is one way, by however many protocols. */
function key(opening: Opening): string {
  return `${opening.purpose} ${portsOf(opening)}`;
}

function spoken({ purpose, protocol }: Opening): string {
  return purpose === "turn-tls" ? "TLS" : protocol.toUpperCase();
}

const WORST: readonly Standing[] = ["fails", "testing", "untested", "works"];

function worse(one: Standing, other: Standing): Standing {
  return WORST.find((each) => each === one || each === other) ?? one;
}
