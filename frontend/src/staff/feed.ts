// What comes down the line, kept as a board: whole views, changes, looks at other parts, and how sure it all is.
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { answers, apply, type Board, FRONT, type Sight, same, whole } from "../board";
import { ServerClock } from "../clock";
import { Line, type LineState, type Ports } from "../line";
import { type BoardCommand, CLOSE, type Look, type ToStaff } from "../wire.gen";
import { contactOf, staleSince } from "./contact";
import type { Contact } from "./shift";

/** Units: milliseconds. Silence must be noticed within 10 s: a ping every 4 s, and 5 s for its answer. */
const PING_MS = 4_000;
const TICK_MS = 1_000;
/** Units: milliseconds. Ages are told in minutes, so the parts that show them are drawn this seldom. */
const NOW_MS = 5_000;

export interface FeedOptions {
  readonly locale: string;
  readonly tab: string;
  readonly ports: Ports;
  /** The wall clock of this machine, for the time before the server has told its own. */
  readonly ownNow: () => number;
  /** A newer board stands in place; `before` is null for the first. */
  readonly drawn: (before: Board | null, after: Board) => void;
  readonly signedOut: () => void;
}

export interface Feed {
  readonly line: Line<ToStaff, BoardCommand>;
  readonly board: ReadonlySignal<Board | null>;
  readonly sight: ReadonlySignal<Sight>;
  readonly contact: ReadonlySignal<Contact>;
  readonly staleSince: ReadonlySignal<string | null>;
  readonly now: ReadonlySignal<number>;
  serverNow(): number;
  look(sight: Sight): void;
  close(): void;
}

export function openFeed({ locale, tab, ports, ownNow, drawn, signedOut }: FeedOptions): Feed {
  const board = signal<Board | null>(null);
  const sight = signal<Sight>(FRONT);
  const state = signal<LineState>({ kind: "connecting" });
  const tick = signal(ports.now());
  const now = signal(ownNow());
  const clock = new ServerClock();
  /** Whether the changes that come belong to the board that is drawn. */
  let follows = false;
  let untick = () => {};

  const line = new Line<ToStaff, BoardCommand>({
    locale,
    tab,
    ports,
    pingMs: PING_MS,
    heard,
    changed(next) {
      state.value = next;
      if (next.kind === "over" && next.code === CLOSE.SIGNED_OUT) signedOut();
    },
  });
  const serverNow = () => clock.now(ports.now(), ownNow());

  function heard(message: ToStaff): void {
    switch (message.type) {
      case "Welcome":
        clock.tell(message.now, ports.now());
        return lookAgain();
      case "Pong":
        return clock.tell(message.now, ports.now());
      case "Board":
        follows = answers(message, sight.value);
        if (follows) draw(whole(message, sight.value));
        return;
      case "BoardChange":
        if (follows && board.value) draw(apply(board.value, message));
    }
  }

  /** A new connection begins at the front; whoever looked elsewhere goes on looking there. */
  function lookAgain(): void {
    follows = false;
    if (!same(sight.value, FRONT)) line.tell(lookAt(sight.value));
  }

  function draw(after: Board): void {
    const before = board.value;
    now.value = serverNow();
    board.value = after;
    line.drawn(after.version, false);
    drawn(before, after);
  }

  function beat(): void {
    tick.value = ports.now();
    if (Math.abs(serverNow() - now.value) >= NOW_MS) now.value = serverNow();
    untick = ports.later(TICK_MS, beat);
  }
  beat();

  return {
    line,
    board,
    sight,
    contact: computed(() => contactOf(state.value, board.value !== null)),
    staleSince: computed(() =>
      board.value
        ? staleSince(state.value, line.heardAt, tick.value, clock.now(tick.value, ownNow()))
        : null,
    ),
    now,
    serverNow,
    look(next) {
      if (same(next, sight.value)) return;
      sight.value = next;
      line.tell(lookAt(next));
    },
    close() {
      untick();
      line.close();
    },
  };
}

const lookAt = (window: Sight): Look => ({ type: "Look", window });
