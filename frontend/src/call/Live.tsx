// A call that dials for real, with what it needs in the address; only the gallery has it.
import { useSignal } from "@preact/signals";
import { lazy, Suspense } from "preact/compat";
import { useMemo } from "preact/hooks";
import type { Pass } from "../wire.gen";
import type { Other } from "./types";
import type { Way } from "./ways";

const Call = lazy(() => import("./index"));

/**
 * `?camera=off` and `?microphone=off` send neither; with `?renew=no` no fresh Pass is to be had;
 * `?media=` names the way of the call, and `?offers=yes` gives everything a page can offer.
 */
export function Live() {
  const asked = useMemo(() => new URLSearchParams(location.search), []);
  const given = (name: string) => asked.get(name) ?? "";
  const staff = given("audience") === "staff";
  const pass: Pass = {
    type: "Pass",
    ref: 1,
    node: given("node"),
    alias: given("alias"),
    pin: given("pin"),
    tag: given("tag"),
    display_name: given("name"),
    direct_media: given("direct") === "yes",
    media: (given("media") || "two-way") as Way,
    link: "",
  };
  const told = useSignal<readonly string[]>([]);
  const over = useSignal(!pass.alias);
  const tell = (what: string) => {
    told.value = [...told.value, what];
  };
  const others: Other[] = asked
    .getAll("others")
    .map((name) => ({ name, role: staff ? "patient" : "staff" }));
  const offers = {
    onHold: async () => tell("hold"),
    onMove: () => tell("move"),
    onContinueElsewhere: async () => "https://venter.example/#k=invented",
  };
  return (
    <>
      {/* For a test to read; it is no part of the call. */}
      <script type="application/json" id="told">
        {JSON.stringify(told.value)}
      </script>
      {over.value ? (
        <main>
          <h1>Not in a call</h1>
        </main>
      ) : (
        <Suspense fallback={null}>
          <Call
            pass={pass}
            audience={staff ? "staff" : "guest"}
            host={() => pass.node || location.origin}
            others={others}
            ask={{ camera: given("camera") !== "off", microphone: given("microphone") !== "off" }}
            onEntered={() => tell("entered")}
            onLeft={(why) => {
              tell(why);
              over.value = true;
            }}
            renewPass={async () => (given("renew") === "no" ? null : pass)}
            {...(staff && { onEndForAll: () => tell("end for all") })}
            {...(given("offers") && offers)}
          />
        </Suspense>
      )}
    </>
  );
}
