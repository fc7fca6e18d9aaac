// The report on its way to somebody: printed, copied, saved or mailed; nothing of it passes a server.
import { useSignal } from "@preact/signals";
import { useTexts } from "../texts";
import { type Announcer, Button, TextField } from "../ui";
import { asData, asText, type Found, fileNameOf, mailtoOf } from "./report";
import { save } from "./saving";

interface SendProps {
  readonly found: Found;
  readonly announcer: Announcer;
  readonly onPlace: (place: string) => void;
}

export function Send({ found, announcer, onPlace }: SendProps) {
  const texts = useTexts();
  const { t } = texts;
  const said = useSignal("");
  const tell = (words: string) => {
    said.value = words;
    announcer.say(words);
  };
  const copy = () =>
    navigator.clipboard.writeText(asText(texts, found)).then(
      () => tell(t("network-copied")),
      () => tell(t("network-not-copied")),
    );
  const name = fileNameOf(texts, found);
  return (
    <section class="network-box network-send network-screen" aria-labelledby="send">
      <h2 id="send">{t("network-send")}</h2>
      <p>{t("network-send-text")}</p>
      <TextField
        label={t("network-place")}
        hint={t("network-place-hint")}
        value={found.place}
        maxLength={200}
        onValue={onPlace}
      />
      <div class="network-acts">
        <Button kind="primary" onPress={() => print()}>
          {t("network-print")}
        </Button>
        <Button icon="copy" onPress={() => void copy()}>
          {t("network-copy")}
        </Button>
        <Button onPress={() => save(`${name}.txt`, "text/plain", asText(texts, found))}>
          {t("network-save")}
        </Button>
        <Button onPress={() => save(`${name}.json`, "application/json", asData(found))}>
          {t("network-save-data")}
        </Button>
        <a class="button button-secondary" href={mailtoOf(texts, found)}>
          <span>{t("network-mail")}</span>
        </a>
      </div>
      {said.value && <p class="network-said">{said.value}</p>}
    </section>
  );
}
