// @vitest-environment node
import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

const ui = fileURLToPath(new URL("..", import.meta.url));
const eslint = new ESLint({ cwd: ui });

/** The rules that complain when `code` stands in `file`. */
async function complaints(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: `${ui}/${file}` });
  return (result?.messages ?? []).map((message) => message.ruleId);
}

const take = (from: string) => `import { x } from "${from}";\nexport const y = x;\n`;

describe("the direction of imports", () => {
  it.each([
    ["src/shared/Money.tsx", "@tauri-apps/api/core"],
    ["src/features/cases/Page.tsx", "@tauri-apps/plugin-dialog"],
    ["src/app/x.ts", "@tauri-apps/api/event"],
    ["src/shared/Money.tsx", "@/features/cases"],
    ["src/shared/Money.tsx", "../features/cases"],
    ["src/shared/keys/x.ts", "@/app/theme/tokens"],
    ["src/bridge/x.ts", "@/shared/media"],
    ["src/bridge/x.ts", "../shared/media"],
    ["src/features/cases/Page.tsx", "@/app/routes"],
    ["src/features/cases/Page.tsx", "@/features/invoices/parts/Row"],
    ["src/features/cases/Page.tsx", "../invoices/parts/Row"],
    ["src/features/cases/inner/Page.tsx", "../../invoices/Row"],
    ["src/app/routes.tsx", "@/features/cases/Page"],
    ["src/features/cases/Page.tsx", "@tanstack/react-table"],
    ["src/shared/Money.tsx", "@tanstack/react-table"],
  ])("%s may not import %s", async (file, from) => {
    expect(await complaints(file, take(from))).toContain("house/layers");
  });

  it.each([
    ["src/bridge/client.ts", "@tauri-apps/api/core"],
    ["src/shared/DataTable/x.tsx", "@tanstack/react-table"],
    ["src/shared/ErrorNote.tsx", "@/bridge"],
    ["src/features/cases/Page.tsx", "@/features/invoices"],
    ["src/features/cases/Page.tsx", "../invoices"],
    ["src/features/cases/inner/Page.tsx", "../facts/Facts"],
    ["src/features/cases/Page.tsx", "@/shared/Money"],
    ["src/app/routes.tsx", "@/features/cases"],
  ])("%s may import %s", async (file, from) => {
    expect(await complaints(file, take(from))).toEqual([]);
  });

  it("a lazy import and a re-export count too", async () => {
    expect(await complaints("src/shared/x.ts", 'export const load = () => import("@/features/cases");')).toContain("house/layers");
    expect(await complaints("src/shared/x.ts", 'export * from "@/app/routes";')).toContain("house/layers");
  });
});

describe("other bans", () => {
  it.each([
    ["raw HTML", "no-restricted-syntax", "export const A = () => <p dangerouslySetInnerHTML={{ __html: 'x' }} />;"],
    ["raw HTML by props", "no-restricted-syntax", "export const p = { dangerouslySetInnerHTML: { __html: 'x' } };"],
    ["the console", "no-console", "console.log(1);"],
    ["any", "@typescript-eslint/no-explicit-any", "export const f = (x: any) => x;"],
    ["a picture without words", "jsx-a11y/alt-text", "export const A = () => <img src='a.png' />;"],
    ["a conditional hook", "react-hooks/rules-of-hooks", "import { useState } from 'react';\nexport function A({ on }: { on: boolean }) { if (on) useState(1); return null; }"],
  ])("%s", async (_, rule, code) => {
    expect(await complaints("src/shared/Example.tsx", code)).toContain(rule);
  });
});
