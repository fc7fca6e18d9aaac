// A phone number as people in Denmark read it.

/** "+4512345678" as "12 34 56 78"; numbers of other countries stay as they are. */
export function readable(phone: string): string {
  const danish = /^(?:\+45)?(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(phone.replace(/\s/g, ""));
  return danish ? danish.slice(1).join(" ") : phone;
}
