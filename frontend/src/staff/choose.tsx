// The choice of a queue, for those who work at several.
import { useTexts } from "../texts";
import { Alert, Button } from "../ui";
import type { Me } from "./api";
import { inHash, places } from "./place";

interface ChooseProps {
  readonly me: Me;
  /** The address asked for a queue that this colleague has no right to. */
  readonly lost: boolean;
  readonly onChosen: (queue: string) => void;
  readonly onSignOut: () => void;
}

export function Choose({ me, lost, onChosen, onSignOut }: ChooseProps) {
  const { t } = useTexts();
  const none = places(me).length === 0;
  return (
    <main class="desk-front">
      <h1>{t(none ? "choose-none-title" : "choose-title")}</h1>
      {none && <p>{t("choose-none")}</p>}
      {lost && !none && <Alert tone="warning">{t("choose-lost")}</Alert>}
      {me.units.map((unit) => (
        <section key={unit.id} class="unit">
          <h2>{unit.name}</h2>
          <ul role="list" class="queues">
            {unit.queues.map((queue) => (
              <li key={queue.id}>
                <a
                  class="queue-link"
                  href={inHash(queue.id)}
                  onClick={(event) => {
                    event.preventDefault();
                    onChosen(queue.id);
                  }}
                >
                  {queue.name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p class="front-foot">
        {me.staff.name}
        <Button kind="quiet" size="small" icon="leave" onPress={onSignOut}>
          {t("signout")}
        </Button>
      </p>
    </main>
  );
}
