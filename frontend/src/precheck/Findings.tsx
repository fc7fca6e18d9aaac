// What a test found, at most three: one sentence, one advice and a drawing each.
import { useTexts } from "../texts";
import { Drawing } from "./Drawing";
import type { Cause } from "./talk.gen";

/** More at once nobody does anything about. */
const MOST = 3;

export function Findings({ causes }: { readonly causes: readonly Cause[] }) {
  const { t } = useTexts();
  if (causes.length === 0) return null;
  return (
    <ul class="check-findings" role="list">
      {causes.slice(0, MOST).map((cause) => (
        <li key={cause} class="check-finding">
          <Drawing cause={cause} />
          <div>
            <p>{t(`cause-${cause}`)}</p>
            <p class="check-do">{t(`cause-${cause}-do`)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
