// An address as a picture to scan.
import { expect, it } from "vitest";
import { squares } from "./qr";

it("has the three eyes by which a reader finds it, with an empty border around", () => {
  const { size, path } = squares("https://venter.example/l#k=opfundet");
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x} ${y}`));
  const eye = (x: number, y: number) =>
    [0, 1, 2, 3, 4, 5, 6].every(
      (nth) => dark.has(`${x + nth} ${y}`) && dark.has(`${x} ${y + nth}`),
    );
  expect([eye(4, 4), eye(size - 11, 4), eye(4, size - 11)]).toEqual([true, true, true]);
  expect(eye(size - 11, size - 11)).toBe(false);
  expect([...dark].filter((each) => / [0-3]$|^[0-3] /.test(each))).toEqual([]);
});

it("grows with the address", () => {
  expect(squares("https://a.example").size).toBeLessThan(
    squares("https://a.example".repeat(9)).size,
  );
});
