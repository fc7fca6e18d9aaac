// A board listens also while nobody looks at it: that is when the bell and the desktop notice matter most.
import type { Ports } from "../line";

/**
 * The same ports without the news that the page is hidden: so the line neither rests after a while
 * nor takes a fresh socket each time somebody comes back from another tab.
 */
export function wakeful(ports: Ports): Ports {
  return {
    open: (events) => ports.open(events),
    now: () => ports.now(),
    later: (ms, run) => ports.later(ms, run),
    random: () => ports.random(),
    opId: () => ports.opId(),
    visible: () => ports.visible(),
    online: () => ports.online(),
    listen: (heard) => ports.listen((event) => event !== "hidden" && heard(event)),
  };
}
