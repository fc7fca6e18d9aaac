// The sheet: what must be open, the test of it, the numbers, the drawing and the report, on screen and on paper.
import type { Environment } from "../precheck/talk.gen";
import { type Locale, useTexts } from "../texts";
import type { Announcer } from "../ui";
import type { Installation } from "./api";
import { Drawing } from "./Drawing";
import { Figures } from "./Figures";
import { Frame } from "./Frame";
import { figuresOf } from "./figures";
import { type Found, factsOf, todoOf } from "./report";
import { rowsOf } from "./results";
import { Send } from "./Send";
import { OpeningsTable } from "./Table";
import { TestPart } from "./TestPart";
import type { Test } from "./testing";
import { verdictOf } from "./verdict";
import { Words } from "./Words";
import { carrierSaid } from "./wording";

export interface SheetProps {
  readonly installation: Installation;
  readonly environment: Environment;
  readonly test: Test;
  readonly place: string;
  readonly announcer: Announcer;
  readonly onPlace: (place: string) => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onLocale: (locale: Locale) => void;
}

export function Sheet(props: SheetProps) {
  const texts = useTexts();
  const { t } = texts;
  const { installation, test } = props;
  const rows = rowsOf(installation, test.seen, test.course);
  const verdict = verdictOf(test.course, test.seen.outcome, rows);
  return (
    <Frame onLocale={props.onLocale}>
      <h1>{t("network-title")}</h1>
      <p class="network-lead">{t("network-lead", { site: installation.site })}</p>
      <Facts found={props} />
      <TestPart
        test={test}
        verdict={verdict}
        todo={todoOf(texts, props)}
        onStart={props.onStart}
        onStop={props.onStop}
      />
      <section class="network-box" aria-labelledby="openings">
        <h2 id="openings">{t("network-openings")}</h2>
        <p>{t("network-openings-text")}</p>
        <OpeningsTable rows={rows} />
        <Rules installation={installation} />
      </section>
      {test.seen.numbers && (
        <section class="network-box" aria-labelledby="numbers">
          <h2 id="numbers">{t("network-numbers")}</h2>
          <Figures figures={figuresOf(test.seen.numbers)} />
        </section>
      )}
      <Send found={props} announcer={props.announcer} onPlace={props.onPlace} />
      <section class="network-box network-whole" aria-labelledby="drawing">
        <h2 id="drawing">{t("network-draw")}</h2>
        <Carriers installation={installation} />
        <Drawing installation={installation} rows={rows} />
      </section>
      <Words />
      <p class="network-screen network-foot">{t("network-doctor")}</p>
    </Frame>
  );
}

/** On paper alone: on the screen the person knows where they are and when. */
function Facts({ found }: { readonly found: Found }) {
  const texts = useTexts();
  return (
    <dl class="network-facts network-paper">
      {factsOf(texts, found).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rules({ installation }: { readonly installation: Installation }) {
  const { t } = useTexts();
  const hasTurn = installation.openings.some(({ target }) => target === "turn");
  return (
    <ul class="network-rules">
      <li>{t("network-rule-out")}</li>
      <li>{t("network-rule-tls")}</li>
      <li>{t(hasTurn ? "network-rule-turn" : "network-rule-no-turn")}</li>
    </ul>
  );
}

function Carriers({ installation }: { readonly installation: Installation }) {
  const texts = useTexts();
  const { t, locale } = texts;
  const carriers = (["embedded", "pexip", "vdx"] as const)
    .filter((provider) => installation.conferences[provider])
    .map((provider) => carrierSaid(texts, provider));
  const list = new Intl.ListFormat(locale, { type: "conjunction" }).format(carriers);
  return <p>{t("network-carriers", { list })}</p>;
}
