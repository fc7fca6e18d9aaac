// Saves a text that the browser made as a file of the person's own.

/** A byte order mark, without which some programs read Danish letters wrongly. */
const MARK = "\ufeff";

export function save(name: string, type: string, text: string): void {
  const parts = type === "text/plain" ? [MARK, text.replaceAll("\n", "\r\n")] : [text];
  const address = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(address));
}
