// Own picture, the sound, and a word to the clinic that one is ready: all of it by choice.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { Picture } from "./Picture";

export interface PreparationProps {
  readonly ready: boolean;
  readonly onReady: (ready: boolean) => void;
  readonly onSound: () => void;
  /** For the gallery: the picture in one of its states. */
  readonly picture?: ComponentChildren;
}

export function Preparation({ ready, onReady, onSound, picture }: PreparationProps) {
  const { t } = useTexts();
  const [heard, setHeard] = useState(false);
  const play = () => {
    setHeard(true);
    onSound();
  };
  return (
    <div class="guest-fold-body">
      <p>{t("prepare-text")}</p>
      {picture ?? <Picture />}
      <Button wide icon="speaker" onPress={play}>
        {t("sound-try")}
      </Button>
      {heard && <p>{t("sound-played")}</p>}
      <Button
        wide
        {...(ready && { icon: "check" as const })}
        pressed={ready}
        onPress={() => onReady(!ready)}
      >
        {t("ready")}
      </Button>
      {ready && <p>{t("ready-seen")}</p>}
    </div>
  );
}
