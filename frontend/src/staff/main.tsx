// The staff's page begins here.
import "../styles/index.css";
import "./styles/index.css";
import { signal } from "@preact/signals";
import { render } from "preact";
import { localeOf, Texts } from "../texts";
import { newAnnouncer } from "../ui";
import { api } from "./api";
import { StaffPage } from "./page";

const locale = localeOf(location.search);
document.documentElement.lang = locale;
const texts = await new Texts(locale).load("shared", "staff");

render(
  <StaffPage api={api} announcer={newAnnouncer()} texts={signal(texts)} />,
  document.getElementById("page") as HTMLElement,
);
