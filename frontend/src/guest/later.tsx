// A part of the page that is fetched when it is wanted; until it is here the page says that it opens.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Notice } from "./Notice";

export interface Later<Props extends object> {
  readonly Part: ComponentType<Props>;
  /** Begins to fetch it, so that it is here when it is wanted; harmless when repeated. */
  readonly fetch: () => Promise<void>;
}

export function later<Props extends object>(
  open: () => Promise<ComponentType<Props>>,
): Later<Props> {
  let found: ComponentType<Props> | null = null;
  const fetch = async () => {
    found ??= await open();
  };
  function Part(props: Props) {
    const [, setHere] = useState(found !== null);
    useEffect(() => {
      // The network went away meanwhile: the page as a whole is tried again.
      fetch().then(
        () => setHere(true),
        () => location.reload(),
      );
    }, []);
    const Found = found;
    return Found ? <Found {...props} /> : <Notice unit={null} said="opening" />;
  }
  return { Part, fetch };
}
