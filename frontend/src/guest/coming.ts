// Whether what may come is here by now: its words and its code follow the waiting at once and stay.
import { useEffect, useState } from "preact/hooks";
import { type Texts, useTexts } from "../texts";
import { Coming } from "./Shows";
import type { Screen } from "./screen";

/** Units: milliseconds. */
const RETRY_MS = 3_000;

/** Shown by the waiting itself; all others need what follows it. */
const OWN: readonly Screen["kind"][] = ["opening", "waiting", "parked", "moving", "lost"];

/** The screen, or "a moment" for as long as its words and its code are on their way. */
export function useComing(screen: Screen): Screen {
  const texts = useTexts();
  const [here, setHere] = useState<Texts | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetch = () =>
      Promise.all([Coming.fetch(), texts.load("later")]).then(
        () => setHere(texts),
        () => {
          timer = setTimeout(fetch, RETRY_MS);
        },
      );
    void fetch();
    return () => clearTimeout(timer);
  }, [texts]);
  return here === texts || OWN.includes(screen.kind) ? screen : { kind: "opening", slow: false };
}
