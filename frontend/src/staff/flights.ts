// Which commands are on their way: each thing on the board has at most one, so nothing is sent twice; pure.
import type { BoardCommand } from "../wire.gen";

/** `sent`: no answer yet. `checking`: it has taken long, so it may or may not have happened. */
export interface Flight {
  readonly command: BoardCommand["type"];
  readonly state: "sent" | "checking";
}

export type Flights = ReadonlyMap<string, Flight>;

export const NONE: Flights = new Map();

/** Units: milliseconds. After so long without an answer it is said that we are checking. */
export const DOUBT_MS = 3_000;

/** What a command is about: the door, the notice, the claim, or one visit. Two about one thing are never under way at once. */
export function subject(command: BoardCommand): string {
  switch (command.type) {
    case "OpenQueue":
    case "CloseQueue":
      return "door";
    case "WithdrawNotice":
      return "notice";
    case "ClaimVisit":
    case "ReleaseClaim":
      return "claim";
    default:
      return command.visit;
  }
}

/** The book with one more under way, or null when there is one already about the same thing. */
export function begun(flights: Flights, command: BoardCommand): Flights | null {
  const about = subject(command);
  if (flights.has(about)) return null;
  return new Map(flights).set(about, { command: command.type, state: "sent" });
}

/** The book when an answer is late; unchanged when it has come by now. */
export function doubted(flights: Flights, command: BoardCommand): Flights {
  const about = subject(command);
  const flight = flights.get(about);
  return flight ? new Map(flights).set(about, { ...flight, state: "checking" }) : flights;
}

export function landed(flights: Flights, command: BoardCommand): Flights {
  const rest = new Map(flights);
  rest.delete(subject(command));
  return rest;
}
