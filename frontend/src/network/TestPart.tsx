// The test: its button, how far it is, what it came to and what to do.
import { hasPrechecks } from "../offered";
import { type Texts, useTexts } from "../texts";
import { Alert, Button } from "../ui";
import { STEPS, type Test } from "./testing";
import { toneOf, type Verdict } from "./verdict";

interface TestPartProps {
  readonly test: Test;
  readonly verdict: Verdict | null;
  readonly todo: readonly string[];
  readonly onStart: () => void;
  readonly onStop: () => void;
}

export function TestPart({ test, verdict, todo, onStart, onStop }: TestPartProps) {
  const { t } = useTexts();
  if (!hasPrechecks()) return <p class="network-screen">{t("network-none")}</p>;
  const running = test.course === "running";
  const start = verdict ? t("network-again") : t("network-start");
  return (
    <section class="network-box network-test" aria-labelledby="test">
      <h2 id="test">{t("network-test")}</h2>
      <p class="network-screen">{t("network-test-text")}</p>
      {running && <Progress test={test} />}
      {verdict && <Outcome verdict={verdict} todo={todo} />}
      {/* One button with two words, so that the focus stays where it was. */}
      <Button kind={running ? "secondary" : "primary"} onPress={running ? onStop : onStart}>
        {running ? t("network-stop") : start}
      </Button>
    </section>
  );
}

function Progress({ test }: { readonly test: Test }) {
  const texts = useTexts();
  return (
    <div class="network-progress">
      <label for="progress">{progressSaid(texts, test)}</label>
      <progress id="progress" max={STEPS.length} value={STEPS.indexOf(test.step) + 0.5} />
    </div>
  );
}

function progressSaid({ t }: Texts, { place, step }: Test): string {
  if (place === "busy") return t("network-busy");
  if (place !== null) return t("network-queued", { place });
  const nth = STEPS.indexOf(step) + 1;
  return t("network-step", { step: t(`network-step-${step}`), nth, of: STEPS.length });
}

function Outcome({
  verdict,
  todo,
}: {
  readonly verdict: Verdict;
  readonly todo: readonly string[];
}) {
  const { t } = useTexts();
  return (
    <>
      <Alert tone={toneOf(verdict)} title={t(`network-verdict-${verdict}`)}>
        <p>{t(`network-verdict-${verdict}-more`)}</p>
      </Alert>
      {todo.length > 0 && (
        <>
          <h3>{t("network-todo")}</h3>
          <ul class="network-todo">
            {todo.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
