// From the screen that was chosen to the component that draws it.
import type { Seat } from "../wire.gen";
import type { Me } from "./api";
import { LineScreen } from "./Line";
import { LostScreen } from "./Lost";
import { later } from "./later";
import { Notice } from "./Notice";
import { LineSign } from "./Sign";
import type { Screen } from "./screen";
import type { Waiting } from "./waiting";
import { argsOf } from "./words";

export interface ShowsProps {
  readonly me: Me;
  readonly waiting: Waiting;
  readonly calm: boolean;
  readonly onMoment: () => void;
  readonly onSound: () => void;
}

export const Coming = later(() => import("./Coming").then((room) => room.Coming));

export function Shows(props: ShowsProps & { readonly screen: Screen }) {
  const { me, waiting, screen } = props;
  const seat = waiting.seat.value;
  switch (screen.kind) {
    case "opening":
      return <Notice unit={me.unit} said={screen.slow ? "opening-slow" : "opening"} />;
    case "parked":
    case "moving":
      return <Notice unit={me.unit} said={screen.kind} args={argsOf(screen)} />;
    case "lost":
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
    case "waiting":
      return seat && <InLine {...props} seat={seat} />;
    default:
      return <Coming.Part {...props} screen={screen} seat={seat} />;
  }
}

function InLine({ me, waiting, seat, onSound }: ShowsProps & { readonly seat: Seat }) {
  return (
    <LineScreen
      unit={me.unit}
      queue={me.queue.name}
      who={me.role}
      seat={seat}
      now={waiting.now.value}
      sign={<LineSign contact={waiting.contact.value} confirmedAt={waiting.confirmedAt.value} />}
      leaving={waiting.leaving.value}
      onLeave={() => void waiting.leave()}
      onReady={(ready) => waiting.sayReady(ready)}
      onSound={onSound}
      live={() => waiting.contact.value === "live"}
    />
  );
}
