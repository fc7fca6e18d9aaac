// Fails when a first load is more script than promised, by any way in and in any language.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** A guest may be on a slow phone network; whoever tests one sits in it, and the test comes along. */
const LIMITS = { "guest.html": 30 * 1024, "network.html": 50 * 1024 };
const built = new URL("../../waitingroom/web/static/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", built), "utf8"));

/** What each address fetches before its first screen: the page, the room behind it, and its words. */
const WAYS = {
  "/l": ["guest.html", ["src/guest/LinkDoor.tsx"], ["shared", "guest", "door"]],
  "/d/…": ["guest.html", ["src/guest/PublicDoor.tsx"], ["shared", "guest", "door"]],
  "/wait": ["guest.html", ["src/guest/Wait.tsx"], ["shared", "guest"]],
  "/network": ["network.html", [], ["shared", "network"]],
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
for (const [way, [page, rooms, parts]] of Object.entries(WAYS)) {
  for (const locale of ["da", "en"]) {
    const keys = [page, ...rooms, ...parts.map((part) => `src/texts/${locale}/${part}.ftl`)];
    const needed = new Set(keys.flatMap((key) => [...files(key)]));
    const total = [...needed].reduce((sum, file) => sum + bytes(file), 0);
    const limit = LIMITS[page];
    const verdict = total > limit ? "TOO MUCH" : "fine";
    failed ||= total > limit;
    console.log(`${way} ${locale}: ${needed.size} files, ${total} of ${limit} bytes, ${verdict}`);
  }
}
process.exitCode = failed ? 1 : 0;
