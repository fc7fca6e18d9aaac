// Who else a guest may expect in the call.
import { expect, it } from "vitest";
import { company } from "./company";

it("is the clinician by name and the party by role, with who is there, and without who has left", () => {
  const found = company({
    clinician: "Anna Test",
    clinician_inside: true,
    party: [
      { role: "interpreter", presence: "connected", inside: true },
      { role: "relative", presence: "invited", inside: false },
      { role: "colleague", presence: "left", inside: false },
    ],
  });
  expect(found).toEqual([
    { name: "Anna Test", role: "staff", here: true },
    { name: "", role: "interpreter", here: true },
    { name: "", role: "relative", here: false },
  ]);
});
