// Which side of the phone is shown, as two big buttons: for whoever is asked to show something.
import { useTexts } from "../texts";
import { Button } from "../ui";
import type { Side } from "./devices";
import type { CallModel } from "./model";

const SIDES: readonly Side[] = ["environment", "user"];

export function CameraSides({ devices }: Pick<CallModel, "devices">) {
  const { t } = useTexts();
  const shown = devices.side.value;
  return (
    <fieldset class="call-sides">
      <legend class="only-read">{t("incall-sides")}</legend>
      {SIDES.map((side) => (
        <Button
          key={side}
          size="big"
          icon={side === "user" ? "person" : "eye"}
          pressed={shown === side}
          onPress={() => {
            if (shown !== side) void devices.face(side);
          }}
        >
          {t(`incall-side-${side}`)}
        </Button>
      ))}
    </fieldset>
  );
}
