// What is known of a test so far, from what was said over its line. Pure.
import type {
  FromPage,
  Numbers,
  Path,
  Plan,
  Reached,
  Signalling,
  ToPage,
} from "../precheck/talk.gen";
import type { Outcome } from "../wire.gen";

export interface Seen {
  readonly plan: Plan | null;
  readonly signalling: Signalling | null;
  readonly paths: readonly Path[];
  /** In the order of the plan's nodes. */
  readonly nodes: readonly Reached[];
  readonly outcome: Outcome | null;
  readonly numbers: Numbers | null;
}

export const NOTHING: Seen = {
  plan: null,
  signalling: null,
  paths: [],
  nodes: [],
  outcome: null,
  numbers: null,
};

export function after(seen: Seen, said: FromPage | ToPage): Seen {
  switch (said.type) {
    case "Plan":
      return { ...seen, plan: said };
    case "Found":
      return {
        ...seen,
        signalling: said.signalling ?? seen.signalling,
        nodes: said.nodes ?? seen.nodes,
      };
    case "Tried":
      return { ...seen, paths: [...seen.paths, said.path] };
    case "Judged":
      return { ...seen, outcome: said.verdict.outcome, numbers: said.verdict.numbers };
    default:
      return seen;
  }
}
