// What has come while one looked elsewhere: somebody who waits to come in, and what was written.
import { useTexts } from "../texts";
import { Button } from "../ui";
import { useActing } from "./acting";
import type { Open } from "./asking";
import { Failed } from "./Failed";
import type { CallModel } from "./model";
import { Notice } from "./Notice";
import { calledIn } from "./naming";
import type { Reachable } from "./types";

interface ArrivalsProps {
  readonly model: CallModel;
}

/** Those of the visit who wait, and those outside a locked door: one press lets them in. */
export function BringIn({ model }: ArrivalsProps) {
  const { connection, offers, audience } = model;
  if (audience !== "staff") return null;
  const outside: Reachable[] = connection.people.value
    .filter(({ waits }) => waits)
    .map(({ key, name }) => ({
      key,
      name,
      role: "patient",
      act: async () => {
        if (!(await connection.act({ do: "admit", key }))) throw new Error("not let in");
      },
    }));
  return (
    <>
      {[...(offers.bringIn ?? []), ...outside].map((each) => (
        <Waiting key={each.key} each={each} />
      ))}
    </>
  );
}

function Waiting({ each }: { readonly each: Reachable }) {
  const texts = useTexts();
  const acting = useActing();
  const name = calledIn(texts, each);
  return (
    <Notice icon="enter" text={texts.t("incall-waits", { name })} calm>
      <Button
        size="small"
        kind="go"
        label={texts.t("incall-bring-name", { name })}
        busy={acting.busy.value}
        onPress={() => void acting.run(() => each.act())}
      >
        {texts.t("incall-bring")}
      </Button>
      <Failed acting={acting} />
    </Notice>
  );
}

export function NewMessages({ model, open }: ArrivalsProps & { readonly open: Open }) {
  const { t } = useTexts();
  const count = model.chat.unread.value;
  const last = model.chat.messages.value.filter(({ from }) => from !== null).at(-1);
  if (count === 0 || !last) return null;
  return (
    <Notice
      icon="talk"
      text={t("incall-chat-new", { name: last.from || t("incall-somebody"), count })}
      more={short(last.text)}
      calm
    >
      <Button
        size="small"
        onPress={() => {
          open.chatting.value = true;
        }}
      >
        {t("incall-chat-read")}
      </Button>
    </Notice>
  );
}

/** The beginning, where a notice has room for one line. */
function short(text: string): string {
  const [first = ""] = text.split("\n");
  return first.length > 60 ? `${first.slice(0, 60)}…` : first;
}
