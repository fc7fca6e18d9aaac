// What a test comes to, in one word, and how serious it is. Pure.
import type { Failure } from "../precheck/checking";
import type { Outcome } from "../wire.gen";
import type { Course, Row } from "./results";

/** Names the words: `network-verdict-…` and `network-verdict-…-more`. */
export type Verdict = "good" | "detour" | "usable" | "sound-only" | "unusable" | Failure;

/** Null before a test, and while it runs. */
export function verdictOf(
  course: Course,
  outcome: Outcome | null,
  rows: readonly Row[],
): Verdict | null {
  if (course === "idle" || course === "running") return null;
  if (course !== "judged") return course;
  const closed = rows.some(({ result }) => result.standing === "fails");
  if (outcome === "good") return closed ? "detour" : "good";
  return outcome ?? "away";
}

const GRAVE: readonly Verdict[] = ["unusable", "blocked"];

export function toneOf(verdict: Verdict): "success" | "warning" | "error" {
  if (verdict === "good") return "success";
  return GRAVE.includes(verdict) ? "error" : "warning";
}
