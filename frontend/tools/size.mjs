// Fails when a guest's first load is more script than promised, by any way in and in any language.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 30 * 1024;
const built = new URL("../../waitingroom/web/static/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", built), "utf8"));

/** What each address fetches before its first screen: the page, the room behind it, and its words. */
const WAYS = {
  "/l": ["src/guest/LinkDoor.tsx", "shared", "guest", "door"],
  "/d/…": ["src/guest/PublicDoor.tsx", "shared", "guest", "door"],
  "/wait": ["src/guest/Wait.tsx", "shared", "guest"],
};

/** The files of an entry and of all it imports from the start. */
function files(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build`);
  if (!found.has(chunk.file)) {
    found.add(chunk.file);
    for (const each of chunk.imports ?? []) files(each, found);
  }
  return found;
}

function bytes(file) {
  return gzipSync(readFileSync(new URL(file, built)), { level: 9 }).length;
}

let failed = false;
for (const [way, [room, ...parts]] of Object.entries(WAYS)) {
  for (const locale of ["da", "en"]) {
    const keys = ["guest.html", room, ...parts.map((part) => `src/texts/${locale}/${part}.ftl`)];
    const needed = new Set(keys.flatMap((key) => [...files(key)]));
    const total = [...needed].reduce((sum, file) => sum + bytes(file), 0);
    const verdict = total > LIMIT ? "TOO MUCH" : "fine";
    failed ||= total > LIMIT;
    console.log(`${way} ${locale}: ${needed.size} files, ${total} of ${LIMIT} bytes, ${verdict}`);
  }
}
process.exitCode = failed ? 1 : 0;
