// The call inside the guest's page: fetched only once the person is let in, and gone with the admission.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CallProps } from "../call/types";
import { useTexts } from "../texts";
import type { Seat } from "../wire.gen";
import { guestApi, type Unit } from "./api";
import { company } from "./company";
import { Frame, Numbers } from "./Frame";
import type { Waiting } from "./waiting";

/** Script and words of the call; asked for as soon as it is somebody's turn, so that Enter is quick. */
export async function fetchCall(): Promise<ComponentType<CallProps>> {
  const [{ Call }] = await Promise.all([import("../call/index"), import("../ui/drawings")]);
  return Call;
}

export interface CallPartProps {
  readonly unit: Unit;
  readonly waiting: Waiting;
  readonly seat: Seat | null;
}

export interface ElsewhereProps {
  readonly unit: Unit;
  readonly link: string;
  readonly onOpen: () => void;
  readonly onBack: () => void;
}

export function CallPart(props: CallPartProps) {
  const link = props.waiting.pass.value?.link;
  const { unit, waiting } = props;
  if (!link) return <Here {...props} />;
  const back = () => {
    waiting.sayInside(false);
    waiting.leftCall("left");
  };
  return <Elsewhere unit={unit} link={link} onOpen={() => waiting.sayInside(true)} onBack={back} />;
}

/** The clinic's own page for calls: it opens beside this one, which keeps the place and the numbers. */
export function Elsewhere({ unit, link, onOpen, onBack }: ElsewhereProps) {
  const { t } = useTexts();
  return (
    <Frame unit={unit} turn>
      <div class="guest-turn-words">
        <h1>{t("turn-title")}</h1>
        <p>{t("call-elsewhere")}</p>
      </div>
      <div class="guest-actions">
        <a
          class="button button-go button-big button-wide guest-enter"
          href={link}
          target="_blank"
          rel="noopener noreferrer"
          onClick={onOpen}
        >
          {t("call-elsewhere-open")}
        </a>
        <button type="button" class="guest-moment" onClick={onBack}>
          {t("call-elsewhere-back")}
        </button>
      </div>
    </Frame>
  );
}

function Here({ unit, waiting, seat }: CallPartProps) {
  const texts = useTexts();
  const [Call, setCall] = useState<ComponentType<CallProps> | null>(null);
  useEffect(() => {
    Promise.all([fetchCall(), texts.load("call")]).then(
      ([found]) => setCall(() => found),
      // The network went away at the worst moment: the screen before offers the way in again.
      () => waiting.lostWay(),
    );
  }, []);
  const pass = waiting.pass.value;
  if (!Call || !pass) return <Opening />;
  return (
    <div class="guest-call">
      <Call
        pass={pass}
        audience="guest"
        host={() => pass.node || location.origin}
        others={seat ? company(seat) : []}
        ask={{ camera: seat?.media !== "sound", microphone: true }}
        onEntered={() => {}}
        onLeft={(why) => waiting.leftCall(why)}
        renewPass={() => waiting.renewPass()}
        onContinueElsewhere={async () => (await guestApi.elsewhere()).link}
      />
      <footer class="guest-call-foot">
        <Numbers phone={unit.phone} />
      </footer>
    </div>
  );
}

function Opening() {
  const { t } = useTexts();
  return (
    <main class="guest guest-turn">
      <div class="guest-turn-words guest-column">
        <h1>{t("turn-preparing")}</h1>
      </div>
    </main>
  );
}
