// The page while it opens, and when it cannot.
import { useTexts } from "../texts";
import { Alert, Button } from "../ui";
import type { Problem } from "./api";
import * as sentences from "./sentences";

export function Opening() {
  const { t } = useTexts();
  return (
    <main class="desk-front">
      <p class="opening">{t("opening")}</p>
    </main>
  );
}

export function Trouble(props: { readonly problem: Problem; readonly again: () => void }) {
  const texts = useTexts();
  return (
    <main class="desk-front">
      <h1>{texts.t("waiting-room")}</h1>
      <Alert tone="warning">
        <p>{sentences.problem(texts, props.problem)}</p>
      </Alert>
      <Button kind="primary" onPress={props.again}>
        {texts.t("chosen-again")}
      </Button>
    </main>
  );
}
