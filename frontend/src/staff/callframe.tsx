// The frame around the call: its code comes only now, and the line and the party stay beside it.
import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import type { CallProps, LeftWhy } from "../call/types";
import { minutesSince } from "../clock";
import { type Key, useTexts } from "../texts";
import { Alert, Button } from "../ui";
import type { Card } from "../wire.gen";
import { offersOf, othersOf } from "./offered";
import { inHash } from "./place";
import * as sentences from "./sentences";
import { type InCall, useShift } from "./shift";

export type CallPart = FunctionComponent<CallProps>;

interface CallFrameProps {
  readonly inCall: InCall;
  /** Fetches the call's code; a story brings a call that stands still. */
  readonly fetch?: () => Promise<CallPart>;
}

const fetchCall = async (): Promise<CallPart> => (await import("../call/index")).Call;

export function CallFrame(props: CallFrameProps) {
  return props.inCall.pass.link ? <Elsewhere inCall={props.inCall} /> : <Here {...props} />;
}

/** The organisation's own page for calls: it opens beside the board, and asks for the clinic's code. */
function Elsewhere({ inCall }: { readonly inCall: InCall }) {
  const texts = useTexts();
  const { t } = texts;
  const { board, call } = useShift();
  const card = board.value?.cards.get(inCall.visit);
  return (
    <section
      class="call-frame"
      aria-label={t("call-with", { name: card ? sentences.titleOf(texts, card) : "" })}
    >
      <div class="call-trouble">
        <h1 class="only-read">{t("call-elsewhere-open")}</h1>
        <p>{t("call-elsewhere", { code: inCall.pass.pin })}</p>
        <a
          class="button button-go"
          href={inCall.pass.link}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t("call-elsewhere-open")}
        </a>
        <Button
          onPress={() => {
            call.value = null;
          }}
        >
          {t("call-elsewhere-back")}
        </Button>
      </div>
    </section>
  );
}

function Here({ inCall, fetch = fetchCall }: CallFrameProps) {
  const texts = useTexts();
  const { t } = texts;
  const { board, call } = useShift();
  const part = useSignal<{ readonly Call: CallPart } | "failed" | null>(null);
  const card = board.value?.cards.get(inCall.visit);

  async function load(): Promise<void> {
    part.value = null;
    try {
      const [Call] = await Promise.all([fetch(), texts.load("call")]);
      part.value = { Call };
    } catch {
      part.value = "failed";
    }
  }

  useEffect(() => {
    void load();
  }, []);

  return (
    <section
      class="call-frame"
      aria-label={t("call-with", { name: card ? sentences.titleOf(texts, card) : "" })}
    >
      {part.value === null && <p class="opening">{t("call-loading")}</p>}
      {part.value === "failed" && (
        <div class="call-trouble">
          <Alert tone="error">{t("call-load-failed")}</Alert>
          <Button kind="primary" onPress={() => void load()}>
            {t("chosen-again")}
          </Button>
          <Button
            onPress={() => {
              call.value = null;
            }}
          >
            {t("cancel")}
          </Button>
        </div>
      )}
      {part.value !== null && part.value !== "failed" && (
        <Running part={part.value.Call} inCall={inCall} card={card} />
      )}
    </section>
  );
}

interface RunningProps {
  readonly part: CallPart;
  readonly inCall: InCall;
  readonly card: Card | undefined;
}

/** What is said when the call is over for this person, where it does not show by itself. */
const OVER: Readonly<Record<LeftWhy, Key>> = {
  left: "call-over-left",
  ended: "call-over-ended",
  removed: "call-over-ended",
  replaced: "call-over-replaced",
};

function Running({ part: Call, inCall, card }: RunningProps) {
  const texts = useTexts();
  const { t } = texts;
  const shift = useShift();
  const { visit, pass } = inCall;
  const name = card ? sentences.titleOf(texts, card) : t("card-no-name");
  const ended = useSignal(false);
  const head = shift.board.value?.head;
  const offers = card && head ? offersOf(texts, card, head, shift.ask) : {};
  return (
    <Call
      pass={pass}
      audience="staff"
      host={() => pass.node || location.origin}
      others={othersOf(card)}
      ask={{ camera: true, microphone: true }}
      onEntered={() => shift.announcer.say(t("enter-inside"))}
      onLeft={(why) => {
        shift.call.value = null;
        shift.choose(visit);
        if (!ended.value) shift.say("success", t(OVER[why], { name }));
      }}
      onEndForAll={() => {
        ended.value = true;
        void shift.ask({ type: "End", visit });
      }}
      renewPass={() => shift.renew(visit)}
      {...offers}
      onMove={() => {
        shift.asking.value = { kind: "transfer", visit };
      }}
      onContinueElsewhere={async () =>
        // Whoever scans it signs in there: a sign-in of staff is never handed over by a picture.
        `${location.origin}/staff${inHash(shift.queue.id, visit)}`
      }
    />
  );
}

/** How the line is while one is in a call: "4 venter, længst 19 min". */
export function Meanwhile() {
  const texts = useTexts();
  const { t } = texts;
  const { board, now } = useShift();
  const head = board.value?.head;
  if (!head) return null;
  const minutes = head.longest_since === null ? 0 : minutesSince(head.longest_since, now.value);
  return (
    <section class="meanwhile" aria-labelledby="meanwhile-title">
      <h2 id="meanwhile-title" class="box-title">
        {t("call-line")}
      </h2>
      <p>{t("call-line-figures", { count: head.waiting, wait: sentences.span(texts, minutes) })}</p>
    </section>
  );
}
