// Everybody of the call on one list, with what staff can do about each of them.
import type { ReadonlySignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useTexts } from "../texts";
import { Button, Dialog, Icon } from "../ui";
import { useActing } from "./acting";
import { signOf, Words } from "./Chips";
import { Failed } from "./Failed";
import type { CallModel } from "./model";
import { calledIn } from "./naming";
import { PersonTools } from "./PersonTools";
import type { Listed } from "./roster";
import type { Reachable } from "./types";

interface PeopleDialogProps {
  readonly model: CallModel;
  readonly list: ReadonlySignal<readonly Listed[]>;
  readonly onClose: () => void;
}

export function PeopleDialog({ model, list, onClose }: PeopleDialogProps) {
  const { t } = useTexts();
  const staff = model.audience === "staff";
  const { bringIn = [], ringUp = [] } = model.offers;
  return (
    <Dialog
      title={t("incall-people")}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={onClose}>
          {t("incall-close")}
        </Button>
      }
    >
      <ul class="call-roster" role="list">
        <li>
          <p class="call-roster-who">
            <Icon name="person" />
            <span>{t("incall-you")}</span>
          </p>
        </li>
        {list.value.map((listed) => (
          <li key={listed.key}>
            <p class="call-roster-who">
              <Icon name={signOf(listed)} />
              <Words listed={listed} />
            </p>
            {staff && listed.person && <PersonTools model={model} person={listed.person} />}
          </li>
        ))}
      </ul>
      {bringIn.length > 0 && (
        <Group title={t("incall-bring-title")}>
          <Reach list={bringIn} kind="bring" />
        </Group>
      )}
      {ringUp.length > 0 && (
        <Group title={t("incall-ring-title")}>
          <Reach list={ringUp} kind="ring" />
        </Group>
      )}
      {staff && <Door model={model} />}
    </Dialog>
  );
}

function Group({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="call-group">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface ReachProps {
  readonly list: readonly Reachable[];
  readonly kind: "bring" | "ring";
}

function Reach({ list, kind }: ReachProps) {
  return (
    <ul class="call-roster" role="list">
      {list.map((each) => (
        <ReachOne key={each.key} each={each} kind={kind} />
      ))}
    </ul>
  );
}

function ReachOne({ each, kind }: { readonly each: Reachable; readonly kind: "bring" | "ring" }) {
  const texts = useTexts();
  const acting = useActing();
  const name = calledIn(texts, each);
  return (
    <li>
      <p class="call-roster-who">
        <Icon name={kind === "ring" ? "phone" : "clock"} />
        <span>
          {name}
          {each.name && (
            <span class="call-role">, {texts.t(`incall-role-${each.role}`).toLowerCase()}</span>
          )}
        </span>
      </p>
      <Button
        size="small"
        icon={kind === "ring" ? "phone" : "enter"}
        label={texts.t(`incall-${kind}-name`, { name })}
        busy={acting.busy.value}
        onPress={() => void acting.run(() => each.act())}
      >
        {texts.t(`incall-${kind}`)}
      </Button>
      <Failed acting={acting} />
    </li>
  );
}

function Door({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const acting = useActing();
  const { locked } = model.connection.room.value;
  return (
    <Group title={t("incall-door-title")}>
      <p>{t(locked ? "incall-locked" : "incall-unlocked")}</p>
      <Button
        icon={locked ? "unlock" : "lock"}
        busy={acting.busy.value}
        onPress={() => void acting.run(() => model.connection.act({ do: "lock", on: !locked }))}
      >
        {t(locked ? "incall-unlock" : "incall-lock")}
      </Button>
      <Failed acting={acting} />
    </Group>
  );
}
