// Keeps the screen of a phone from going dark in a call, where the browser can.

/** Returns what lets the screen sleep again. */
export function stayAwake(): () => void {
  const ends = new AbortController();
  let lock: WakeLockSentinel | null = null;
  const ask = async () => {
    if (ends.signal.aborted || document.visibilityState !== "visible") return;
    // A device that saves power may say no; then the screen goes dark, and the call goes on.
    lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (ends.signal.aborted) void lock?.release();
  };
  // The browser takes the lock away whenever the page is hidden.
  document.addEventListener("visibilitychange", ask, { signal: ends.signal });
  void ask();
  return () => {
    ends.abort();
    void lock?.release();
  };
}
