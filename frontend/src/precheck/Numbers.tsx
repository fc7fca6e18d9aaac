// The few numbers behind a verdict, folded: nobody needs them, and whoever helps may ask for them.
import { type Key, useTexts } from "../texts";
import type { Numbers as Found } from "./talk.gen";

export function Numbers({ numbers }: { readonly numbers: Found }) {
  const texts = useTexts();
  const { t } = texts;
  const whole = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(texts.locale, { maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(texts.locale, { style: "percent", maximumFractionDigits: 1 });
  const known = (value: number | null, say: (value: number) => string) =>
    value === null ? t("check-unknown") : say(value);
  const ms = (value: number | null) =>
    known(value, (found) => t("check-ms", { value: whole.format(found) }));
  const mbps = (value: number | null) =>
    known(value, (found) => t("check-mbps", { value: tenths.format(found) }));
  const lost = (value: number | null) => known(value, (found) => share.format(found));
  const rows: readonly (readonly [Key, string])[] = [
    ["check-number-rtt", ms(numbers.rtt_ms)],
    ["check-number-added", ms(numbers.added_ms)],
    ["check-number-lost-up", lost(numbers.loss_up)],
    ["check-number-lost-down", lost(numbers.loss_down)],
    ["check-number-jitter-up", ms(numbers.jitter_up_ms)],
    ["check-number-jitter-down", ms(numbers.jitter_down_ms)],
    ["check-number-up", mbps(numbers.up_mbps)],
    ["check-number-down", mbps(numbers.down_mbps)],
  ];
  return (
    <details class="check-numbers">
      <summary>{t("check-numbers")}</summary>
      <dl>
        {rows.map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
