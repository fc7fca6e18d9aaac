// The openings, a row each, with what the test said of it; on a narrow screen each row is a card.
import { useTexts } from "../texts";
import { Chip } from "../ui";
import type { IconName } from "../ui/Icon";
import type { Row, Standing } from "./results";
import { detailOf, portsOf, protocolOf } from "./wording";

const TONES = { works: "success", fails: "error", testing: "info", untested: "plain" } as const;
const ICONS: Readonly<Record<Standing, IconName>> = {
  works: "check",
  fails: "cross",
  testing: "half",
  untested: "minus",
};

/** The roles are written out, because a table that is laid out as cards loses its own. */
export function OpeningsTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useTexts();
  const heads = ["purpose", "protocol", "host", "ports", "result"] as const;
  return (
    <table class="network-table" role="table" aria-labelledby="openings">
      <thead role="rowgroup">
        <tr role="row">
          {heads.map((head) => (
            <th key={head} role="columnheader" scope="col">
              {t(`network-head-${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <OpeningRow
            key={`${row.opening.purpose} ${row.opening.host} ${row.opening.protocol}`}
            row={row}
          />
        ))}
      </tbody>
    </table>
  );
}

function OpeningRow({ row: { opening, result } }: { readonly row: Row }) {
  const texts = useTexts();
  const { t } = texts;
  const detail = detailOf(texts, result);
  const cell = (head: "protocol" | "host" | "ports", value: string) => (
    <td role="cell" class={`network-${head}`}>
      <span class="network-cell-head" aria-hidden="true">
        {t(`network-head-${head}`)}
      </span>
      <span class="network-value">{value}</span>
    </td>
  );
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        {t(`network-purpose-${opening.purpose}`)}
        <span class="network-why">{t(`network-why-${opening.purpose}`)}</span>
      </th>
      {cell("protocol", protocolOf(opening))}
      {cell("host", opening.host)}
      {cell("ports", portsOf(opening))}
      <td role="cell" class="network-result">
        <Chip tone={TONES[result.standing]} icon={ICONS[result.standing]}>
          {t(`network-standing-${result.standing}`)}
        </Chip>
        {detail && <span class="network-detail">{detail}</span>}
      </td>
    </tr>
  );
}
