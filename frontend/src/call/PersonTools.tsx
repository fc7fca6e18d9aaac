// What staff can do about one person of the call: behind one button, so that nothing is pressed by chance.
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { useTexts } from "../texts";
import { Button } from "../ui";
import { useActing } from "./acting";
import { Confirm } from "./Confirm";
import { Failed } from "./Failed";
import type { Deed, Person } from "./leg";
import type { CallModel } from "./model";
import { calledIn } from "./naming";

interface PersonToolsProps {
  readonly model: CallModel;
  readonly person: Person;
}

export function PersonTools({ model, person }: PersonToolsProps) {
  const texts = useTexts();
  const { t } = texts;
  const open = useSignal(person.waits);
  const removing = useSignal(false);
  const tools = useId();
  const acting = useActing();
  const { key, waits, here, microphone, silenced } = person;
  const name = calledIn(texts, { name: person.name, role: null });
  const act = (deed: Deed) => model.connection.act(deed);
  const press = (deed: Deed) => () => void acting.run(() => act(deed));
  return (
    <div class="call-tools">
      <Button
        size="small"
        icon="more"
        label={t("incall-tools-name", { name })}
        pressed={open.value}
        onPress={() => {
          open.value = !open.value;
        }}
      >
        {t("incall-tools")}
      </Button>
      {open.value && (
        <div id={tools} class="call-tools-open">
          {waits && (
            <Button
              size="small"
              kind="primary"
              icon="enter"
              busy={acting.busy.value}
              onPress={press({ do: "admit", key })}
            >
              {t("incall-admit")}
            </Button>
          )}
          {here && (microphone || silenced) && (
            <Button
              size="small"
              icon={silenced ? "microphone" : "microphone-off"}
              busy={acting.busy.value}
              onPress={press({ do: "mute", key, on: !silenced })}
            >
              {t(silenced ? "incall-unmute" : "incall-mute")}
            </Button>
          )}
          <Button
            size="small"
            kind="danger"
            icon="leave"
            onPress={() => {
              removing.value = true;
            }}
          >
            {t("incall-remove")}
          </Button>
        </div>
      )}
      <Failed acting={acting} />
      {removing.value && (
        <Confirm
          title={t("incall-remove-title", { name })}
          yes={t("incall-remove-yes")}
          no={t("incall-remove-no")}
          stop
          act={() => act({ do: "remove", key })}
          onClose={() => {
            removing.value = false;
          }}
        >
          <p>{t("incall-remove-more", { name })}</p>
        </Confirm>
      )}
    </div>
  );
}
