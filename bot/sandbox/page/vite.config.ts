import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// A sandbox that runs already, to look at sources against while they change.
const SANDBOX = process.env.SANDBOX_URL ?? "http://127.0.0.1:3100";
const SERVED = ["/api", "/archives", "/files", "/response", "/sandbox"];

export default defineConfig({
  plugins: [react()],
  base: "/page/",
  build: {
    outDir: process.env.PAGE_FOLDER ?? "../built",
    emptyOutDir: true,
    // Fonts stay files: inlined, they would have to be read before the first paint.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    proxy: Object.fromEntries(
      SERVED.map((path) => [path, { target: SANDBOX, changeOrigin: true }]),
    ),
  },
});
