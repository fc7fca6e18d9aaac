// A reload, or back to the page: who was waiting is known by the cookie.
import { useEffect, useState } from "preact/hooks";
import { type Failed, guestApi, type Me, type Why } from "./api";
import { Notice } from "./Notice";
import { Stuck } from "./Stuck";

const RETRY_MS = 5_000;

export function Return({ onIn }: { readonly onIn: (me: Me) => void }) {
  const [why, setWhy] = useState<Why | null>(null);
  const [tries, setTries] = useState(0);
  const again = () => setTries((count) => count + 1);
  useEffect(() => {
    guestApi.me().then(onIn, (failed: Failed) => setWhy(failed.code));
  }, [tries]);
  useEffect(() => {
    if (!why || why === "not-signed-in") return;
    const timer = setInterval(again, RETRY_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [why]);
  if (!why) return <Notice unit={null} said="opening" />;
  if (why === "not-signed-in") return <Notice unit={null} said="over-signed-out" />;
  return <Stuck why={why} onAgain={again} />;
}
