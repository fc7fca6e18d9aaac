// Who is in the call, told by role: never a name, and never more than is true.
import { beforeAll, expect, test } from "vitest";
import { Texts } from "../texts";
import type { Companion } from "../wire.gen";
import { insideSaid } from "./inside";

let texts: Texts;

beforeAll(async () => {
  texts = await new Texts("da").load("shared", "guest", "later");
});

const one = (role: Companion["role"], inside = true): Companion => ({
  role,
  presence: "connected",
  inside,
});

test("nobody inside is said as it is", () => {
  const party = [one("relative", false)];
  expect(insideSaid(texts, { clinician_inside: false, party })).toBe("Der er ingen derinde endnu.");
});

test("the clinician stands first, and several of one role are counted", () => {
  const party = [one("relative"), one("interpreter"), one("relative"), one("colleague", false)];
  expect(insideSaid(texts, { clinician_inside: true, party })).toBe(
    "Derinde nu: behandleren, tolken og 2 pårørende.",
  );
});
