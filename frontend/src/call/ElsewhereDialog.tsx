// Going on with the call on another device: a picture to scan, and the address in letters.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useTexts } from "../texts";
import { Alert, Button, Dialog } from "../ui";
import type { CallModel } from "./model";
import type { Squares } from "./qr";

interface ElsewhereDialogProps {
  readonly audience: CallModel["audience"];
  readonly address: () => Promise<string>;
  readonly onClose: () => void;
}

interface Found {
  readonly address: string;
  /** Null when the picture could not be fetched; the letters are enough. */
  readonly drawn: Squares | null;
}

export function ElsewhereDialog({ audience, address, onClose }: ElsewhereDialogProps) {
  const { t } = useTexts();
  const found = useSignal<Found | "failed" | null>(null);
  const ask = async () => {
    found.value = null;
    try {
      const given = await address();
      found.value = { address: given, drawn: await draw(given) };
    } catch {
      found.value = "failed";
    }
  };
  useEffect(() => {
    void ask();
  }, []);
  const state = found.value;
  return (
    <Dialog
      title={t("incall-elsewhere")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("incall-close")}</Button>
          {state === "failed" && (
            <Button kind="primary" onPress={() => void ask()}>
              {t("incall-try-again")}
            </Button>
          )}
        </>
      }
    >
      <div role="alert">
        {state === "failed" && <Alert tone="error">{t("incall-elsewhere-failed")}</Alert>}
      </div>
      {state === null && <p>{t("incall-elsewhere-going")}</p>}
      {state !== null && state !== "failed" && <Way {...state} audience={audience} />}
    </Dialog>
  );
}

async function draw(address: string): Promise<Squares | null> {
  return import("./qr").then(
    ({ squares }) => squares(address),
    () => null,
  );
}

function Way({ address, drawn, audience }: Found & Pick<ElsewhereDialogProps, "audience">) {
  const { t } = useTexts();
  const copied = useSignal(false);
  const copy = async () => {
    copied.value = await navigator.clipboard.writeText(address).then(
      () => true,
      () => false,
    );
  };
  return (
    <>
      <p>{t("incall-elsewhere-how")}</p>
      {drawn && (
        <svg
          class="call-qr"
          viewBox={`0 0 ${drawn.size} ${drawn.size}`}
          role="img"
          aria-label={t("incall-elsewhere-picture")}
          shape-rendering="crispEdges"
        >
          <rect width={drawn.size} height={drawn.size} fill="#ffffff" />
          <path d={drawn.path} fill="#000000" />
        </svg>
      )}
      <p>{t("incall-elsewhere-or")}</p>
      <p class="call-address">{address}</p>
      <div>
        <Button size="small" icon={copied.value ? "check" : "copy"} onPress={() => void copy()}>
          {t(copied.value ? "incall-elsewhere-copied" : "incall-elsewhere-copy")}
        </Button>
      </div>
      <p>{t(`incall-elsewhere-note-${audience}`)}</p>
    </>
  );
}
