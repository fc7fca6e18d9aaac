// The page while it opens, and when it cannot.
import { type Texts, useTexts } from "../texts";
import { Alert, Button } from "../ui";
import type { Problem } from "./api";
import * as sentences from "./sentences";

export function Opening() {
  const { t } = useTexts();
  return (
    <main class="desk-front">
      <h1 class="only-read">{t("waiting-room")}</h1>
      <p class="opening">{t("opening")}</p>
    </main>
  );
}

function said(texts: Texts, problem: Problem): string {
  if (problem.code === "offline") return texts.t("signin-offline");
  if (problem.code === "fault") return texts.t("signin-fault");
  return sentences.problem(texts, problem);
}

export function Trouble(props: { readonly problem: Problem; readonly again: () => void }) {
  const texts = useTexts();
  return (
    <main class="desk-front">
      <h1>{texts.t("waiting-room")}</h1>
      <Alert tone="warning">
        <p>{said(texts, props.problem)}</p>
      </Alert>
      <Button kind="primary" onPress={props.again}>
        {texts.t("chosen-again")}
      </Button>
    </main>
  );
}
