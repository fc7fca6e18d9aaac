// The texts: complete in both languages, all used, all of one voice.
import { FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { type Key, LOCALES, type Part, Texts } from "./texts";

const SOURCES = import.meta.glob<string>("./texts/*/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const CODE = import.meta.glob<string>(
  ["./**/*.ts", "./**/*.tsx", "!./**/*.test.ts", "!./texts/*.gen.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
const code = Object.values(CODE).join("\n");

function source(locale: string, part: string): string {
  return SOURCES[`./texts/${locale}/${part}.ftl`] ?? "";
}

const parts = Object.keys(SOURCES)
  .filter((path) => path.startsWith("./texts/da/"))
  .map((path) => path.replace("./texts/da/", "").replace(".ftl", ""));

function keys(text: string): string[] {
  return [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((match) => match[1] ?? "");
}

/** The names of a message's arguments, sorted. */
function args(text: string, key: string): string[] {
  const message = new RegExp(`^${key} =(?:.*\\n)(?:^[ }].*\\n)*`, "m").exec(`${text}\n`)?.[0] ?? "";
  return [...new Set([...message.matchAll(/\$(\w+)/g)].map((match) => match[1] ?? ""))].sort();
}

/** Keys that are put together in a template: its fixed pieces, in their order. */
const templates = [...code.matchAll(/`((?:[\w-]*\$\{[^}]*\})+[\w-]*)`/g)]
  .map((match) => (match[1] ?? "").split(/\$\{[^}]*\}/))
  .filter((pieces) => pieces.some((piece) => piece.includes("-")));

const literals = new Set([...code.matchAll(/["']([a-z][\w-]*)["']/g)].map((match) => match[1]));

function isUsed(key: string): boolean {
  return literals.has(key) || templates.some((pieces) => fits(pieces, key));
}

/** What stands where the template has a variable must itself be a word of the code. */
function fits(pieces: readonly string[], key: string): boolean {
  const varied = new RegExp(`^${pieces.join("([\\w-]+)")}$`).exec(key)?.slice(1) ?? [];
  return varied.length > 0 && varied.every((word) => isUsed(word));
}

/** Keys whose last word comes from the server, by the part they stand in. */
const NAMED: Readonly<Record<string, RegExp>> = {
  failures: /^failure-/,
  precheck: /^(cause|outcome)-/,
  staff: /^check-/,
};

function isNamed(part: string, key: string): boolean {
  return NAMED[part]?.test(key) ?? false;
}

describe.each(parts)("the texts of %s", (part) => {
  test("are the same keys in all languages", () => {
    for (const locale of LOCALES) {
      expect(keys(source(locale, part)).sort(), locale).toEqual(keys(source("da", part)).sort());
    }
  });

  test("take the same arguments in all languages", () => {
    for (const key of keys(source("da", part))) {
      expect(args(source("en", part), key), key).toEqual(args(source("da", part), key));
    }
  });

  test("are understood by the parser, every one", () => {
    for (const locale of LOCALES) {
      const { body } = new FluentResource(source(locale, part));
      expect(body.map((message) => message.id)).toEqual(keys(source(locale, part)));
    }
  });

  test("are all used, or named by the server, whose own tests hold them to its words", () => {
    const unused = keys(source("da", part)).filter((key) => !isUsed(key) && !isNamed(part, key));
    expect(unused).toEqual([]);
  });

  test("raise no voice", () => {
    for (const locale of LOCALES) {
      const spoken = source(locale, part).replace(/^(#.*$|[\w-]+ =)/gm, "");
      expect(spoken).not.toMatch(/!/);
      expect(spoken).not.toMatch(/\b(VMR|PIN|chair|token|session)\b/i);
    }
  });
});

const PAGES: readonly (readonly Part[])[] = [
  ["shared", "guest", "later", "door", "call", "precheck"],
  ["shared", "staff", "call", "failures", "precheck"],
  ["shared", "network"],
];

test.each(PAGES)("no key has two texts on one page: %s %s %s", (...page) => {
  const all = page.flatMap((part) => keys(source("da", part)));
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});

test("every key that is asked for exists", () => {
  const known = new Set(parts.flatMap((part) => keys(source("da", part))));
  const asked = [...code.matchAll(/\bt\(\s*"([\w-]+)"/g)].map((match) => match[1] ?? "");
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
  expect(asked.length).toBeGreaterThan(50);
});

describe("speaking", () => {
  test("puts arguments into their places", async () => {
    const texts = await new Texts("da").load("guest");
    expect(texts.t("waiting-number", { number: 3 })).toBe("Du er nummer 3 i køen.");
  });

  test("speaks the language it was opened in", async () => {
    const texts = await new Texts("en").load("guest");
    expect(texts.t("waiting-number", { number: 3 })).toBe("You are number 3 in line.");
  });

  test("isolates what is written from right to left, and nothing else", async () => {
    const texts = await new Texts("da").load("later");
    expect(texts.t("turn-clinician", { name: "سمير" })).toBe("\u2068سمير\u2069 er klar til dig.");
    expect(texts.t("turn-clinician", { name: "Anna" })).toBe("Anna er klar til dig.");
  });

  test("shows the key of a text that is not loaded", () => {
    expect(new Texts("da").t("turn-go")).toBe("turn-go" satisfies Key);
  });
});
