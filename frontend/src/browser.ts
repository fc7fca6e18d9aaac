// The browser as the line sees it: its WebSocket, its clock, its chance and what happens to the page.

import { newOpId } from "./opid";
import type { PageEvent, Ports, Socket, SocketEvents } from "./ports";
import { SUBPROTOCOL } from "./wire.gen";

/** `path` is "/wire/guest" or "/wire/staff/{queue}"; nothing secret stands in it. */
export function browserPorts(path: string): Ports {
  return {
    open: (events) => openSocket(path, events),
    now: () => performance.now(),
    later(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    opId: () => newOpId(Date.now(), randomBytes),
    visible: () => document.visibilityState === "visible",
    online: () => navigator.onLine,
    listen: listenToPage,
  };
}

/** Random for the life of this tab; kept nowhere, so a duplicated tab is another tab. */
export function newTab(): string {
  return Array.from(randomBytes(8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function openSocket(path: string, events: SocketEvents): Socket {
  const address = new URL(path, location.href.replace(/^http/, "ws"));
  const socket = new WebSocket(address, SUBPROTOCOL);
  socket.onopen = events.opened;
  socket.onmessage = (event) => events.heard(String(event.data));
  socket.onclose = (event) => events.closed(event.code);
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(1000),
  };
}

function listenToPage(heard: (event: PageEvent) => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  document.addEventListener(
    "visibilitychange",
    () => heard(document.visibilityState === "visible" ? "visible" : "hidden"),
    { signal },
  );
  // The back/forward cache tells nothing but this when it brings a page back.
  addEventListener("pageshow", (event) => event.persisted && heard("restored"), { signal });
  addEventListener("online", () => heard("online"), { signal });
  addEventListener("offline", () => heard("offline"), { signal });
  return () => ends.abort();
}
