// Where a visit is, in a word with a colour: being let in, told, seen, inside, not reached, ended.
import { type Texts, useTexts } from "../texts";
import { Chip, type ChipProps } from "../ui";
import type { Card } from "../wire.gen";
import type { Flight } from "./flights";
import { farthest, notReached, type Step } from "./receipts";
import * as sentences from "./sentences";
import { useShift } from "./shift";

type State = Omit<ChipProps, "children"> & { readonly words: string };

const TONES: Readonly<Record<Step, NonNullable<ChipProps["tone"]>>> = {
  called: "info",
  told: "info",
  again: "info",
  seen: "info",
  entered: "success",
  "left-call": "warning",
};

export function StateChip({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { flights, sight } = useShift();
  const state =
    underWay(texts, flights.value.get(card.visit)) ??
    over(texts, card) ??
    letIn(texts, card) ??
    shelved(texts, card, sight.value.search !== "");
  if (!state) return null;
  const { words, ...chip } = state;
  return <Chip {...chip}>{words}</Chip>;
}

function underWay({ t }: Texts, flight: Flight | undefined): State | null {
  if (!flight) return null;
  return { icon: "clock", words: t(flight.state === "sent" ? "card-sending" : "card-checking") };
}

function over(texts: Texts, card: Card): State | null {
  if (!card.ended) return null;
  const tone = card.ended.reason === "completed" ? "success" : "plain";
  return { tone, words: sentences.ended(texts, card) };
}

/** How far an admission is; null when nobody is let in. */
export function letIn(texts: Texts, card: Card): State | null {
  const step = farthest(card);
  if (!step) return null;
  if (card.admission?.conference === "failed") {
    return { tone: "error", icon: "warning", words: texts.t("state-failed") };
  }
  if (notReached(card).length > 0) {
    return { tone: "warning", icon: "warning", words: texts.t("state-unreached") };
  }
  if (step.step === "called" && card.admission) {
    return { tone: "info", words: texts.t(`state-${card.admission.conference}`) };
  }
  return { tone: TONES[step.step], words: sentences.receipt(texts, step) };
}

/** The shelf, where it does not show by itself: always for a place set aside, else among what was found. */
function shelved({ t }: Texts, card: Card, found: boolean): State | null {
  if (card.shelf === "parked") return { tone: "warning", words: t("group-parked") };
  if (!found) return null;
  return { words: t(card.shelf === "line" ? "line-title" : "group-expected") };
}
