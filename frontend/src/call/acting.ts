// Something that takes a moment and may fail: pressed once at a time, and it says when it did not work.
import { type ReadonlySignal, useSignal } from "@preact/signals";

export interface Acting {
  readonly busy: ReadonlySignal<boolean>;
  readonly failed: ReadonlySignal<boolean>;
  /** True when it was done; a second press while it runs does nothing. */
  run(act: () => Promise<unknown>): Promise<boolean>;
}

/** An act that gives `false`, or throws, has failed. */
export function useActing(): Acting {
  const busy = useSignal(false);
  const failed = useSignal(false);
  const run = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (busy.peek()) return false;
    busy.value = true;
    failed.value = false;
    const done = await act().then(
      (answer) => answer !== false,
      () => false,
    );
    busy.value = false;
    failed.value = !done;
    return done;
  };
  return { busy, failed, run };
}
