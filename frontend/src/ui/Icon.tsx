// Small line drawings that always stand beside words, so they are hidden from screen readers.
import type { MORE } from "./drawings";

/** What the guest's first screens show; all others are in `drawings.ts`, which they need not fetch. */
const CORE = {
  check: "M4.5 12.5l5 5 10-11",
  info: "M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  warning:
    "M12 9v5M12 17.5v.01M10.3 4.2L2.6 18a2 2 0 0 0 1.7 3h15.4a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z",
  dot: "M12 6.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
  half: "M12 5.5a6.5 6.5 0 1 0 0 13z",
  clock: "M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  phone:
    "M6 3h3.5l1.5 5-2.2 1.6a13 13 0 0 0 5.6 5.6L16 13l5 1.5V18a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z",
  camera: "M3 7h11v10H3zM14 11l7-4v10l-7-4",
  "camera-off": "M3 7h7M14 10V7h-1M14 11l7-4v10l-3-1.7M14 14v3H3V7M3 3l18 18",
  speaker: "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11",
  leave: "M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M10 16l-4-4 4-4M6 12h9",
  enter: "M10 4H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5M14 16l4-4-4-4M18 12H8",
} as const;

export type IconName = keyof typeof CORE | keyof typeof MORE;

/** Filled once, while a page begins. */
const drawings: Partial<Record<IconName, string>> = { ...CORE };

export function addDrawings(more: Readonly<Partial<Record<IconName, string>>>): void {
  Object.assign(drawings, more);
}

const SOLID: readonly IconName[] = ["dot", "half"];

export function Icon({ name }: { readonly name: IconName }) {
  const fill = SOLID.includes(name) ? "currentcolor" : "none";
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={drawings[name]} fill={fill} />
    </svg>
  );
}
