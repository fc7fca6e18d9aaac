// Every state of the page for IT departments.
import "./network.css";
import type { Story } from "../gallery/story";
import { newAnnouncer } from "../ui";
import type { Installation } from "./api";
import { Opening, Trouble } from "./Page";
import { Sheet } from "./Sheet";
import { ALL_OPEN, BARE, BROWSER, CLOSED, NO_UDP, over, RUNNING, SMALL, WHOLE } from "./scenery";
import { NOTHING } from "./seen";
import { IDLE, type Test } from "./testing";

const nothing = () => {};

function sheet(installation: Installation, test: Test, place = "") {
  return (
    <Sheet
      installation={installation}
      environment={BROWSER}
      test={test}
      place={place}
      announcer={newAnnouncer()}
      onPlace={nothing}
      onStart={nothing}
      onStop={nothing}
      onLocale={nothing}
    />
  );
}

const SHEETS: readonly (readonly [id: string, title: string, Installation, Test, string?])[] = [
  ["idle", "not tested yet, all there can be", WHOLE, IDLE],
  ["bare", "no TURN server, no provider", BARE, IDLE],
  ["running", "the ways are being tried", WHOLE, RUNNING],
  ["queued", "others are testing", SMALL, { ...RUNNING, place: 3 }],
  ["no-room", "there is no room for a test yet", SMALL, { ...RUNNING, place: "busy" }],
  ["good", "everything is open", SMALL, over(ALL_OPEN)],
  ["no-udp", "no UDP, a slow line, a node closed", WHOLE, over(NO_UDP), "Rådhuset, trådløst net"],
  ["closed", "nothing but the pages", WHOLE, over(CLOSED)],
  ["blocked", "the line is cut", SMALL, over(NOTHING, "blocked")],
  ["offline", "no network", SMALL, over(NOTHING, "offline")],
  ["busy", "too many test", SMALL, over(NOTHING, "busy")],
  ["often", "tested too often", SMALL, over(NOTHING, "often")],
  [
    "away",
    "the test was not finished",
    SMALL,
    over({ ...ALL_OPEN, outcome: null, numbers: null }, "away"),
  ],
  ["hidden", "the page was out of sight", SMALL, over(NOTHING, "hidden")],
];

const TROUBLES = ["offline", "too-many-tries", "fault"] as const;

export const stories: readonly Story[] = [
  ...SHEETS.map(([id, title, installation, test, place]) => ({
    id: `network/${id}`,
    title,
    show: () => sheet(installation, test, place),
  })),
  { id: "network/opening", title: "the page opens", show: () => <Opening speak={nothing} /> },
  ...TROUBLES.map((why) => ({
    id: `network/trouble-${why}`,
    title: "the page can't be shown",
    show: () => <Trouble why={why} speak={nothing} onAgain={nothing} />,
  })),
];
