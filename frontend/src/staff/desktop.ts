// Notices on the desktop, as the browser lets us; they hold no name unless the person chose so.

export type Leave = "granted" | "denied" | "default";

/** Whether the person has let this page show notices. */
export function leave(): Leave {
  return "Notification" in window ? Notification.permission : "denied";
}

/** Asks for leave; must be called out of a gesture. */
export async function askLeave(): Promise<boolean> {
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}

/** Shows a notice in the place of the one before it, and pops up again each time. */
export function show(title: string, body: string): void {
  if (leave() !== "granted") return;
  const options = { body, tag: "arrival", renotify: true };
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Some phones only know notices of a service worker; there the sound and the title tell.
  }
}
