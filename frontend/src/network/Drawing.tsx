// How the pieces of this installation hang together, drawn from its own configuration, and the same in words.
import { type Texts, useTexts } from "../texts";
import type { Installation } from "./api";
import { type Arrow, type Box, type Named, narrow, type Picture, wide } from "./drawing";
import { type Piece, piecesOf, type Reach } from "./pieces";
import type { Row } from "./results";
import { protocolsSaid } from "./wording";

interface DrawingProps {
  readonly installation: Installation;
  readonly rows: readonly Row[];
}

/** Two drawings of the same, of which the sheet shows the one that fits. */
export function Drawing({ installation, rows }: DrawingProps) {
  const texts = useTexts();
  const { t } = texts;
  const pieces = piecesOf(installation, rows);
  const named = pieces.map((piece) => nameOf(texts, piece));
  const home = { title: t("network-draw-home"), lines: [t("network-draw-home-who")] };
  const title = t("network-draw-label", { site: installation.site });
  return (
    <figure class="network-figure">
      <Drawn class="network-wide" title={title} picture={wide(home, named)} />
      <Drawn class="network-narrow" title={title} picture={narrow(home, named)} />
      <figcaption>
        <details>
          <summary>{t("network-draw-words")}</summary>
          <ul>
            {pieces.flatMap((piece) =>
              inWords(texts, piece).map((sentence) => <li key={sentence}>{sentence}</li>),
            )}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}

function nameOf(texts: Texts, piece: Piece): Named {
  const { t } = texts;
  const booked = piece.name === "pexip" || piece.name === "vdx";
  return {
    piece,
    title: t(`network-draw-${piece.name}`),
    lines: [...piece.hosts, ...(booked ? [t("network-draw-booked")] : [])],
    labels: piece.reaches.map((reach) => labelOf(texts, reach)),
  };
}

function labelOf(texts: Texts, { protocols, ports }: Reach): string {
  return `${protocolsSaid(texts, protocols)} ${ports}`;
}

function inWords(texts: Texts, piece: Piece): string[] {
  const { t } = texts;
  const name = t(`network-draw-${piece.name}`);
  const ways = piece.reaches.map((reach) => labelOf(texts, reach)).join(", ");
  const hosts = piece.hosts.join(", ");
  const reached = ways ? [t("network-drawn-reach", { name, hosts, ways })] : [];
  switch (piece.name) {
    case "site":
      return reached;
    case "media":
      return [...reached, t("network-drawn-media")];
    case "turn":
      return [...reached, t("network-drawn-turn")];
    default:
      return [...reached, t("network-drawn-booked", { name })];
  }
}

interface DrawnProps {
  readonly class: "network-wide" | "network-narrow";
  readonly title: string;
  readonly picture: Picture;
}

function Drawn({ title, picture, class: kind }: DrawnProps) {
  const { width, height, wall } = picture;
  const { t } = useTexts();
  return (
    <svg
      class={`network-drawing ${kind}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={title}
    >
      <path class="draw-wall" d={lineOf([wall.from, wall.to])} />
      <text
        class="draw-muted"
        x={wall.at[0]}
        y={wall.at[1]}
        text-anchor={kind === "network-wide" ? "middle" : "end"}
      >
        {t("network-draw-wall")}
      </text>
      {picture.arrows.map((arrow) => (
        <ArrowDrawn key={lineOf(arrow.points)} arrow={arrow} />
      ))}
      {picture.boxes.map((box) => (
        <BoxDrawn key={box.y} box={box} />
      ))}
      {picture.arrows.map((arrow) => (
        <Label key={lineOf(arrow.points)} arrow={arrow} />
      ))}
    </svg>
  );
}

function BoxDrawn({ box }: { readonly box: Box }) {
  const left = box.x + 12;
  return (
    <g>
      <rect class="draw-box" x={box.x} y={box.y} width={box.width} height={box.height} rx={8} />
      <text class="draw-title" x={left} y={box.y + 27}>
        {box.title}
      </text>
      {box.lines.map((line, nth) => (
        <text key={line} class="draw-line" x={left} y={box.y + 49 + nth * 19}>
          {line}
        </text>
      ))}
    </g>
  );
}

const SIGNS = { works: "✓", fails: "✗", testing: "…", untested: "", between: "" } as const;

function ArrowDrawn({ arrow }: { readonly arrow: Arrow }) {
  return (
    <g class={`draw-arrow draw-${arrow.standing}`}>
      <path class="draw-shaft" d={lineOf(arrow.points)} />
      <path d={headOf(arrow.points)} />
    </g>
  );
}

function Label({ arrow: { label, at, standing } }: { readonly arrow: Arrow }) {
  if (!label) return null;
  const sign = SIGNS[standing];
  return (
    <text class={`draw-label draw-words-${standing}`} x={at[0]} y={at[1]}>
      {sign ? `${sign} ${label}` : label}
    </text>
  );
}

type Points = Arrow["points"];

function lineOf(points: Points): string {
  return points.map(([x, y], nth) => `${nth === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** Two short strokes back from the end. */
function headOf(points: Points): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (!end || !before) return "";
  const [x, y] = end;
  const angle = Math.atan2(y - before[1], x - before[0]);
  const stroke = (turn: number) => {
    const to = angle + Math.PI + turn;
    return `M${x} ${y}L${(x + 8 * Math.cos(to)).toFixed(1)} ${(y + 8 * Math.sin(to)).toFixed(1)}`;
  };
  return stroke(0.5) + stroke(-0.5);
}
