// How light a picture is, and whether there is anything to see in it. Pure.

export const WIDTH = 64;
export const HEIGHT = 36;

export interface Light {
  /** Units: luma from 0 to 255. */
  readonly luma: number;
  readonly luma_deviation: number;
}

/** Shape: four bytes a point: red, green, blue and one that does not count. */
export function lightOf(points: Uint8ClampedArray): Light {
  let sum = 0;
  let squares = 0;
  const count = points.length / 4;
  for (let at = 0; at < points.length; at += 4) {
    const luma =
      0.299 * (points[at] ?? 0) + 0.587 * (points[at + 1] ?? 0) + 0.114 * (points[at + 2] ?? 0);
    sum += luma;
    squares += luma * luma;
  }
  const luma = sum / count;
  return { luma, luma_deviation: Math.sqrt(Math.max(0, squares / count - luma * luma)) };
}
