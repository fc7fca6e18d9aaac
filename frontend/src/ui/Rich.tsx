// A text in which `<b>…</b>` is strong. It makes text nodes only: nothing in a text can become markup.
import { Fragment } from "preact";

export function Rich({ text }: { readonly text: string }) {
  const parts = text.split(/<b>(.*?)<\/b>/);
  return (
    <>
      {parts.map((part, at) =>
        at % 2 ? <b key={part}>{part}</b> : <Fragment key={part}>{part}</Fragment>,
      )}
    </>
  );
}
