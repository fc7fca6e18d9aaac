// Who is in the call already, by role and never by name: "Derinde nu: behandleren og en pårørende." Pure.
import type { Texts } from "../texts";
import { ROLE_VALUES, type Seat } from "../wire.gen";

type Inside = Pick<Seat, "clinician_inside" | "party">;

export function insideSaid({ t, locale }: Texts, { clinician_inside, party }: Inside): string {
  const others = ROLE_VALUES.flatMap((role) => {
    const count = party.filter((each) => each.inside && each.role === role).length;
    return count > 0 ? [t(`inside-${role}`, { count })] : [];
  });
  const all = [...(clinician_inside ? [t("inside-staff")] : []), ...others];
  if (all.length === 0) return t("turn-inside-nobody");
  return t("turn-inside", { who: new Intl.ListFormat(locale).format(all) });
}
