// The technical words of the page, each explained once.
import { useTexts } from "../texts";

const WORDS = ["udp", "port", "tls", "websocket", "turn", "node", "rtt", "jitter", "loss"] as const;

export function Words() {
  const { t } = useTexts();
  return (
    <section class="network-box" aria-labelledby="words">
      <h2 id="words">{t("network-words")}</h2>
      <dl class="network-words">
        {WORDS.map((word) => (
          <div key={word}>
            <dt>{t(`network-word-${word}`)}</dt>
            <dd>{t(`network-meaning-${word}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
