// The buttons of a call, in one row, each with its words.
import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type Key, useTexts } from "../texts";
import { Icon, type IconName } from "../ui";
import type { Open } from "./asking";
import type { Sent, Source } from "./devices";
import { choices, MoreDialog } from "./MoreDialog";
import type { CallModel } from "./model";
import { Questions } from "./Questions";
import type { Listed } from "./roster";
import { DIRECTIONS } from "./ways";
import "./controls.css";

const STATES: Readonly<Record<Source["at"], Key>> = {
  on: "incall-on",
  off: "incall-off",
  opening: "incall-opening",
  failed: "incall-broken",
};

interface ControlsProps {
  readonly model: CallModel;
  readonly open: Open;
  readonly list: ReadonlySignal<readonly Listed[]>;
}

export function Controls({ model, open, list }: ControlsProps) {
  const { t } = useTexts();
  const { connection, devices, endForAll, way } = model;
  const { sends } = DIRECTIONS[way];
  const { asking } = open;
  const ask = (question: typeof asking.value) => () => {
    asking.value = question;
  };
  const more = choices(model, open);
  const unread = model.chat.unread.value;
  return (
    <fieldset class="call-controls">
      <legend class="only-read">{t("incall-controls")}</legend>
      {sends.microphone && <Switch kind="microphone" devices={devices} />}
      {sends.camera && connection.carrying.value === "all" && (
        <Switch kind="camera" devices={devices} />
      )}
      {canTurn(model) && (
        <Control icon="flip" onPress={() => void devices.turn()}>
          {t("incall-turn")}
        </Control>
      )}
      {more
        .filter(({ wide }) => wide)
        .map(({ icon, text, count = 0, act }) => (
          <Control key={text} icon={icon} wide count={count} onPress={act}>
            {t(text)}
          </Control>
        ))}
      <Control icon="more" narrowCount={unread} onPress={ask("more")}>
        {t("incall-more")}
      </Control>
      <Control icon="leave" stop onPress={endForAll ? ask("leave") : () => connection.leave()}>
        {t("incall-leave")}
      </Control>
      {asking.value === "more" && <MoreDialog list={more} onClose={ask(null)} />}
      <Questions model={model} asking={asking} list={list} />
    </fieldset>
  );
}

/** Where both sides have a button of their own, they need none together. */
function canTurn({ devices, way }: CallModel): boolean {
  const several = devices.choices.value.camera.length > 1;
  const sided = way === "send-only" && devices.side.value !== null;
  const opened = DIRECTIONS[way].sends.camera && devices.tracks.value.camera !== undefined;
  return several && opened && !sided;
}

function Switch({ kind, devices }: Pick<CallModel, "devices"> & { readonly kind: Sent }) {
  const { t } = useTexts();
  const source = devices[kind].value;
  const on = source.at === "on";
  return (
    <button
      type="button"
      class="call-control"
      role="switch"
      aria-checked={on}
      aria-disabled={source.at === "opening"}
      onClick={() => {
        if (source.at === "opening") return;
        void (kind === "camera" ? devices.setCamera(!on) : devices.setMicrophone(!on));
      }}
    >
      <Icon name={on ? kind : `${kind}-off`} />
      <span>{t(`incall-${kind}`)}</span>
      <span class="call-control-state" aria-hidden="true">
        {t(STATES[source.at])}
      </span>
    </button>
  );
}

interface ControlProps {
  readonly icon: IconName;
  readonly stop?: boolean;
  /** Only where there is room for it. */
  readonly wide?: boolean;
  readonly count?: number;
  /** A count that only shows where what is counted stands in the list behind this button. */
  readonly narrowCount?: number;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Control(props: ControlProps) {
  const { icon, stop = false, wide = false, count = 0, narrowCount = 0, onPress, children } = props;
  return (
    <button type="button" class="call-control" data-stop={stop} data-wide={wide} onClick={onPress}>
      <Icon name={icon} />
      <span>{children}</span>
      <Count count={count} />
      <Count count={narrowCount} narrow />
    </button>
  );
}

function Count({ count, narrow = false }: { readonly count: number; readonly narrow?: boolean }) {
  const { t } = useTexts();
  if (count === 0) return null;
  return (
    <span class="call-count" data-narrow={narrow}>
      {t("incall-new", { count })}
    </span>
  );
}
