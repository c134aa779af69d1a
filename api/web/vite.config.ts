import license from "rollup-plugin-license";
import { defineConfig } from "vite";

/** Where the build goes; a check builds beside and compares. */
const OUT = process.env["PAGE_OUT"] ?? "../static";

export default defineConfig({
  base: "/ui/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 700,
    modulePreload: { polyfill: false },
    rollupOptions: {
      plugins: [license({ thirdParty: { output: `${OUT}/THIRD_PARTY_LICENSES.txt`, includePrivate: false } })],
    },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
});
