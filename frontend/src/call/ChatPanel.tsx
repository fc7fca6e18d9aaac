// What is written in the call, beside the picture; on a phone in its place.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { Button, Icon } from "../ui";
import { LONGEST, type Message } from "./chat";
import type { CallModel } from "./model";

interface ChatPanelProps {
  readonly chat: CallModel["chat"];
  readonly onClose: () => void;
}

export function ChatPanel({ chat, onClose }: ChatPanelProps) {
  const { t } = useTexts();
  const heading = useId();
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    chat.look(true);
    return () => chat.look(false);
  }, []);
  useSignalEffect(() => {
    const count = chat.messages.value.length;
    // Once it is drawn; what was written last is what one wants to read.
    if (count > 0)
      requestAnimationFrame(() => list.current?.scrollTo(0, list.current.scrollHeight));
  });
  return (
    <section
      class="call-chat"
      aria-labelledby={heading}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <div class="call-chat-top">
        <h2 id={heading}>{t("incall-chat")}</h2>
        <Button size="small" icon="cross" onPress={onClose}>
          {t("incall-close")}
        </Button>
      </div>
      <section
        ref={list}
        class="call-chat-list"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label={t("incall-chat-list")}
      >
        <p class="call-chat-note">{t("incall-chat-note")}</p>
        <ul role="list">
          {chat.messages.value.map((message) => (
            <One key={message.id} message={message} chat={chat} />
          ))}
        </ul>
      </section>
      <Write chat={chat} />
    </section>
  );
}

function One({ message, chat }: Pick<ChatPanelProps, "chat"> & { readonly message: Message }) {
  const { t, locale } = useTexts();
  const { id, from, text, at, fate } = message;
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);
  return (
    <li class="call-message" data-mine={from === null}>
      <p class="call-message-who">
        <span>{from === null ? t("incall-you") : from || t("incall-somebody")}</span>{" "}
        <span>{time}</span>
      </p>
      <p class="call-message-text" dir="auto">
        {text}
      </p>
      {fate === "going" && <p class="call-message-who">{t("incall-chat-going")}</p>}
      {fate === "failed" && (
        <div class="call-message-failed">
          <p>
            <Icon name="warning" /> {t("incall-chat-failed")}
          </p>
          <Button size="small" onPress={() => void chat.again(id)}>
            {t("incall-try-again")}
          </Button>
        </div>
      )}
    </li>
  );
}

function Write({ chat }: Pick<ChatPanelProps, "chat">) {
  const { t } = useTexts();
  const field = useId();
  const text = useSignal("");
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const send = () => {
    void chat.write(text.peek());
    text.value = "";
    area.current?.focus();
  };
  return (
    <form
      class="call-chat-write"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label for={field}>{t("incall-chat-write")}</label>
      <textarea
        ref={area}
        id={field}
        rows={2}
        maxLength={LONGEST}
        autocomplete="off"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          // A word that is still being put together is not sent.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <Button type="submit" kind="primary">
        {t("incall-chat-send")}
      </Button>
    </form>
  );
}
