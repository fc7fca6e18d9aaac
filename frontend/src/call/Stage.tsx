// The big picture, the sentence in the middle, who is here, and what else must be known.
import { type ReadonlySignal, type Signal, useComputed } from "@preact/signals";
import { useTexts } from "../texts";
import { Button, Icon, type IconName } from "../ui";
import type { Open } from "./asking";
import { CameraSides } from "./CameraSides";
import { Chips } from "./Chips";
import type { CallModel } from "./model";
import { Notices } from "./Notices";
import { namesIn } from "./naming";
import { OwnPicture, useOwnStream } from "./OwnPicture";
import { Picture } from "./Picture";
import type { Listed } from "./roster";
import { Slides } from "./Slides";
import type { Status } from "./status";
import { DIRECTIONS } from "./ways";

export interface StageProps {
  readonly model: CallModel;
  readonly status: ReadonlySignal<Status | null>;
  readonly list: ReadonlySignal<readonly Listed[]>;
  readonly blocked: Signal<boolean>;
  readonly open: Open;
}

export function Stage({ model, status, list, blocked, open }: StageProps) {
  const texts = useTexts();
  const { connection, devices, way } = model;
  const { sends, sees, hears } = DIRECTIONS[way];
  const slides = useComputed(() => connection.slides.value !== null);
  const here = list.value.filter(({ where }) => where === "here");
  const presenter = here.filter(({ presenting }) => presenting);
  return (
    <div class="call-stage" data-veiled={status.value !== null} data-slides={slides.value}>
      {hears ? (
        <Theirs model={model} blocked={blocked} label={namesIn(texts, here)} />
      ) : (
        <Shown devices={devices} />
      )}
      {slides.value && <Slides stream={connection.slides} name={namesIn(texts, presenter)} />}
      <Chips list={list} />
      {status.value && !slides.value && <Middle status={status.value} model={model} />}
      {sees && sends.camera && <OwnPicture devices={devices} />}
      <Notices model={model} blocked={blocked} open={open} />
      {way === "send-only" && devices.side.value !== null && <CameraSides devices={devices} />}
    </div>
  );
}

interface TheirsProps extends Pick<StageProps, "model" | "blocked"> {
  readonly label: string;
}

function Theirs({ model, blocked, label }: TheirsProps) {
  const speaker = useComputed(() => model.devices.chosen.value.speaker);
  return (
    <Picture
      class="call-picture"
      stream={model.connection.picture}
      label={label}
      sound={{ speaker, blocked }}
    />
  );
}

/** Whoever is only seen has the own picture in the place of the others': it shows what they see. */
function Shown({ devices }: Pick<CallModel, "devices">) {
  const { t } = useTexts();
  const stream = useOwnStream(devices);
  return (
    <Picture
      class="call-picture"
      stream={stream}
      label={t("incall-you-shown")}
      mirrored={devices.mirrored}
    />
  );
}

function Middle({ status, model }: { readonly status: Status; readonly model: CallModel }) {
  const texts = useTexts();
  const name = status.name || texts.t("incall-somebody");
  const args = { name, others: namesIn(texts, model.others) };
  return (
    <div class="call-middle">
      <span class="call-middle-sign" data-busy={!status.canTry && !CALM.has(status.title)}>
        <Icon name={sign(status)} />
      </span>
      <h2 class="call-middle-title">{texts.t(status.title, args)}</h2>
      <p>{texts.t(status.more, args)}</p>
      {status.canTry && (
        <Button onPress={() => model.connection.wake()}>{texts.t("incall-try-now")}</Button>
      )}
    </div>
  );
}

/** Nothing is on its way: it is so, and the call goes on. */
const CALM: ReadonlySet<Status["title"]> = new Set(["incall-no-picture", "incall-talking"]);

function sign({ title }: Status): IconName {
  if (title === "incall-no-picture") return "camera-off";
  if (title === "incall-talking") return "speaker";
  if (title === "incall-locked-out") return "lock";
  return title.startsWith("incall-because") ? "warning" : "people";
}
