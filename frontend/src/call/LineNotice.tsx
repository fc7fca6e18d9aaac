// What is said about the line, and the offer to go on with sound alone, or with picture again.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { CallModel } from "./model";
import { Notice } from "./Notice";

export function LineNotice({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const { connection, narrow, way } = model;
  const line = connection.line.value;
  if (connection.phase.value.at === "reconnecting") return null;
  if (connection.carrying.value !== "all") return <Without model={model} />;
  if (line.grade === "good") return null;
  const why = t(`incall-line-${line.cause}`);
  if (line.grade === "weak" || way === "send-only")
    return <Notice icon="warning" text={why} more={t(`incall-line-${line.cause}-done`)} />;
  if (way === "sound") return <Notice icon="warning" text={t("incall-bad-sound")} more={why} />;
  return (
    <Notice icon="warning" text={t("incall-bad")} more={why}>
      <Button size="small" icon="speaker" onPress={() => narrow.soundOnly()}>
        {t("incall-sound-only")}
      </Button>
    </Notice>
  );
}

/** Sound alone, as the person wanted it: the way back is offered, and never taken by itself. */
function Without({ model }: { readonly model: CallModel }) {
  const { t } = useTexts();
  const { connection, narrow } = model;
  const good = connection.line.value.grade === "good";
  const words = connection.carrying.value === "unsent" ? "incall-unsent" : "incall-narrow";
  return (
    <Notice
      icon="speaker"
      text={t(good ? "incall-said-good" : words)}
      more={t(good ? words : "incall-narrow-more")}
      calm
    >
      <Button size="small" icon="camera" onPress={() => narrow.pictureToo()}>
        {t("incall-picture-too")}
      </Button>
    </Notice>
  );
}
