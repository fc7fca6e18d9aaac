// Testing the device one sits at, under the name that the unit knows it by.
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { PreCheckProps, Ticket } from "../precheck";
import { useTexts } from "../texts";
import { Button, Dialog, TextField } from "../ui";
import { useShift } from "./shift";

/** Units: characters; what the server takes. */
export const NAME_LENGTH = 60;

export function NameDevice({ onTest }: { readonly onTest: (name: string) => void }) {
  const { t } = useTexts();
  const name = useSignal("");
  const tried = useSignal(false);
  const missing = tried.value && name.value.trim() === "";
  return (
    <form
      class="device-name"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        tried.value = true;
        if (name.value.trim() !== "") onTest(name.value.trim());
      }}
    >
      <TextField
        label={t("equipment-name")}
        hint={t("equipment-name-hint")}
        error={missing ? t("equipment-name-missing") : undefined}
        maxLength={NAME_LENGTH}
        autocomplete="off"
        value={name.value}
        onValue={(value) => {
          name.value = value;
        }}
      />
      <Button type="submit" icon="screen">
        {t("equipment-test")}
      </Button>
    </form>
  );
}

interface DeviceTestProps {
  readonly name: string;
  /** `judged`: a test came to its end. */
  readonly onBack: (judged: boolean) => void;
}

export function DeviceTest({ name, onBack }: DeviceTestProps) {
  const { t } = useTexts();
  const judged = useRef(false);
  const back = () => onBack(judged.current);
  return (
    <Dialog
      title={t("equipment-test-title", { name })}
      onClose={back}
      actions={<Button onPress={back}>{t("equipment-back")}</Button>}
    >
      <Panel
        name={name}
        onDone={() => {
          judged.current = true;
        }}
      />
    </Dialog>
  );
}

type Part = { readonly PreCheck: ComponentType<PreCheckProps> } | "failed" | null;

/** The code and the words of the test come only now. */
function Panel({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const texts = useTexts();
  const { api, queue, expired } = useShift();
  const part = useSignal<Part>(null);

  async function load(): Promise<void> {
    part.value = null;
    try {
      const [found] = await Promise.all([import("../precheck"), texts.load("precheck")]);
      part.value = { PreCheck: found.PreCheck };
    } catch {
      part.value = "failed";
    }
  }

  async function ticket(): Promise<Ticket> {
    const reply = await api.checkDevice(queue.id, name);
    if (reply.ok) return reply.value;
    if (reply.problem.code === "not-signed-in") expired.value = true;
    throw new Error(reply.problem.code);
  }

  useEffect(() => void load(), []);
  if (part.value === null) return <p class="muted">{texts.t("equipment-loading")}</p>;
  if (part.value === "failed") {
    return (
      <>
        <p>{texts.t("equipment-test-failed")}</p>
        <Button size="small" onPress={() => void load()}>
          {texts.t("chosen-again")}
        </Button>
      </>
    );
  }
  const { PreCheck } = part.value;
  return <PreCheck audience="staff" ticket={ticket} onDone={onDone} />;
}
