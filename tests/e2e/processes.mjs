// The app's own processes, as the system knows them: for tests that take one of them away.
import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { APP } from "./window.mjs";
import { pause } from "./webdriver.mjs";

async function processes() {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = ids.map(async (pid) => {
    try {
      const [stat, command] = await Promise.all([readFile(`/proc/${pid}/stat`, "utf8"), readFile(`/proc/${pid}/cmdline`, "utf8")]);
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      return { pid, parent, program: await readlink(`/proc/${pid}/exe`).catch(() => ""), args: command.split("\0") };
    } catch {
      // It ended while it was being looked at.
      return undefined;
    }
  });
  return (await Promise.all(all)).filter(Boolean);
}

/** The processes of the app that runs on the folder `data`: the app itself and the pages it shows. */
export async function appOn(data) {
  const all = await processes();
  const app = all.find(({ program, args }) => path.basename(program) === path.basename(APP) && args.includes(data));
  if (app === undefined) return undefined;
  return { app: app.pid, pages: all.filter(({ parent, program }) => parent === app.pid && program.endsWith("WebKitWebProcess")).map(({ pid }) => pid) };
}

export const kill9 = (pid) => process.kill(pid, "SIGKILL");

/** Waits until no app runs on the folder any more. */
export async function gone(data, ms = 10_000) {
  for (const end = Date.now() + ms; Date.now() < end; await pause(50)) if ((await appOn(data)) === undefined) return;
  throw new Error(`the app on ${data} does not end`);
}
