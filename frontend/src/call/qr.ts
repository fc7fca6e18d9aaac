// An address as a picture to scan, drawn here and by no service; fetched only when somebody wants one.
import { encode } from "uqr";

export interface Squares {
  /** How many squares each way, with the empty border that readers need. */
  readonly size: number;
  /** The dark squares as one SVG path in units of a square. */
  readonly path: string;
}

/** Level M stands a scratched screen; the border is the four squares that the standard asks for. */
export function squares(address: string): Squares {
  const { size, data } = encode(address, { ecc: "M", border: 4 });
  const dark = data.flatMap((row, y) =>
    row.flatMap((filled, x) => (filled ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: dark.join("") };
}
