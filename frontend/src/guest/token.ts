// The secret of a personal link: out of the address bar at once, kept only with this history entry.

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

/** The waiting takes the door's place in the history: back does not lead to the door, nor to a token. */
export function leaveDoor(): void {
  history.replaceState(null, "", `/wait${location.search}`);
}
