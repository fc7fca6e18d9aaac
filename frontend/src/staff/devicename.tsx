// Another name for one of the unit's devices: behind one press, and taken back by another.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useTexts } from "../texts";
import { Button, TextField } from "../ui";
import { NAME_LENGTH } from "./devicetest";
import { useShift } from "./shift";

/** What had the focus is gone: the heading of the list takes it. */
const toTheList = () => document.getElementById("equipment-devices")?.focus();

interface RenameProps {
  readonly name: string;
  readonly read: () => Promise<void>;
}

export function RenameDevice({ name, read }: RenameProps) {
  const { t } = useTexts();
  const open = useSignal(false);
  if (open.value) {
    return (
      <NewName
        name={name}
        read={read}
        onCancel={() => {
          open.value = false;
          toTheList();
        }}
      />
    );
  }
  return (
    <Button
      kind="quiet"
      size="small"
      onPress={() => {
        open.value = true;
      }}
    >
      {t("equipment-rename")}
      <span class="only-read"> {name}</span>
    </Button>
  );
}

interface NewNameProps extends RenameProps {
  readonly onCancel: () => void;
}

function NewName({ name, read, onCancel }: NewNameProps) {
  const { t } = useTexts();
  const { api, queue, announcer } = useShift();
  const wanted = useSignal(name);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const failed = useSignal<"equipment-name-taken" | "equipment-not-renamed" | null>(null);
  async function rename(): Promise<void> {
    const reply = await api.renameDevice(queue.id, name, wanted.value);
    if (!reply.ok) {
      const isName = reply.problem.field === "name";
      failed.value = isName ? "equipment-name-taken" : "equipment-not-renamed";
      return;
    }
    announcer.say(t("equipment-renamed", { name: wanted.value }));
    toTheList();
    await read();
  }
  return (
    <form
      ref={form}
      class="device-name"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
      }}
    >
      <TextField
        label={t("equipment-new-name", { name })}
        error={failed.value ? t(failed.value, { name }) : undefined}
        maxLength={NAME_LENGTH}
        autocomplete="off"
        value={wanted.value}
        onValue={(value) => {
          wanted.value = value;
        }}
      />
      <div class="device-acts">
        <Button size="small" onPress={onCancel}>
          {t("cancel")}
        </Button>
        <Button size="small" kind="primary" type="submit">
          {t("equipment-rename-go")}
        </Button>
      </div>
    </form>
  );
}
