// The page for IT departments begins here.
import "../styles/index.css";
import "./network.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { ports } from "../precheck/browser";
import { environmentOf } from "../precheck/environment";
import { LOCALES, type Locale, localeOf, Texts } from "../texts";
import { newAnnouncer } from "../ui";
import { networkApi } from "./api";
import { Page } from "./Page";
import { Testing } from "./testing";

const page = document.getElementById("page") as HTMLElement;

async function spoken(locale: Locale): Promise<Texts> {
  const texts = await new Texts(locale).load("shared", "network");
  document.documentElement.lang = locale;
  document.title = texts.t("network-title");
  return texts;
}

/** The choice stands in the address, so that a link to the page keeps it. */
function remember(locale: Locale): void {
  const address = new URL(location.href);
  if (locale === LOCALES[0]) address.searchParams.delete("lang");
  else address.searchParams.set("lang", locale);
  history.replaceState(history.state, "", address);
}

async function begin(): Promise<void> {
  const texts = signal(await spoken(localeOf(location.search)));
  const testing = new Testing(ports, networkApi.check);
  const speak = async (locale: Locale) => {
    remember(locale);
    texts.value = await spoken(locale);
  };
  page.replaceChildren();
  render(
    <Page
      api={networkApi}
      testing={testing}
      environment={environmentOf(ports.here())}
      announcer={newAnnouncer()}
      texts={texts}
      speak={(locale) => void speak(locale)}
    />,
    page,
  );
}

/** When not even the words could be fetched, these two stand in the code itself. */
function stuck(): void {
  page.textContent =
    "Siden kunne ikke hentes helt. Hent den igen. / The page could not be fetched in full. Load it again.";
}

begin().catch(stuck);
