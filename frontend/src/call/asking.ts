// What stands open over or beside a call: one question at a time, and the chat.
import { type Signal, signal } from "@preact/signals";

/** A question that stands over the call. */
export type Asking = "more" | "people" | "devices" | "leave" | "hold" | "elsewhere";

export interface Open {
  readonly asking: Signal<Asking | null>;
  readonly chatting: Signal<boolean>;
}

export function newOpen(asking: Asking | null = null, chatting = false): Open {
  return { asking: signal(asking), chatting: signal(chatting) };
}
