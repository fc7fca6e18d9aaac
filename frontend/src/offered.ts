// What this installation has to offer, as the server wrote it on the page.

/** Whether lines and devices are tested here at all. */
export function hasPrechecks(): boolean {
  return document.documentElement.dataset.prechecks !== "none";
}
