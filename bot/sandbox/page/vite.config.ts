import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// A sandbox that runs already, to look at sources against while they change.
const SANDBOX = process.env.SANDBOX_URL ?? "http://127.0.0.1:3100";
const SERVED = ["/api", "/archives", "/files", "/response", "/sandbox"];

const LICENCES = "licences.md";
const FONT = "twemoji-colr-font";

/** Vite lists the licences of what is imported; the emoji font comes by a style sheet's url. */
const fontLicence: Plugin = {
  name: "font-licence",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const list = bundle[LICENCES];
      if (list?.type !== "asset") throw new Error(`${LICENCES} is not there yet.`);
      const words = readFileSync(`node_modules/${FONT}/LICENSE`, "utf-8").trim();
      list.source = `${list.source}\n## ${FONT} (OFL-1.1)\n\n${words}\n`;
    },
  },
};

export default defineConfig({
  plugins: [react(), fontLicence],
  base: "/page/",
  build: {
    outDir: process.env.PAGE_FOLDER ?? "../built",
    emptyOutDir: true,
    // Fonts stay files: inlined, they would have to be read before the first paint.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    license: { fileName: LICENCES },
  },
  server: {
    proxy: Object.fromEntries(
      SERVED.map((path) => [path, { target: SANDBOX, changeOrigin: true }]),
    ),
  },
});
