// The question that stands over the call, if any.
import type { ReadonlySignal, Signal } from "@preact/signals";
import { useTexts } from "../texts";
import type { Asking } from "./asking";
import { Confirm } from "./Confirm";
import { DeviceDialog } from "./DeviceDialog";
import { ElsewhereDialog } from "./ElsewhereDialog";
import { LeaveDialog } from "./LeaveDialog";
import type { CallModel } from "./model";
import { namesIn } from "./naming";
import { PeopleDialog } from "./PeopleDialog";
import type { Listed } from "./roster";

interface QuestionsProps {
  readonly model: CallModel;
  readonly asking: Signal<Asking | null>;
  readonly list: ReadonlySignal<readonly Listed[]>;
}

export function Questions({ model, asking, list }: QuestionsProps) {
  const texts = useTexts();
  const { t } = texts;
  const { connection, devices, offers, endForAll } = model;
  const close = () => {
    asking.value = null;
  };
  switch (asking.value) {
    case "people":
      return <PeopleDialog model={model} list={list} onClose={close} />;
    case "devices":
      return <DeviceDialog devices={devices} way={model.way} onClose={close} />;
    case "elsewhere":
      return offers.onContinueElsewhere ? (
        <ElsewhereDialog
          audience={model.audience}
          address={offers.onContinueElsewhere}
          onClose={close}
        />
      ) : null;
    case "hold":
      return offers.onHold ? (
        <Confirm
          title={t("incall-hold-title")}
          yes={t("incall-hold")}
          no={t("incall-stay")}
          act={offers.onHold}
          onClose={close}
        >
          <p>{t("incall-hold-more", { others: namesIn(texts, model.others) })}</p>
        </Confirm>
      ) : null;
    case "leave":
      return endForAll ? (
        <LeaveDialog onStay={close} onLeave={() => connection.leave()} onEnd={endForAll} />
      ) : null;
    default:
      return null;
  }
}
