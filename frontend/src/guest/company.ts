// Who else a guest may expect in the call: the clinician by name, the party by role; pure.
import type { Other } from "../call/types";
import type { Seat } from "../wire.gen";

export function company(seat: Pick<Seat, "clinician" | "clinician_inside" | "party">): Other[] {
  const { clinician, clinician_inside, party } = seat;
  const companions = party
    // Whoever has gone is not waited for.
    .filter(({ presence, inside }) => presence !== "left" || inside)
    .map(({ role, inside }): Other => ({ name: "", role, here: inside }));
  return [{ name: clinician, role: "staff", here: clinician_inside }, ...companions];
}
