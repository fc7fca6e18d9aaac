// One state of one screen, drawn from a fixture, so that people and tests can look at it.
import type { ComponentChildren } from "preact";
import type { Texts } from "../texts";

export interface Story {
  /** The page and the state, such as "guest/waiting-3"; stands in the address after `#`. */
  readonly id: string;
  /** What to look for, in a few words. */
  readonly title: string;
  show(texts: Texts): ComponentChildren;
}
