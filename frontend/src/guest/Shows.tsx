// From the screen that was chosen to the component that draws it.
import type { Seat } from "../wire.gen";
import type { Me } from "./api";
import { CallPart } from "./CallPart";
import { LineScreen } from "./Line";
import { LostScreen } from "./Lost";
import { Says } from "./Says";
import { LineSign } from "./Sign";
import type { Screen } from "./screen";
import { TurnScreen } from "./Turn";
import type { Waiting } from "./waiting";

export interface ShowsProps {
  readonly me: Me;
  readonly waiting: Waiting;
  readonly calm: boolean;
  readonly onMoment: () => void;
  readonly onSound: () => void;
}

export function Shows(props: ShowsProps) {
  const { me, waiting } = props;
  const screen = waiting.screen.value;
  const seat = waiting.seat.value;
  if (screen.kind === "call") return <CallPart unit={me.unit} waiting={waiting} />;
  if (screen.kind === "lost") {
    return (
      <LostScreen
        unit={me.unit}
        screen={screen}
        seat={seat}
        confirmedAt={waiting.confirmedAt.value}
        online={waiting.online.value}
        onRetry={() => waiting.retry()}
      />
    );
  }
  if (!seat || (screen.kind !== "waiting" && screen.kind !== "turn")) {
    return <Said {...props} screen={screen} />;
  }
  return <Placed {...props} screen={screen} seat={seat} />;
}

type PlacedScreen = Extract<Screen, { kind: "waiting" | "turn" }>;

function Placed(props: ShowsProps & { readonly screen: PlacedScreen; readonly seat: Seat }) {
  const { me, waiting, screen, seat } = props;
  if (screen.kind === "waiting") {
    return (
      <LineScreen
        unit={me.unit}
        who={me.role}
        seat={seat}
        now={waiting.now.value}
        sign={<LineSign contact={waiting.contact.value} confirmedAt={waiting.confirmedAt.value} />}
        leaving={waiting.leaving.value}
        onLeave={() => void waiting.leave()}
        onReady={(ready) => waiting.sayReady(ready)}
        onSound={props.onSound}
      />
    );
  }
  return (
    <TurnScreen
      unit={me.unit}
      seat={seat}
      preparing={screen.preparing}
      entering={waiting.entering.value}
      calm={props.calm}
      onEnter={() => waiting.enter()}
      onMoment={props.onMoment}
    />
  );
}

function Said({ me, waiting, screen }: ShowsProps & { readonly screen: Screen }) {
  return (
    <Says
      unit={me.unit}
      screen={screen}
      entering={waiting.entering.value}
      party={waiting.seat.value?.party ?? []}
      leaving={waiting.leaving.value}
      onLeave={() => void waiting.leave()}
      onEnter={() => waiting.enter()}
      onFinish={() => waiting.finish()}
      onHere={() => waiting.retry()}
      onReload={() => location.reload()}
    />
  );
}
