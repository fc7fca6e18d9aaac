// The course of the chosen visit in plain sentences, read anew when the card changes.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Card } from "../wire.gen";
import type { Fact } from "./api";
import * as sentences from "./sentences";
import { useShift } from "./shift";

/** Units: milliseconds. Several changes close together are read once. */
const REST_MS = 400;

export function History({ card }: { readonly card: Card }) {
  const { t } = useTexts();
  const { api, queue, expired } = useShift();
  const facts = useSignal<readonly Fact[] | null>(null);
  const failed = useSignal(false);

  async function read(stillHere: () => boolean): Promise<void> {
    const reply = await api.history(queue.id, card.visit);
    if (!stillHere()) return;
    failed.value = !reply.ok;
    if (reply.ok) facts.value = reply.value;
    else if (reply.problem.code === "not-signed-in") expired.value = true;
  }

  useEffect(() => {
    let here = true;
    const rest = setTimeout(() => void read(() => here), facts.value ? REST_MS : 0);
    return () => {
      here = false;
      clearTimeout(rest);
    };
  }, [card]);

  return (
    <section class="box" aria-labelledby="history-title">
      <h3 id="history-title" class="box-title">
        {t("chosen-history")}
      </h3>
      {facts.value ? (
        <Facts facts={facts.value} />
      ) : (
        <p class="muted">{t(failed.value ? "chosen-history-failed" : "chosen-history-loading")}</p>
      )}
      {failed.value && (
        <Button size="small" onPress={() => void read(() => true)}>
          {t("chosen-again")}
        </Button>
      )}
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const texts = useTexts();
  return (
    <ol role="list" class="course">
      {facts.map((each) => {
        const said = sentences.fact(texts, each);
        return (
          said && (
            <li key={`${each.at} ${each.kind}`}>
              <time dateTime={each.at}>{said.time}</time> {said.text}
            </li>
          )
        );
      })}
    </ol>
  );
}
