// What to know before acting: a colleague looks, somebody is missing or away, has come from elsewhere, or left unseen.
import { timeOfDay } from "../clock";
import { type Texts, useTexts } from "../texts";
import { Alert, type Tone } from "../ui";
import type { Card } from "../wire.gen";
import { awaySince, missing } from "./party";
import { leftUnseen } from "./shelves";
import { useShift } from "./shift";

interface Hint {
  readonly key: string;
  readonly tone: Tone;
  readonly title: string;
  readonly more?: string;
}

export function Hints({ card }: { readonly card: Card }) {
  const texts = useTexts();
  const { me } = useShift();
  const found = [
    looking(texts, card, me.value.staff.id),
    away(texts, card),
    absent(texts, card),
    callBack(texts, card),
    restored(texts, card),
    received(texts, card),
  ];
  return (
    <>
      {found
        .filter((hint) => hint !== null)
        .map(({ key, tone, title, more }) => (
          <Alert key={key} tone={tone} title={title}>
            {more && <p>{more}</p>}
          </Alert>
        ))}
    </>
  );
}

function looking({ t, locale }: Texts, { claim, stage }: Card, me: string): Hint | null {
  if (claim === null || claim.by === me || stage !== "waiting") return null;
  return {
    key: "looking",
    tone: "info",
    title: t("hint-looking", { name: claim.name }),
    more: t("hint-looking-more", { time: timeOfDay(claim.at, locale) }),
  };
}

function away({ t, locale }: Texts, card: Card): Hint | null {
  const since = card.stage === "waiting" ? awaySince(card) : null;
  if (since === null) return null;
  return {
    key: "away",
    tone: "warning",
    title: t("hint-away"),
    more: t("hint-away-more", { time: timeOfDay(since, locale) }),
  };
}

function absent({ t }: Texts, card: Card): Hint | null {
  const absent = card.stage === "waiting" ? missing(card) : [];
  if (absent.length === 0) return null;
  const interpreter = absent.length === 1 && absent[0]?.role === "interpreter";
  const title = interpreter
    ? t("hint-missing-interpreter")
    : t("hint-missing", { count: absent.length });
  return { key: "absent", tone: "warning", title, more: t("hint-missing-more") };
}

function callBack({ t }: Texts, card: Card): Hint | null {
  if (!leftUnseen(card)) return null;
  return {
    key: "call-back",
    tone: "warning",
    title: t("hint-call-back"),
    more: t("hint-call-back-more"),
  };
}

function restored({ t }: Texts, card: Card): Hint | null {
  if (!card.restored || card.stage !== "waiting") return null;
  return {
    key: "restored",
    tone: "warning",
    title: t("hint-restored"),
    more: t("hint-restored-more"),
  };
}

function received({ t }: Texts, { came_from, ended, admissions }: Card): Hint | null {
  if (!came_from || ended || admissions > 0) return null;
  return {
    key: "received",
    tone: "info",
    title: t("hint-received", { from: came_from }),
    more: t("hint-received-more"),
  };
}
