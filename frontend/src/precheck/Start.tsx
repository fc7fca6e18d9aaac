// Before a test: what it is, that nobody needs it, and what the last one said.
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { About, Keeps } from "./audience";
import type { Outcome } from "./talk.gen";

/** The last test that is still believed. */
export interface Last {
  readonly outcome: Outcome;
  readonly at: string;
}

export interface StartProps {
  readonly last: Last | null;
  readonly onStart: () => void;
}

export function Start({ last, onStart }: StartProps) {
  const { t, locale } = useTexts();
  return (
    <>
      <About />
      {last && (
        <p>
          {t("check-last", {
            time: timeOfDay(last.at, locale),
            outcome: t(`outcome-${last.outcome}`),
          })}
        </p>
      )}
      <Button kind="primary" size="big" wide onPress={onStart}>
        {t("check-start")}
      </Button>
      <Keeps />
    </>
  );
}
