// The words of the pages: one language is loaded, in the parts a page asks for, and spoken by `t`.
import { FluentBundle, type FluentResource, type FluentVariable } from "@fluent/bundle";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Key } from "./texts/keys.gen";

export type { Key };
export type Locale = "da" | "en";
export type Part =
  | "shared"
  | "guest"
  | "later"
  | "door"
  | "staff"
  | "call"
  | "failures"
  | "precheck"
  | "network";
export type Args = Readonly<Record<string, FluentVariable>>;

export const LOCALES: readonly Locale[] = ["da", "en"];

/** Numbers and Danish plurals inside a text follow these; "en" alone would mean the American way. */
const REGIONS: Readonly<Record<Locale, string>> = { da: "da-DK", en: "en-GB" };

/** Read at build time (see `vite.config.ts`), so that no page carries a parser. */
const FILES = import.meta.glob<FluentResource>("./texts/*/*.ftl", { import: "default" });

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

export class Texts {
  readonly locale: Locale;
  readonly #bundle: FluentBundle;

  constructor(locale: Locale) {
    this.locale = locale;
    // Danish and English are read one way, so only what is written the other way is isolated, in `t`.
    this.#bundle = new FluentBundle(REGIONS[locale], { useIsolating: false });
  }

  /** Fetches more parts of the same language; a part that is there already is not fetched again. */
  async load(...parts: readonly Part[]): Promise<this> {
    const resources = await Promise.all(parts.map((part) => open(this.locale, part)));
    for (const each of resources) this.#bundle.addResource(each, { allowOverrides: true });
    return this;
  }

  /** Whether there are words for this key; asked where a part of the key comes from the server. */
  has(key: string): key is Key {
    return this.#bundle.hasMessage(key);
  }

  /** The words for a key. A text that is missing shows its key: ugly, seen by the tests, harmless. */
  readonly t = (key: Key, args: Args = {}): string => {
    const pattern = this.#bundle.getMessage(key)?.value;
    return pattern ? this.#bundle.formatPattern(pattern, isolated(args), []) : key;
  };
}

function open(locale: Locale, part: Part): Promise<FluentResource> {
  const file = FILES[`./texts/${locale}/${part}.ftl`];
  return file ? file() : Promise.reject(new Error(`no ${part} texts in ${locale}`));
}

function isolated(args: Args): Record<string, FluentVariable> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) =>
      typeof value === "string" && RIGHT_TO_LEFT.test(value)
        ? [name, `\u2068${value}\u2069`]
        : [name, value],
    ),
  );
}

/** The language a page opens in: asked for by `?lang=`, else Danish. */
export function localeOf(search: string, otherwise: Locale = "da"): Locale {
  const asked = new URLSearchParams(search).get("lang");
  return LOCALES.find((locale) => locale === asked) ?? otherwise;
}

export const TextsContext = createContext<Texts>(new Texts("da"));

/** `const { t, locale } = useTexts()` in any component beneath a `TextsContext.Provider`. */
export function useTexts(): Texts {
  return useContext(TextsContext);
}
