// Why somebody is moved up or taken out: a choice, because the log never forgets what is written freely.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { Button, Dialog, type Option, RadioField } from "../ui";
import {
  MOVE_REASON_VALUES,
  type MoveReason,
  REMOVE_REASON_VALUES,
  type RemoveReason,
} from "../wire.gen";
import { useClose, useTitle } from "./asking";
import { useShift } from "./shift";

export function MoveReasons({ visit }: { readonly visit: string }) {
  const { t } = useTexts();
  const { ask } = useShift();
  const name = useTitle(visit);
  return (
    <Reasons<MoveReason>
      title={t("move-title", { name })}
      more={t("move-more", { name })}
      go={t("move-go")}
      kind="primary"
      options={MOVE_REASON_VALUES.map((value) => ({ value, label: t(`move-${value}`) }))}
      onReason={(reason) => void ask({ type: "MoveUp", visit, reason })}
    />
  );
}

export function RemoveReasons({ visit }: { readonly visit: string }) {
  const { t } = useTexts();
  const { ask, board } = useShift();
  const name = useTitle(visit);
  const expected = board.value?.cards.get(visit)?.shelf === "expected";
  return (
    <Reasons<RemoveReason>
      title={t(expected ? "remove-title-cancel" : "remove-title", { name })}
      more={t("remove-more")}
      go={t(expected ? "remove-go-cancel" : "remove-go")}
      kind="stop"
      options={REMOVE_REASON_VALUES.map((value) => ({ value, label: t(`remove-${value}`) }))}
      onReason={(reason) => void ask({ type: "Remove", visit, reason })}
    />
  );
}

interface ReasonsProps<Reason extends string> {
  readonly title: string;
  readonly more: string;
  readonly go: string;
  readonly kind: "primary" | "stop";
  readonly options: readonly Option<Reason>[];
  readonly onReason: (reason: Reason) => void;
}

function Reasons<Reason extends string>(props: ReasonsProps<Reason>) {
  const { t } = useTexts();
  const close = useClose();
  const reason = useSignal<Reason | null>(null);
  const tried = useSignal(false);
  return (
    <Dialog
      title={props.title}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            kind={props.kind}
            onPress={() => {
              tried.value = true;
              if (reason.value === null) return;
              close();
              props.onReason(reason.value);
            }}
          >
            {props.go}
          </Button>
        </>
      }
    >
      <RadioField
        label={t("reason-label")}
        hint={props.more}
        error={tried.value && reason.value === null ? t("reason-missing") : undefined}
        value={reason.value}
        options={props.options}
        onValue={(value) => {
          reason.value = value;
        }}
      />
    </Dialog>
  );
}
