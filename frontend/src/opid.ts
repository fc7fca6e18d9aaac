// The name of one intent, however often it is sent: a UUIDv7, so that names sort by time.

/** `at` in milliseconds since 1970; `random` gives that many random bytes. */
export function newOpId(at: number, random: (count: number) => Uint8Array): string {
  const bytes = random(16);
  for (let index = 0; index < 6; index += 1)
    bytes[index] = Math.floor(at / 256 ** (5 - index)) % 256;
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
