// Waiting that ends: after a time, or when the whole check is stopped.
import type { Ports } from "./ports";

/** The check was stopped: it is somebody's turn, or they want no more of it. */
export class Stopped extends Error {}

type Later = Pick<Ports, "later">;

/** Errors: Stopped. */
export function pause(ports: Later, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    if (signal.aborted) return failed(new Stopped());
    const stop = () => {
      off();
      failed(new Stopped());
    };
    const off = ports.later(ms, () => {
      signal.removeEventListener("abort", stop);
      done();
    });
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** What this comes to, or `otherwise` when it takes longer. Errors: its own, and Stopped. */
export async function within<Value, Otherwise>(
  ports: Later,
  ms: number,
  signal: AbortSignal,
  wanted: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  const ends = new AbortController();
  const end = () => ends.abort();
  signal.addEventListener("abort", end, { once: true });
  if (signal.aborted) end();
  const late = pause(ports, ms, ends.signal).then(
    () => otherwise,
    () => {
      if (signal.aborted) throw new Stopped();
      return otherwise;
    },
  );
  try {
    return await Promise.race([wanted, late]);
  } finally {
    signal.removeEventListener("abort", end);
    ends.abort();
  }
}
