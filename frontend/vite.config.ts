// How the pages are built: two pages for the server to serve, or the gallery of all their states.
import { defineConfig } from "vite";

const PAGES = { outDir: "../waitingroom/web/static", input: ["guest.html", "staff.html"] };
const GALLERY = { outDir: "../.cache/gallery", input: ["gallery.html"] };

export default defineConfig(({ mode }) => {
  const { outDir, input } = mode === "gallery" ? GALLERY : PAGES;
  return {
    base: mode === "gallery" ? "./" : "/static/",
    // The server puts a fresh nonce in its place on every answer; nothing inline runs without it.
    html: { cspNonce: "__NONCE__" },
    build: {
      outDir,
      emptyOutDir: true,
      manifest: "manifest.json",
      target: ["es2020", "safari15"],
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input },
    },
  };
});
