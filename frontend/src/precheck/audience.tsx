// For whom a test is: only somebody who waits has a place to keep.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { useTexts } from "../texts";

export type Audience = "guest" | "staff" | "network";

export const ForWhom = createContext<Audience>("guest");

/** What a test is about, for this audience. */
export function About() {
  const { t } = useTexts();
  return <p>{t(useContext(ForWhom) === "guest" ? "check-text" : "check-text-device")}</p>;
}

/** That the place in line is kept, whatever comes of it. */
export function Keeps() {
  const { t } = useTexts();
  return useContext(ForWhom) === "guest" ? <p>{t("check-keeps")}</p> : null;
}
