// The whole of the page for IT departments: it opens, it is there, or it says why not.
import { type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Environment } from "../precheck/talk.gen";
import { type Locale, type Texts, TextsContext, useTexts } from "../texts";
import { Alert, Announce, type Announcer, Button } from "../ui";
import { Failed, type Installation, type NetworkApi, type Why } from "./api";
import { Frame } from "./Frame";
import { rowsOf } from "./results";
import { Sheet } from "./Sheet";
import type { Testing } from "./testing";
import { verdictOf } from "./verdict";

export interface PageProps {
  readonly api: NetworkApi;
  readonly testing: Testing;
  readonly environment: Environment;
  readonly announcer: Announcer;
  readonly texts: Signal<Texts>;
  readonly speak: (locale: Locale) => void;
}

type View =
  | { readonly kind: "opening" }
  | { readonly kind: "trouble"; readonly why: Why }
  | { readonly kind: "there"; readonly installation: Installation };

export function Page(props: PageProps) {
  const view = useSignal<View>({ kind: "opening" });
  const look = () => {
    props.api.look().then(
      (installation) => {
        view.value = { kind: "there", installation };
      },
      (error: unknown) => {
        view.value = { kind: "trouble", why: error instanceof Failed ? error.code : "fault" };
      },
    );
  };
  useEffect(look, []);
  return (
    <TextsContext.Provider value={props.texts.value}>
      <Shown {...props} view={view.value} look={look} />
      <Announce from={props.announcer} />
    </TextsContext.Provider>
  );
}

function Shown(props: PageProps & { readonly view: View; readonly look: () => void }) {
  const { view } = props;
  switch (view.kind) {
    case "opening":
      return <Opening speak={props.speak} />;
    case "trouble":
      return <Trouble why={view.why} speak={props.speak} onAgain={props.look} />;
    case "there":
      return <There {...props} installation={view.installation} />;
  }
}

function There(props: PageProps & { readonly installation: Installation }) {
  const { installation, testing, announcer, texts } = props;
  const place = useSignal("");
  const said = useComputed(() => saidOf(texts.value, installation, testing));
  useEffect(() => {
    if (said.value) announcer.say(said.value);
  }, [said.value]);
  return (
    <Sheet
      installation={installation}
      environment={props.environment}
      test={testing.test.value}
      place={place.value}
      announcer={announcer}
      onPlace={(words) => {
        place.value = words;
      }}
      onStart={() => testing.start()}
      onStop={() => testing.stop()}
      onLocale={props.speak}
    />
  );
}

/** What is said aloud: each step as it begins, and what it came to. */
function saidOf({ t }: Texts, installation: Installation, testing: Testing): string {
  const { course, seen, step } = testing.test.value;
  if (course === "running") return t(`network-step-${step}`);
  const verdict = verdictOf(course, seen.outcome, rowsOf(installation, seen, course));
  return verdict ? t(`network-verdict-${verdict}`) : "";
}

export function Opening({ speak }: { readonly speak: (locale: Locale) => void }) {
  const { t } = useTexts();
  return (
    <Frame onLocale={speak}>
      <h1>{t("network-title")}</h1>
      <p>{t("network-opening")}</p>
    </Frame>
  );
}

const SAID: Readonly<Partial<Record<Why, "offline" | "often">>> = {
  offline: "offline",
  "too-many-tries": "often",
};

export function Trouble(props: {
  readonly why: Why;
  readonly speak: (locale: Locale) => void;
  readonly onAgain: () => void;
}) {
  const { t } = useTexts();
  const said = SAID[props.why] ?? "fault";
  return (
    <Frame onLocale={props.speak}>
      <h1>{t("network-title")}</h1>
      <Alert tone="warning" title={t(`network-trouble-${said}`)}>
        <p>{t(`network-trouble-${said}-more`)}</p>
      </Alert>
      <Button kind="primary" onPress={props.onAgain}>
        {t("network-trouble-again")}
      </Button>
    </Frame>
  );
}
