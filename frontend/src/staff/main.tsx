// The staff's page begins here.
import "../styles/index.css";
import "./styles/index.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { localeOf, Texts } from "../texts";
import { newAnnouncer } from "../ui";
import { api } from "./api";
import { StaffPage } from "./page";

const page = document.getElementById("page") as HTMLElement;

async function begin(): Promise<void> {
  const locale = localeOf(location.search);
  document.documentElement.lang = locale;
  const texts = await new Texts(locale).load("shared", "staff", "failures");
  render(<StaffPage api={api} announcer={newAnnouncer()} texts={signal(texts)} />, page);
}

/** When not even the words could be fetched, these two stand in the code itself. */
function stuck(): void {
  page.textContent =
    "Siden kunne ikke hentes helt. Hent den igen. / The page could not be fetched in full. Load it again.";
}

begin().catch(stuck);
