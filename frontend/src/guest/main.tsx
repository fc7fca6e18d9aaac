// The guest's page begins: by which door, in which language, and then the waiting in its place.
import "../styles/index.css";
import "./guest.css";
import { render } from "preact";
import { useState } from "preact/hooks";
import { LOCALES, type Locale, localeOf, type Part, Texts, TextsContext } from "../texts";
import type { Me } from "./api";
import { Attention } from "./attention";
import { LanguageContext } from "./Frame";
import { later } from "./later";
import { Return } from "./Return";
import { leaveDoor, takeToken } from "./token";

// Each way in fetches only what it shows first; the waiting follows while a person still reads.
const LinkDoor = later(() => import("./LinkDoor").then((room) => room.LinkDoor));
const PublicDoor = later(() => import("./PublicDoor").then((room) => room.PublicDoor));
const CheckPage = later(() => import("./CheckPage").then((room) => room.CheckPage));
const Wait = later(() => import("./Wait").then((room) => room.Wait));

type Door =
  | { readonly kind: "link"; readonly token: string }
  | { readonly kind: "public"; readonly slug: string }
  | { readonly kind: "check" }
  | { readonly kind: "wait" };

/** By then what the door shows is drawn, also on a slow network. */
const SOON_MS = 4_000;

const ROOMS = { link: LinkDoor, public: PublicDoor, check: CheckPage, wait: Wait } as const;

const TEXTS: Readonly<Record<Door["kind"], readonly Part[]>> = {
  link: ["shared", "guest", "door"],
  public: ["shared", "guest", "door"],
  check: ["shared", "guest", "precheck"],
  wait: ["shared", "guest"],
};

function doorOf(path: string): Door {
  const slug = /^\/d\/([^/]+)/.exec(path)?.[1];
  if (slug) return { kind: "public", slug: decodeURIComponent(slug) };
  if (path === "/check") return { kind: "check" };
  return path.startsWith("/l") ? { kind: "link", token: takeToken() } : { kind: "wait" };
}

interface PageProps {
  readonly door: Door;
  readonly first: Texts;
  readonly attention: Attention;
}

function Page({ door, first, attention }: PageProps) {
  const [texts, setTexts] = useState(first);
  const [me, setMe] = useState<Me | null>(null);
  const speak = (locale: Locale) => void openTexts(remembered(locale), door).then(setTexts);
  const comeIn = (who: Me) => {
    leaveDoor();
    setMe(who);
  };
  return (
    <TextsContext.Provider value={texts}>
      <LanguageContext.Provider value={speak}>
        {me ? <Wait.Part me={me} attention={attention} /> : <Outside door={door} onIn={comeIn} />}
      </LanguageContext.Provider>
    </TextsContext.Provider>
  );
}

function Outside({ door, onIn }: { readonly door: Door; readonly onIn: (me: Me) => void }) {
  switch (door.kind) {
    case "link":
      return <LinkDoor.Part token={door.token} onIn={onIn} />;
    case "public":
      return <PublicDoor.Part slug={door.slug} onIn={onIn} />;
    case "check":
      return <CheckPage.Part />;
    case "wait":
      return <Return onIn={onIn} />;
  }
}

async function openTexts(locale: Locale, door: Door): Promise<Texts> {
  const texts = await new Texts(locale).load(...TEXTS[door.kind]);
  document.documentElement.lang = locale;
  return texts;
}

/** The choice stands in the address, so that a reload keeps it and nothing is stored. */
function remembered(locale: Locale): Locale {
  const address = new URL(location.href);
  if (locale === LOCALES[0]) address.searchParams.delete("lang");
  else address.searchParams.set("lang", locale);
  history.replaceState(history.state, "", address);
  return locale;
}

/** Fetched while a person still reads the door: at their first touch, or soon. */
function fetchWait(): void {
  const fetch = () => void Wait.fetch().catch(() => {});
  for (const touch of ["pointerdown", "keydown", "input"])
    addEventListener(touch, fetch, { once: true });
  setTimeout(fetch, SOON_MS);
}

async function begin(): Promise<void> {
  // Before anything else: the secret leaves the address bar.
  const door = doorOf(location.pathname);
  const attention = new Attention();
  attention.listen();
  const room = ROOMS[door.kind].fetch();
  const [first] = await Promise.all([openTexts(localeOf(location.search), door), room]);
  const page = document.getElementById("page") as HTMLElement;
  page.replaceChildren();
  render(<Page door={door} first={first} attention={attention} />, page);
  fetchWait();
}

void begin();
