// `make run` without a screen: the main job once through the real window, on the demo shop and on a new one, with pictures
// and papers left in out/. Not a test: it stops at the first thing that does not work and says what.
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { takePictures } from "./pictures.mjs";
import * as steps from "./steps.mjs";
import { AppWindow, OUT } from "./window.mjs";

const PICTURES = path.join(OUT, "tour");
const PAPERS = path.join(OUT, "papers");
const { values: given } = parseArgs({ options: { data: { type: "string" }, "recovery-file": { type: "string" } } });

let count = 0;
const say = (words) => console.log(`   ${words}`);

/** A picture of each step, numbered as it comes. */
const camera = (window) => async (name) => {
  await window.settled();
  count += 1;
  await window.picture(path.join(PICTURES, `${String(count).padStart(2, "0")}-${name}.png`));
  say(name);
};

async function newShop() {
  const data = path.join(OUT, "tour/shop");
  let window = await AppWindow.open({ data });
  try {
    const groups = await steps.foundShop(window, { onScreen: camera(window) });
    const recoveryFile = await steps.keepCode(path.join(OUT, "tour/recovery-code.txt"), groups);
    await steps.importOrders(window, steps.SAMPLE, { onScreen: camera(window) });
    const id = await steps.registerCase(window, steps.ORDER, { onScreen: camera(window) });
    await steps.tellFacts(window, { onScreen: camera(window) });
    const ruling = await steps.rule(window, id, { onScreen: camera(window) });
    say(`判定：${ruling.answer.headline}`);
    const notice = await steps.tellConsumer(window, id, { onScreen: camera(window) });
    await writeFile(path.join(PAPERS, `三包处理告知书-${notice.number}.pdf`), await steps.letterBytes(window, notice));
    await window.close();

    window = await steps.reopen({ data, recoveryFile });
    await steps.search(window, steps.ORDER.phoneTail, "曹**");
    await camera(window)("查找");
    await steps.verifyLedger(window, { onScreen: camera(window) });
  } finally {
    await window.close();
  }
}

/** The shop that `make run` opens where there is a screen. */
async function demoShop(data, recoveryFile) {
  const window = await steps.reopen({ data, recoveryFile, person: { login: "manager", password: "demo-2026" } });
  try {
    const routes = { 工作台: "/home", 售后单: "/cases", 收货: "/returns/receive", 维修台: "/bench", 导入: "/imports", 三包: "/catalogue", 判定沙盘: "/catalogue/sandbox", 承诺: "/promises", 违诺赔付: "/promises/breaches", 冲突: "/conflicts", 台账: "/ledger", 备份: "/vault", 团队: "/staff", 设置: "/settings" };
    await takePictures(window, routes, path.join(PICTURES, "demo"));
  } finally {
    await window.close();
  }
}

await rm(path.join(OUT, "tour"), { recursive: true, force: true });
await mkdir(PICTURES, { recursive: true });
await mkdir(PAPERS, { recursive: true });
console.log("== a new shop, from the first start to a checked ledger");
await newShop();
if (given.data !== undefined) {
  console.log("== the demo shop, every screen in two sizes, light and dark");
  await demoShop(given.data, given["recovery-file"]);
}
console.log(`
what was left:
  out/tour/*.png        the steps, in order
  out/tour/demo/*.png   every screen of the demo shop
  out/papers/*.pdf      the letter that was issued
  out/tour/shop         the shop made on the way (its recovery code: out/tour/recovery-code.txt)`);
