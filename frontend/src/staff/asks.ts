// Commands on their way: each thing is asked once at a time, and a late answer is told as "checking".
import { type ReadonlySignal, signal } from "@preact/signals";
import type { BoardCommand, Done, NotDone } from "../wire.gen";
import { begun, DOUBT_MS, doubted, type Flights, landed, NONE } from "./flights";

export interface Asks {
  readonly flights: ReadonlySignal<Flights>;
  /** The answer; null when the same thing was under way already and nothing was sent. */
  ask(command: BoardCommand): Promise<Done | NotDone | null>;
}

/** `send` keeps asking until there is an answer; `later` runs once after so many milliseconds. */
export function newAsks(
  send: (command: BoardCommand) => Promise<Done | NotDone>,
  later: (ms: number, run: () => void) => () => void,
): Asks {
  const flights = signal<Flights>(NONE);
  return {
    flights,
    async ask(command) {
      const next = begun(flights.value, command);
      if (!next) return null;
      flights.value = next;
      const settle = later(DOUBT_MS, () => {
        flights.value = doubted(flights.value, command);
      });
      const answer = await send(command);
      settle();
      flights.value = landed(flights.value, command);
      return answer;
    },
  };
}
