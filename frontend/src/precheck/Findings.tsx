// What a test found, at most three: one sentence, one advice and a drawing each.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useTexts } from "../texts";
import { AddressBar } from "./AddressBar";
import { allowing, markOf, type Own } from "./allowing";
import { Drawing } from "./Drawing";
import { environmentOf, here } from "./environment";
import type { Cause } from "./talk.gen";

/** More at once nobody does anything about. */
const MOST = 3;

/** Whose browser it is; null for the one that shows the page. */
export const BrowserContext = createContext<Own | null>(null);

export function Findings({ causes }: { readonly causes: readonly Cause[] }) {
  if (causes.length === 0) return null;
  return (
    <ul class="check-findings" role="list">
      {together(causes)
        .slice(0, MOST)
        .map((cause) =>
          isDenied(cause) ? (
            <Denied key={cause} cause={cause} />
          ) : (
            <Finding key={cause} cause={cause} />
          ),
        )}
    </ul>
  );
}

function Finding({ cause }: { readonly cause: Cause }) {
  const { t } = useTexts();
  return (
    <li class="check-finding">
      <Drawing cause={cause} />
      <div>
        <p>{t(`cause-${cause}`)}</p>
        <p class="check-do">{t(`cause-${cause}-do`)}</p>
      </div>
    </li>
  );
}

/** Where to press differs from browser to browser, so it is shown and said for this very one. */
function Denied({ cause }: { readonly cause: Cause }) {
  const { t } = useTexts();
  const own = useContext(BrowserContext) ?? environmentOf(here());
  return (
    <li class="check-finding check-denied">
      <AddressBar mark={markOf(own)} />
      <div>
        <p>{t(`cause-${cause}`)}</p>
        <p class="check-do">
          {t(allowing(own))} {t("allow-then")}
        </p>
      </div>
    </li>
  );
}

function isDenied(cause: Cause): boolean {
  return cause === "cam-denied" || cause === "mic-denied";
}

/** The same press lets in both, so of both the one without which nobody is heard is shown. */
function together(causes: readonly Cause[]): readonly Cause[] {
  if (!causes.includes("mic-denied")) return causes;
  return causes.filter((cause) => cause !== "cam-denied");
}
