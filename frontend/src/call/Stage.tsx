// The big picture, the sentence in the middle, who is here, and what else must be known.
import { type ReadonlySignal, type Signal, useComputed } from "@preact/signals";
import { type Texts, useTexts } from "../texts";
import { Button, Icon, type IconName } from "../ui";
import type { CallModel } from "./model";
import { Notices } from "./Notices";
import { OwnPicture } from "./OwnPicture";
import { Picture } from "./Picture";
import { company, type Status } from "./status";

export interface StageProps {
  readonly model: CallModel;
  readonly status: ReadonlySignal<Status | null>;
  readonly blocked: Signal<boolean>;
}

export function Stage({ model, status, blocked }: StageProps) {
  const texts = useTexts();
  const { connection, devices } = model;
  const speaker = useComputed(() => devices.chosen.value.speaker);
  return (
    <div class="call-stage" data-veiled={status.value !== null}>
      <Picture
        class="call-picture"
        stream={connection.picture}
        label={names(company(connection.people.value, model.others), texts)}
        sound={{ speaker, blocked }}
      />
      <People model={model} />
      {status.value && <Middle status={status.value} model={model} />}
      <OwnPicture devices={devices} />
      <Notices model={model} blocked={blocked} />
    </div>
  );
}

/** "Anna Test og Prøve Pedersen", or "den anden" when nobody has a name. */
export function names(list: readonly string[], { t, locale }: Texts): string {
  const format = new Intl.ListFormat(locale, { type: "conjunction" });
  return list.length > 0 ? format.format(list) : t("incall-somebody");
}

function Middle({ status, model }: { readonly status: Status; readonly model: CallModel }) {
  const texts = useTexts();
  const args = { name: status.name, others: names(model.others, texts) };
  return (
    <div class="call-middle">
      <span
        class="call-middle-sign"
        data-busy={!status.canTry && status.title !== "incall-no-picture"}
      >
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

function sign({ title }: Status): IconName {
  if (title === "incall-no-picture") return "camera-off";
  return title.startsWith("incall-because") ? "warning" : "people";
}

function People({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const people = model.connection.people.value;
  const phase = model.connection.phase.value;
  if (people.length === 0) return null;
  // Who has been here and is not any more is not on the way in.
  const missing = phase.at === "alone" && phase.met ? "incall-person-away" : "incall-person-coming";
  return (
    <ul class="call-people" role="list" aria-label={t("incall-people")}>
      {people.map(({ key, name, here, microphone }) => (
        <li key={key} class="call-chip" data-coming={!here}>
          <Icon name={!here ? "clock" : microphone ? "person" : "microphone-off"} />
          <span>
            {!here ? t(missing, { name }) : microphone ? name : t("incall-person-silent", { name })}
          </span>
        </li>
      ))}
    </ul>
  );
}
