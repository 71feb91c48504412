import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // Relative, so that the bundle loads from any custom protocol of the window.
  base: "./",
  clearScreen: false,
  server: { host: "127.0.0.1", port: 1420, strictPort: true },
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // WebKitGTK and WKWebView are the oldest engines we run on.
  build: { target: "safari16", sourcemap: false, chunkSizeWarningLimit: 1600 },
  test: {
    environment: "jsdom",
    setupFiles: ["./src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    // Forms filled by keyboard take seconds on a busy machine.
    testTimeout: 15_000,
    // The files share one loaded kit: loading it anew for each took longer than the tests.
    isolate: false,
  },
});
