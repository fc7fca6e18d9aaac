// The preparation, folded, because nobody needs it in order to wait; fetched when it is unfolded.
import type { ComponentChildren, ComponentType } from "preact";
import { useState } from "preact/hooks";
import { hasPrechecks } from "../offered";
import { useTexts } from "../texts";
import type { PreparationProps } from "./Preparation";

export interface PrepareProps extends PreparationProps {
  /** For the gallery: unfolded, with this in it. */
  readonly unfolded?: ComponentChildren;
}

export function Prepare({ unfolded, ...props }: PrepareProps) {
  const texts = useTexts();
  const [Preparation, setPreparation] = useState<ComponentType<PreparationProps> | null>(null);
  const fetch = () =>
    void Promise.all([import("./Preparation"), texts.load("precheck")]).then(
      ([found]) => setPreparation(() => found.Preparation),
      // Without a network it stays empty; it is no condition for anything.
      () => {},
    );
  return (
    <details class="guest-fold" open={unfolded !== undefined} onToggle={fetch}>
      <summary>{texts.t(hasPrechecks() ? "prepare" : "prepare-word")}</summary>
      {unfolded ?? (Preparation && <Preparation {...props} />)}
    </details>
  );
}
