// What became of things, on the page and in the ears of a screen reader; good news goes by itself.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Announcer } from "../ui";
import type { Told } from "./shift";

/** Units: milliseconds. What went well stays so long, and longer when it can be taken back from there. */
const READ_MS = 8_000;
const UNDO_MS = 30_000;

/** More than three at once are not read. */
const MOST = 3;

export interface Telling {
  readonly told: ReadonlySignal<readonly Told[]>;
  say(tone: Told["tone"], text: string, undo?: string): void;
  forget(id: number): void;
}

export function newTelling(
  announcer: Announcer,
  later: (ms: number, run: () => void) => () => void,
): Telling {
  const told = signal<readonly Told[]>([]);
  let count = 0;
  const forget = (id: number) => {
    told.value = told.value.filter((each) => each.id !== id);
  };
  return {
    told,
    forget,
    say(tone, text, undo) {
      count += 1;
      const id = count;
      told.value = [...told.value.slice(1 - MOST), { id, tone, text, ...(undo && { undo }) }];
      announcer.say(text, tone === "success" ? "polite" : "assertive");
      if (tone === "success") later(undo ? UNDO_MS : READ_MS, () => forget(id));
    },
  };
}
