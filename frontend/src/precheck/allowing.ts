// How a person lets the page use camera and microphone, in the browser that they have. Pure.
import type { Key } from "../texts";
import type { Browser, Environment } from "./talk.gen";

export type Own = Pick<Environment, "browser" | "system">;

const KEYS: Readonly<Record<Browser, Key>> = {
  chromium: "allow-chromium",
  edge: "allow-chromium",
  firefox: "allow-firefox",
  safari: "allow-safari",
  samsung: "allow-samsung",
  other: "allow-other",
};

/** On a phone of Apple's all browsers are Safari within. */
export function allowing({ browser, system }: Own): Key {
  return system === "ios" ? "allow-safari-ios" : KEYS[browser];
}

/** What is drawn beside the address: of Edge and Samsung it is a padlock. */
export type Mark = "sliders" | "camera" | "lines" | "lock" | "any";

const MARKS: Readonly<Record<Browser, Mark>> = {
  chromium: "sliders",
  edge: "lock",
  firefox: "camera",
  safari: "lines",
  samsung: "lock",
  other: "any",
};

export function markOf({ browser, system }: Own): Mark {
  return system === "ios" ? "lines" : MARKS[browser];
}
