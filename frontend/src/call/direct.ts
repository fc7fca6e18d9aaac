// What the SDK leaves to the page when picture and sound go straight to the other browser.
import type { InfinitySignals } from "@pexip/infinity";
import type { Hear } from "./leg";

/** Listens; gives what ends the listening. `again` places the call anew on the same token. */
export function directly(
  signals: InfinitySignals,
  hear: Hear,
  connected: () => void,
  again: () => Promise<void>,
): (() => void)[] {
  return [
    // The first to come has no path to wait for: the other's offer will bring it.
    signals.onAnswer.add((answer) => {
      if (answer.offer_ignored) connected();
    }),
    signals.onPeerDisconnect.add(() => {
      // The last picture of somebody who is gone must not stand there as if they were not.
      hear.picture(new MediaStream());
      void again();
    }),
    signals.onTransfer.add(({ alias, token }) => hear.moved(alias, token)),
  ];
}
