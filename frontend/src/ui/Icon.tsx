// Small line drawings that always stand beside words, so they are hidden from screen readers.
const PATHS = {
  check: "M4.5 12.5l5 5 10-11",
  cross: "M6 6l12 12M18 6L6 18",
  info: "M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  warning:
    "M12 9v5M12 17.5v.01M10.3 4.2L2.6 18a2 2 0 0 0 1.7 3h15.4a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0z",
  dot: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
  half: "M12 4a8 8 0 1 0 0 16V4z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
  people:
    "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.8-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18.5 15c2 .8 3.2 2.5 3.2 5",
  talk: "M4 5h16v11H10l-5 4v-4H4z",
  work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
  clock: "M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  phone:
    "M6 3h3.5l1.5 5-2.2 1.6a13 13 0 0 0 5.6 5.6L16 13l5 1.5V18a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z",
  camera: "M3 7h11v10H3zM14 11l7-4v10l-7-4",
  "camera-off": "M3 7h7M14 10V7h-1M14 11l7-4v10l-3-1.7M14 14v3H3V7M3 3l18 18",
  microphone:
    "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  "microphone-off":
    "M9 9v2a3 3 0 0 0 5 2.2M15 9V6a3 3 0 0 0-5.8-1M5.5 11a6.5 6.5 0 0 0 10.3 5.3M18.5 11a6.4 6.4 0 0 1-.6 2.7M12 17.5V21M3 3l18 18",
  flip: "M4 9a8 8 0 0 1 14.5-2.5L20 8M20 4v4h-4M20 15a8 8 0 0 1-14.5 2.5L4 16M4 20v-4h4",
  speaker: "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11",
  "speaker-off": "M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 9.5l5 5M21 9.5l-5 5",
  leave: "M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M10 16l-4-4 4-4M6 12h9",
  enter: "M10 4H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5M14 16l4-4-4-4M18 12H8",
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
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
} as const;

export type IconName = keyof typeof PATHS;

const SOLID: readonly IconName[] = ["dot", "half"];

export function Icon({ name }: { readonly name: IconName }) {
  const fill = SOLID.includes(name) ? "currentcolor" : "none";
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill={fill} />
    </svg>
  );
}
