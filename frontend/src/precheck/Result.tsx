// What a test has come to: how the call will be, what to do about it, and that the place is kept.
import type { ComponentChildren } from "preact";
import { timeOfDay } from "../clock";
import { useTexts } from "../texts";
import { Alert, Button, type Tone } from "../ui";
import { Keeps } from "./audience";
import type { Failure } from "./checking";
import { Findings } from "./Findings";
import { Numbers } from "./Numbers";
import type { Outcome, Verdict } from "./talk.gen";

const TONES: Readonly<Record<Outcome, Tone>> = {
  good: "success",
  usable: "warning",
  "sound-only": "warning",
  unusable: "error",
};

export interface ResultProps {
  readonly verdict: Verdict;
  /** Milliseconds since 1970. */
  readonly when: number;
  readonly onAgain: () => void;
}

export function Result({ verdict, when, onAgain }: ResultProps) {
  const { t, locale } = useTexts();
  const { outcome, causes, numbers } = verdict;
  return (
    <>
      <Alert tone={TONES[outcome]} title={t(`outcome-${outcome}`)}>
        <p>{t(`outcome-${outcome}-more`)}</p>
      </Alert>
      <Findings causes={causes} />
      <Keeps />
      <Again onAgain={onAgain} />
      <Numbers numbers={numbers} />
      <p class="check-quiet">{t("check-when", { time: timeOfDay(when, locale) })}</p>
    </>
  );
}

export interface FailedProps {
  readonly why: Failure;
  readonly onAgain: () => void;
}

export function Failed({ why, onAgain }: FailedProps) {
  return (
    <>
      <Why why={why} />
      <Keeps />
      <Again onAgain={onAgain} />
    </>
  );
}

function Why({ why }: { readonly why: Failure }) {
  const { t } = useTexts();
  // What the judge would have found, had the line reached it.
  if (why === "offline") return <Findings causes={["net-offline"]} />;
  if (why === "blocked") return <Findings causes={["ws-blocked"]} />;
  return (
    <Alert tone="info" title={t(`check-failed-${why}`)}>
      <p>{t(`check-failed-${why}-do`)}</p>
    </Alert>
  );
}

function Again({ onAgain }: { readonly onAgain: () => void }): ComponentChildren {
  const { t } = useTexts();
  return (
    <Button kind="primary" wide onPress={onAgain}>
      {t("check-again")}
    </Button>
  );
}
