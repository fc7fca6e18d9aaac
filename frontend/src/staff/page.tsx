// The whole of the staff's page: who is signed in, which queue they look at, and the board of it.
import { type Signal, signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Locale, Texts, TextsContext, useTexts } from "../texts";
import { Announce, type Announcer } from "../ui";
import type { Api, Me, Problem } from "./api";
import { Choose } from "./choose";
import { comeBack, keepInAddress } from "./comeback";
import { beginShift } from "./live";
import { Overview } from "./overview";
import { callIn, place, queueIn, visitIn } from "./place";
import { type Choices, type Shift, ShiftContext } from "./shift";
import { SignInPage } from "./signin";
import { Opening, Trouble } from "./trouble";

export interface StaffPageProps {
  readonly api: Api;
  readonly announcer: Announcer;
  readonly texts: Signal<Texts>;
}

type View =
  | { readonly kind: "opening" }
  | { readonly kind: "trouble"; readonly problem: Problem }
  | { readonly kind: "signed-out"; readonly byMe: boolean }
  | { readonly kind: "choosing"; readonly me: Me; readonly lost: boolean }
  | { readonly kind: "on"; readonly shift: Shift & { close(): void } };

export function StaffPage({ api, announcer, texts }: StaffPageProps) {
  const view = useSignal<View>({ kind: "opening" });
  const expired = useSignal(false);
  const choices = useSignal<Choices>({ desktop: false, names: false, letters: true });
  const me = useRef<Signal<Me> | null>(null);
  const stopKeeping = useRef(() => {});

  function show(next: View): void {
    if (view.value.kind === "on") view.value.shift.close();
    view.value = next;
  }

  /** Reads who is signed in, and goes to the queue in the address, the only one, or the choice. */
  async function open(): Promise<void> {
    const reply = await api.me();
    if (reply.ok) {
      me.current = signal(reply.value);
      return go(queueIn(location.hash));
    }
    const signedOut = reply.problem.code === "not-signed-in";
    show(
      signedOut ? { kind: "signed-out", byMe: false } : { kind: "trouble", problem: reply.problem },
    );
  }

  function go(wanted: string | null): void {
    if (!me.current) return;
    const found = place(me.current.value, wanted);
    if (!found) return show({ kind: "choosing", me: me.current.value, lost: wanted !== null });
    const visit = visitIn(location.hash);
    const wasInCall = callIn(location.hash);
    const duty = {
      api,
      announcer,
      texts,
      expired,
      choices,
      me: me.current,
      speak,
      signedIn,
      signOut,
      go,
    };
    const shift = beginShift({ ...found, ...duty });
    show({ kind: "on", shift });
    stopKeeping.current();
    stopKeeping.current = keepInAddress(shift, (hash) => history.replaceState(null, "", hash));
    // Chosen on another device, which led here, or before the page was loaded again.
    if (visit === null) return;
    shift.choose(visit);
    if (wasInCall) comeBack(shift, visit);
  }

  async function signedIn(): Promise<void> {
    const reply = await api.me();
    if (!reply.ok || !me.current) return;
    me.current.value = reply.value;
    expired.value = false;
    const here = queueIn(location.hash);
    if (!place(reply.value, here)) go(here);
  }

  async function signOut(): Promise<void> {
    await api.signOut();
    me.current = null;
    expired.value = false;
    show({ kind: "signed-out", byMe: true });
  }

  async function speak(locale: Locale): Promise<void> {
    const next = await new Texts(locale).load("shared", "staff", "failures");
    document.documentElement.lang = locale;
    const address = new URL(location.href);
    address.searchParams.set("lang", locale);
    history.replaceState(null, "", address);
    texts.value = next;
  }

  useEffect(() => {
    void open();
    const moved = () => go(queueIn(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  useSignalEffect(() => {
    if (view.value.kind !== "on") document.title = texts.value.t("waiting-room");
  });

  return (
    <TextsContext.Provider value={texts.value}>
      <Shown view={view.value} api={api} open={open} go={go} signOut={signOut} />
      <Announce from={announcer} />
    </TextsContext.Provider>
  );
}

interface ShownProps {
  readonly view: View;
  readonly api: Api;
  readonly open: () => Promise<void>;
  readonly go: (queue: string) => void;
  readonly signOut: () => void;
}

function Shown({ view, api, open, go, signOut }: ShownProps) {
  const { t } = useTexts();
  switch (view.kind) {
    case "opening":
      return <Opening />;
    case "trouble":
      return <Trouble problem={view.problem} again={open} />;
    case "signed-out":
      return <SignInPage api={api} note={view.byMe ? t("signedout") : ""} onSignedIn={open} />;
    case "choosing":
      return <Choose me={view.me} lost={view.lost} onChosen={go} onSignOut={signOut} />;
    case "on":
      return (
        <ShiftContext.Provider value={view.shift} key={view.shift.queue.id}>
          <Overview />
        </ShiftContext.Provider>
      );
  }
}
