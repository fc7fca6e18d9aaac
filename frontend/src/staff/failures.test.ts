// Every failure is said in a sentence, also one that a newer server names.
import { expect, test } from "vitest";
import { Texts } from "../texts";
import { failure } from "./failures";

test("a failure is said in its own words, and an unknown one in words that hold for all", async () => {
  const texts = await new Texts("da").load("failures");
  expect(failure(texts, "vdx-pool-empty")).toMatch(/^Alle klargjorte rum er i brug\./);
  expect(failure(texts, "pexip-brand-new")).toBe(texts.t("failure-other"));
  expect(failure(texts, "pexip-brand-new")).toMatch(/ring til patienten\.$/);
});
