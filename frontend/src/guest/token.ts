// The secret of a personal link: out of the address bar at once, kept only with this history entry.

/** In the address of a link that was made on another device. */
const HERE = "here";

interface Kept {
  readonly token?: string;
}

/**
 * The token behind the `#`, moved into the history entry, so that a reload still has it and nobody
 * reads it from the screen; empty when there is none.
 */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (!token) return (history.state as Kept | null)?.token ?? "";
  history.replaceState({ token }, "", location.pathname + location.search);
  return token;
}

/** Whether the link was made on another device of the same person, who goes on here. */
export function comesFromElsewhere(): boolean {
  return new URLSearchParams(location.search).has(HERE);
}

/** The waiting takes the door's place in the history: back does not lead to the door, nor to a token. */
export function leaveDoor(): void {
  const address = new URL("/wait", location.href);
  const lang = new URLSearchParams(location.search).get("lang");
  if (lang) address.searchParams.set("lang", lang);
  history.replaceState(null, "", address);
}
