// What comes once somebody is called, and after it: the turn, the call, and how it ended. Fetched while they wait.
import type { Seat } from "../wire.gen";
import { CallPart } from "./CallPart";
import { Says } from "./Says";
import type { ShowsProps } from "./Shows";
import type { Screen } from "./screen";
import { TurnScreen } from "./Turn";

export interface ComingProps extends ShowsProps {
  readonly screen: Screen;
  readonly seat: Seat | null;
}

export function Coming(props: ComingProps) {
  const { me, waiting, screen, seat } = props;
  if (screen.kind === "call") return <CallPart unit={me.unit} waiting={waiting} seat={seat} />;
  if (screen.kind === "turn" && seat) return <Turn {...props} screen={screen} seat={seat} />;
  return (
    <Says
      unit={me.unit}
      screen={screen}
      entering={waiting.entering.value}
      party={seat?.party ?? []}
      leaving={waiting.leaving.value}
      onLeave={() => void waiting.leave()}
      onEnter={() => waiting.enter()}
      onFinish={() => waiting.finish()}
      onHere={() => waiting.retry()}
      onReload={() => location.reload()}
    />
  );
}

interface PlacedProps extends ComingProps {
  readonly screen: Extract<Screen, { kind: "turn" }>;
  readonly seat: Seat;
}

function Turn({ me, waiting, screen, seat, calm, onMoment }: PlacedProps) {
  return (
    <TurnScreen
      unit={me.unit}
      seat={seat}
      preparing={screen.preparing}
      entering={waiting.entering.value}
      calm={calm}
      onEnter={() => waiting.enter()}
      onMoment={onMoment}
    />
  );
}
