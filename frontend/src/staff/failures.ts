// Why a conference did not become ready, in words: the server names the failure, the texts say it.
import type { Texts } from "../texts";

/** Shape: `word` as the card has it, such as "vdx-pool-empty"; one that is not known has words too. */
export function failure(texts: Texts, word: string): string {
  const key = `failure-${word}`;
  return texts.t(texts.has(key) ? key : "failure-other");
}
