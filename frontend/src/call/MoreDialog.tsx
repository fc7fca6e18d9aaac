// Everything that is not pressed every day: one list of large buttons.
import type { Signal } from "@preact/signals";
import { type Key, useTexts } from "../texts";
import { Button, Dialog, type IconName } from "../ui";
import type { Open } from "./asking";
import type { CallModel } from "./model";

/** `wide`: stands in the row of controls where there is room for it. */
export interface Choice {
  readonly icon: IconName;
  readonly text: Key;
  readonly count?: number;
  readonly wide?: boolean;
  readonly act: () => void;
}

/** What this person can do besides the switches; what is not possible is not there. */
export function choices(model: CallModel, open: Open): readonly Choice[] {
  const { connection, chat, share, offers } = model;
  const { chat: mayWrite, present } = connection.room.value;
  const ask = (what: typeof open.asking.value) => () => {
    open.asking.value = what;
  };
  const sharing = share.state.value === "on" || share.state.value === "starting";
  const list: (Choice | false | undefined)[] = [
    mayWrite && {
      icon: "talk",
      text: "incall-chat",
      count: chat.unread.value,
      wide: true,
      act: () => toggle(open.chatting),
    },
    { icon: "people", text: "incall-people-open", wide: true, act: ask("people") },
    share.possible &&
      present &&
      maySend(model) && {
        icon: "screen",
        text: sharing ? "incall-share-stop" : "incall-share",
        wide: true,
        act: () => (sharing ? share.stop() : void share.start()),
      },
    { icon: "settings", text: "incall-devices", act: ask("devices") },
    offers.onContinueElsewhere && {
      icon: "phone",
      text: "incall-elsewhere",
      act: ask("elsewhere"),
    },
    offers.onHold && { icon: "clock", text: "incall-hold", act: ask("hold") },
    offers.onMove && { icon: "back", text: "incall-move", act: offers.onMove },
  ];
  return list.filter((each): each is Choice => Boolean(each));
}

/** Slides go with picture and sound both ways, and need more line than sound alone. */
function maySend({ way, connection }: CallModel): boolean {
  return way === "two-way" && connection.carrying.value === "all";
}

function toggle(what: Signal<boolean>): void {
  what.value = !what.value;
}

interface MoreDialogProps {
  readonly list: readonly Choice[];
  readonly onClose: () => void;
}

export function MoreDialog({ list, onClose }: MoreDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog
      title={t("incall-more")}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t("incall-close")}</Button>}
    >
      <ul class="call-more" role="list">
        {list.map(({ icon, text, count = 0, wide, act }) => (
          <li key={text} data-wide={wide}>
            <Button
              wide
              icon={icon}
              onPress={() => {
                onClose();
                act();
              }}
            >
              {count > 0 ? t("incall-with-new", { what: t(text), count }) : t(text)}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
