// A call as people see it: the stage, the chat, the controls, and what is said to those who do not see.
import { type Signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type Args, type Texts, useTexts } from "../texts";
import { Announce, newAnnouncer } from "../ui";
import { newOpen, type Open } from "./asking";
import { ChatPanel } from "./ChatPanel";
import { Controls } from "./Controls";
import type { CallModel } from "./model";
import { calledIn, namesIn } from "./naming";
import { news, type Sight, urgency } from "./news";
import { roster } from "./roster";
import { Stage } from "./Stage";
import { status } from "./status";
import "../ui/drawings";
import "./call.css";
import "./panels.css";

interface CallViewProps {
  readonly model: CallModel;
  /** For a look at the state in which the browser plays no sound yet. */
  readonly soundless?: boolean;
  /** For a look at what stands open over the call. */
  readonly opened?: Open;
}

export function CallView({ model, soundless = false, opened }: CallViewProps) {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const blocked = useSignal(soundless);
  const open = useMemo(() => opened ?? newOpen(), []);
  const { connection, way } = model;
  const others = useSignal(model.others);
  others.value = model.others;
  const shown = useComputed(() => statusOf(connection, way));
  const list = useComputed(() =>
    roster(connection.people.value, others.value, connection.phase.value),
  );
  const announcer = useNews(model, blocked);
  // What nobody may write in any more is not left open.
  const chatting = open.chatting.value && connection.room.value.chat;
  // For a guest the call is the page; for staff it is a part of one.
  const Whole = model.audience === "guest" ? "main" : "section";
  useEffect(() => heading.current?.focus(), []);
  return (
    <Whole class="call" aria-labelledby="call-heading" data-chatting={chatting}>
      <h1 id="call-heading" class="only-read" tabIndex={-1} ref={heading}>
        {texts.t("incall-title", { others: namesIn(texts, model.others) })}
      </h1>
      <Announce from={announcer} />
      <Stage model={model} status={shown} list={list} blocked={blocked} open={open} />
      {chatting && (
        <ChatPanel
          chat={model.chat}
          onClose={() => {
            open.chatting.value = false;
            // Where it was opened from may be gone; the call's name is always there.
            heading.current?.focus();
          }}
        />
      )}
      <Controls model={model} open={open} list={list} />
    </Whole>
  );
}

function statusOf(connection: CallModel["connection"], way: CallModel["way"]) {
  return status(connection.phase.value, connection.people.value, {
    way,
    carrying: connection.carrying.value,
    room: connection.room.value,
    self: connection.self.value,
  });
}

function useNews(model: CallModel, blocked: Signal<boolean>) {
  const texts = useTexts();
  const announcer = useMemo(newAnnouncer, []);
  const before = useRef<Sight | null>(null);
  const { connection, devices, chat, share } = model;
  useSignalEffect(() => {
    const now: Sight = {
      at: connection.phase.value.at,
      status: statusOf(connection, model.way),
      people: connection.people.value,
      line: connection.line.value,
      carrying: connection.carrying.value,
      locked: connection.room.value.locked,
      silenced: connection.self.value.silenced,
      messages: chat.messages.value,
      sharing: share.state.value,
      gone: devices.gone.value,
      camera: devices.camera.value,
      microphone: devices.microphone.value,
      blocked: blocked.value,
    };
    const said = before.current ? news(before.current, now, model) : [];
    before.current = now;
    const words = said.map(({ key, args }) => texts.t(key, filled(texts, model, args)));
    if (words.length > 0) announcer.say(words.map(sentence).join(" "), urgency(now));
  });
  return announcer;
}

/** Whoever has no name is somebody all the same. */
function filled(texts: Texts, { others }: CallModel, args: Args): Args {
  const name = calledIn(texts, { name: String(args.name ?? ""), role: null });
  return { others: namesIn(texts, others), ...args, name };
}

/** A voice needs the full stop that a headline goes without. */
function sentence(words: string): string {
  return /[.?]$/.test(words) ? words : `${words}.`;
}
