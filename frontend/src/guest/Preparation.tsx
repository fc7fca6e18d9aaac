// The test of camera, sound and connection, and a word to the clinic that one is ready: all by choice.
import type { ComponentChildren } from "preact";
import { hasPrechecks } from "../offered";
import { type Last, PreCheck } from "../precheck";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { guestApi } from "./api";

export interface PreparationProps {
  readonly ready: boolean;
  /** The last test that is still believed. */
  readonly last: Last | null;
  /** Whether the line of the waiting is open now. */
  readonly live: () => boolean;
  readonly onReady: (ready: boolean) => void;
  readonly onSound: () => void;
  /** For the gallery: the test in one of its states. */
  readonly test?: ComponentChildren;
}

export function Preparation(props: PreparationProps) {
  const { t } = useTexts();
  const { ready } = props;
  return (
    <div class="guest-fold-body">
      {props.test ?? (hasPrechecks() && <Test {...props} />)}
      <Button
        wide
        {...(ready && { icon: "check" as const })}
        pressed={ready}
        onPress={() => props.onReady(!ready)}
      >
        {t("ready")}
      </Button>
      {ready && <p>{t("ready-seen")}</p>}
    </div>
  );
}

function Test(props: PreparationProps) {
  return (
    <PreCheck
      audience="guest"
      ticket={guestApi.check}
      last={props.last}
      live={props.live}
      play={props.onSound}
    />
  );
}
