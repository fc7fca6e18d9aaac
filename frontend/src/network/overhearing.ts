// Ports that tell what is said over the line of a check, both ways, beside carrying it.
import type { Ports } from "../precheck/ports";
import type { FromPage, ToPage } from "../precheck/talk.gen";

export type Overheard = FromPage | ToPage;

export function overheard(ports: Ports, hear: (said: Overheard) => void): Ports {
  const listen = (data: unknown) => {
    // Everything else is the bytes of a speed test.
    if (typeof data === "string") hear(JSON.parse(data));
  };
  return {
    ...ports,
    open(address, events) {
      const socket = ports.open(address, {
        ...events,
        heard(data) {
          listen(data);
          events.heard(data);
        },
      });
      return {
        ...socket,
        send(data) {
          listen(data);
          socket.send(data);
        },
      };
    },
  };
}
