// How the pages are built: three pages for the server to serve, or the gallery of all their states.
import { FluentResource } from "@fluent/bundle";
import { defineConfig, type Plugin } from "vite";

const PAGES = {
  outDir: "../waitingroom/web/static",
  input: ["guest.html", "staff.html", "network.html"],
};
const GALLERY = { outDir: "../.cache/gallery", input: ["gallery.html"] };

/**
 * What every guest's first screen needs, in one file: many small ones pack badly and come slowly.
 * `npm run size` holds the first load to its limit.
 */
const FIRST = {
  name: "first",
  test: /node_modules.(preact|@fluent)|vite.preload|src.(texts|clock)\.ts|src.ui.(Icon|Button|Alert|Rich)|src.guest.(Frame|Notice|words|place|api|How|Stuck|later|token|attention|phone|Return)\./,
};

/** What a page with a line to the server needs besides, the guest's while they wait and the staff's. */
const LIVE = {
  name: "live",
  test: /node_modules.@preact|src.(line|questions|timers|browser|backoff|opid)\.ts|src.ui.(Announce|Chip|Dialog)/,
};

/** Texts are parsed here and shipped as what the parser makes of them. */
const fluent: Plugin = {
  name: "fluent",
  transform(code, id) {
    if (!id.endsWith(".ftl")) return null;
    const { body } = new FluentResource(code);
    return { code: `export default ${JSON.stringify({ body })}`, map: null };
  },
};

export default defineConfig(({ mode }) => {
  const { outDir, input } = mode === "gallery" ? GALLERY : PAGES;
  return {
    base: mode === "gallery" ? "./" : "/static/",
    plugins: [fluent],
    // The server puts a fresh nonce in its place on every answer; nothing inline runs without it.
    html: { cspNonce: "__NONCE__" },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: "manifest.json",
      // Named browsers would have private class members lowered, which doubles the line's size; all
      // browsers since Safari 15 and Chrome 90 speak what is used of ES2022 themselves.
      target: "es2022",
      cssTarget: ["chrome90", "safari15"],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input, output: { codeSplitting: { groups: [FIRST, LIVE] } } },
    },
  };
});
