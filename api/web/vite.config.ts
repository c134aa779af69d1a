import license from "rollup-plugin-license";
import { defineConfig } from "vite";

const NOTICES = "../static/THIRD_PARTY_LICENSES.txt";

export default defineConfig({
  base: "/ui/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../static",
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rollupOptions: {
      plugins: [license({ thirdParty: { output: NOTICES, includePrivate: false } })],
    },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
});
