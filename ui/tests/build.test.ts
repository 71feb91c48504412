// @vitest-environment node
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const ui = fileURLToPath(new URL("..", import.meta.url));
const out = mkdtempSync(path.join(tmpdir(), "ui-build-"));
let files: string[] = [];

beforeAll(() => {
  const vite = path.join(ui, "node_modules/vite/bin/vite.js");
  execFileSync(process.execPath, [vite, "build", "--outDir", out, "--emptyOutDir"], {
    cwd: ui,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: "ignore",
  });
  files = readdirSync(out, { recursive: true, encoding: "utf8" });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

const read = (file: string) => readFileSync(path.join(out, file), "utf8");

it("the released window has no page of parts and no source maps", () => {
  const scripts = files.filter((file) => file.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(read(script)).not.toContain("/gallery");
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
});

it("loads its files by relative path, and nothing from elsewhere", () => {
  const page = read("index.html");
  const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(address).toMatch(/^\.\//);
  expect(page).not.toMatch(/<script>/);
});
