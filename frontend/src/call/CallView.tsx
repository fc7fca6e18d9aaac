// A call as people see it: the stage, the controls, and what is said to those who do not see.
import { type Signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { Announce, newAnnouncer } from "../ui";
import { Controls } from "./Controls";
import type { CallModel } from "./model";
import { news, type Sight, urgency } from "./news";
import { names, Stage } from "./Stage";
import { status } from "./status";
import "../ui/drawings";
import "./call.css";

interface CallViewProps {
  readonly model: CallModel;
  /** For a look at the state in which the browser plays no sound yet. */
  readonly soundless?: boolean;
}

export function CallView({ model, soundless = false }: CallViewProps) {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const blocked = useSignal(soundless);
  const { phase, people } = model.connection;
  const shown = useComputed(() => status(phase.value, people.value));
  const announcer = useNews(model, blocked);
  // For a guest the call is the page; for staff it is a part of one.
  const Whole = model.audience === "guest" ? "main" : "section";
  useEffect(() => heading.current?.focus(), []);
  return (
    <Whole class="call" aria-labelledby="call-heading">
      <h1 id="call-heading" class="only-read" tabIndex={-1} ref={heading}>
        {texts.t("incall-title", { others: names(model.others, texts) })}
      </h1>
      <Announce from={announcer} />
      <Stage model={model} status={shown} blocked={blocked} />
      <Controls model={model} />
    </Whole>
  );
}

function useNews(model: CallModel, blocked: Signal<boolean>) {
  const texts = useTexts();
  const announcer = useMemo(newAnnouncer, []);
  const before = useRef<Sight | null>(null);
  const { connection, devices } = model;
  useSignalEffect(() => {
    const now: Sight = {
      at: connection.phase.value.at,
      status: status(connection.phase.value, connection.people.value),
      people: connection.people.value,
      line: connection.line.value,
      camera: devices.camera.value,
      microphone: devices.microphone.value,
      blocked: blocked.value,
    };
    const said = before.current ? news(before.current, now) : [];
    before.current = now;
    const others = names(model.others, texts);
    const words = said.map(({ key, args }) => texts.t(key, { others, ...args }));
    if (words.length > 0) announcer.say(words.map(sentence).join(" "), urgency(now));
  });
  return announcer;
}

/** A voice needs the full stop that a headline goes without. */
function sentence(words: string): string {
  return /[.?]$/.test(words) ? words : `${words}.`;
}
