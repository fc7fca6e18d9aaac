// A seat to begin from, for tests; each test says what is different about its own.
import type { Seat } from "../wire.gen";

export const SEAT: Seat = {
  stage: "waiting",
  parked: false,
  called: false,
  again: false,
  phone: null,
  dial_in_number: "",
  full: false,
  entered: false,
  admission: 0,
  conference: null,
  media: null,
  clinician: "",
  clinician_inside: false,
  ahead: 2,
  exact: true,
  estimate: null,
  seen: false,
  ready: false,
  open: true,
  notice: "",
  notice_at: null,
  due_at: null,
  put_back: false,
  party: [],
  came_from: "",
  goes_on_in: "",
  ended: null,
};

export const CALLED: Seat = {
  ...SEAT,
  stage: "admitted",
  called: true,
  admission: 1,
  conference: "ready",
  media: "two-way",
  clinician: "Læge Test Larsen",
  ahead: null,
  exact: false,
};
