// The drawings that the staff's pages and the call show besides; importing this file adds them.
import { addDrawings } from "./Icon";

export const MORE = {
  cross: "M6 6l12 12M18 6L6 18",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.8-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c2 .8 3.2 2.5 3.2 5",
  talk: "M4 5h16v11H10l-5 4v-4H4z",
  work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
  microphone:
    "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  "microphone-off":
    "M9 9v2a3 3 0 0 0 5 2.2M15 9V6a3 3 0 0 0-5.8-1M5.5 11a6.5 6.5 0 0 0 10.3 5.3M18.5 11a6.4 6.4 0 0 1-.6 2.7M12 17.5V21M3 3l18 18",
  flip: "M4 9a8 8 0 0 1 14.5-2.5L20 8M20 4v4h-4M20 15a8 8 0 0 1-14.5 2.5L4 16M4 20v-4h4",
  "speaker-off": "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 9.5l5 5M21 9.5l-5 5",
  up: "M12 20V5M6 11l6-6 6 6",
  back: "M9 7l-5 5 5 5M4 12h11a5 5 0 0 1 0 10",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4",
  "bell-off": "M6 17v-6a6 6 0 0 1 1-3.3M10 5.4A6 6 0 0 1 18 11v4M4.5 19H17M10 21.5h4M3 3l18 18",
  plus: "M12 5v14M5 12h14",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  screen: "M3 5h18v12H3zM8 21h8M12 17v4",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 6.8-1.2",
  minus: "M5 12h14",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
} as const;

addDrawings(MORE);
