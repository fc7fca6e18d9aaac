// One person on the form, as it is written and as it is sent; what does not fit is said field by field. Pure.
import type { Key } from "../texts";
import type { Role } from "../wire.gen";
import type { Person } from "./api";

export interface Draft {
  /** Tells rows apart while they are written; sent nowhere. */
  readonly id: number;
  readonly role: Role;
  readonly name: string;
  readonly phone: string;
  readonly language: string;
  readonly born: string;
}

export type Faults = Partial<Record<"name" | "phone" | "born", Key>>;

export const NAME_LENGTH = 80;
export const NOTE_LENGTH = 500;

/** The languages spoken most by those who need an interpreter in Denmark; by tag, named by the browser. */
export const LANGUAGES = [
  "da",
  "en",
  "ar",
  "bs",
  "de",
  "es",
  "fa",
  "fr",
  "it",
  "ku",
  "lt",
  "pl",
  "ps",
  "pt",
  "ro",
  "ru",
  "so",
  "sv",
  "ta",
  "th",
  "ti",
  "tr",
  "uk",
  "ur",
  "vi",
  "zh",
] as const;

export function draft(id: number, role: Role): Draft {
  return { id, role, name: "", phone: "", language: "da", born: "" };
}

const PHONE = /^\+?\d{5,15}$/;
const YEAR = /^(19|20)\d\d$/;

/** What does not fit; nothing when all does. A telephone number may be written with spaces and marks. */
export function faults({ name, phone, born }: Draft, thisYear: number): Faults {
  const number = phone.replace(/[\s\-.()/]/g, "");
  const year = born.trim();
  return {
    ...(!name.trim() && { name: "expect-name-missing" as const }),
    ...(number && !PHONE.test(number) && { phone: "expect-phone-wrong" as const }),
    ...(year &&
      !(YEAR.test(year) && Number(year) <= thisYear) && { born: "expect-born-wrong" as const }),
  };
}

export function person({ role, name, phone, language, born }: Draft, note: string): Person {
  return {
    role,
    name: name.trim(),
    phone: phone.trim(),
    language,
    note: note.trim(),
    birth_year: born.trim() ? Number(born.trim()) : null,
  };
}
