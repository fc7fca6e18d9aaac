// The numbers of the line, each with its limit and what it makes of a call.
import { useTexts } from "../texts";
import { Chip } from "../ui";
import type { Outcome } from "../wire.gen";
import type { Figure } from "./figures";
import { amount, gradeSaid, limitSaid } from "./wording";

const TONES = {
  good: "success",
  usable: "warning",
  "sound-only": "warning",
  unusable: "error",
} as const satisfies Record<Outcome, string>;

export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  const texts = useTexts();
  const { t } = texts;
  return (
    <table class="network-table network-figures" role="table" aria-labelledby="numbers">
      <thead role="rowgroup">
        <tr role="row">
          {(["number", "value", "limit", "grade"] as const).map((head) => (
            <th key={head} role="columnheader" scope="col">
              {t(`network-head-${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {figures.map((figure) => (
          <tr key={figure.name} role="row">
            <th role="rowheader" scope="row">
              {t(`network-number-${figure.name}`)}
            </th>
            <td role="cell" class="network-amount">
              {amount(texts, figure.unit, figure.value)}
            </td>
            <td role="cell">{limitSaid(texts, figure)}</td>
            <td role="cell">
              <Grade figure={figure} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Grade({ figure }: { readonly figure: Figure }) {
  const said = gradeSaid(useTexts(), figure);
  const { grade } = figure;
  if (!grade) return <Chip icon="minus">{said}</Chip>;
  return (
    <Chip tone={TONES[grade]} icon={grade === "good" ? "check" : "warning"}>
      {said}
    </Chip>
  );
}
