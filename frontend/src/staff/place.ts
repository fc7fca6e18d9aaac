// Which queue the page looks at: it stands behind the `#` of the address, so a bookmark leads back to it. Pure.
import type { Me, Named, Unit } from "./api";

const PATTERN = /^#\/([\w-]{1,64})(?:\/([\w-]{1,64})(\/call)?)?$/;

/** The queue an address asks for, or null. */
export function queueIn(hash: string): string | null {
  return PATTERN.exec(hash)?.[1] ?? null;
}

/** The visit an address asks to look at, or null. */
export function visitIn(hash: string): string | null {
  return PATTERN.exec(hash)?.[2] ?? null;
}

/** Whether an address was left in the middle of the visit's call. */
export function callIn(hash: string): boolean {
  return PATTERN.exec(hash)?.[3] !== undefined;
}

/** The part of the address that asks for a queue, for one visit in it, and for that visit's call. */
export function inHash(queue: string, visit?: string, call = false): string {
  if (!visit) return `#/${queue}`;
  return call ? `#/${queue}/${visit}/call` : `#/${queue}/${visit}`;
}

export interface Place {
  readonly unit: Unit;
  readonly queue: Named;
}

/** All queues a colleague may work at. */
export function places(me: Me): Place[] {
  return me.units.flatMap((unit) => unit.queues.map((queue) => ({ unit, queue })));
}

/** The queue that is wanted, or the only one there is; null when somebody must choose. */
export function place(me: Me, wanted: string | null): Place | null {
  const all = places(me);
  if (wanted !== null) return all.find(({ queue }) => queue.id === wanted) ?? null;
  return all.length === 1 ? (all[0] ?? null) : null;
}
