// A day in the demo shop, through the real window: the queue from the keyboard, a return that comes back, a refusal that the app
// refuses, a unit to the bench and back, an exception by a second person, a breach and a complaint through two rounds.
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import * as day from "./day.mjs";
import * as steps from "./steps.mjs";
import { KEYS } from "./webdriver.mjs";
import { OUT } from "./window.mjs";

const PICTURES = path.join(OUT, "e2e/day");
const PAPERS = path.join(OUT, "papers/day");
/** Every kind of paper that a day knows. */
const WHAT = [
  "ruling_letter", "exchange_notice", "return_receipt", "return_result", "repair_receipt", "repair_record",
  "promise_sheet", "breach_notice", "complaint_acceptance", "complaint_report_paper", "complaint_result",
];
let home, window, known;
/** What one step leaves for the next. */
const made = {};

const onScreen = async (name) => {
  await window.settled();
  await window.picture(path.join(PICTURES, `${name}.png`));
};

before(async () => {
  await rm(PAPERS, { recursive: true, force: true });
  ({ home, window } = await steps.openDemo());
  await steps.signIn(window, { login: "kefu", password: day.DEMO_PASSWORD });
  await window.resize(1366, 768);
  known = new Set((await day.notices(window)).map(({ id }) => id));
});

after(async () => {
  await window?.close();
  await rm(home, { recursive: true, force: true });
});

let broken = false;
const step = (name, run) =>
  test(name, { timeout: 300_000 }, async (t) => {
    if (broken) return t.skip("an earlier step failed");
    broken = true;
    await run();
    broken = false;
  });

step("客服: the queue stands by the nearest limit and is worked from the keyboard", async () => {
  await window.go("/home");
  await window.sees("我的队列");
  await window.settled();
  await onScreen("工作台");
  for (const view of ["今天到期", "等我处理", "待验收"]) await window.sees(view);
  await window.until("rows in the queue", () => window.session.execute(() => document.querySelectorAll("main [role=row], main tr").length > 5));
  for (const key of ["j", "j", "k", KEYS.enter]) {
    await window.press(key);
    await window.settled();
  }
  await window.until("the page of a case", () => window.session.execute(() => /#\/cases\/[0-9a-f-]{36}/.test(location.hash)));
});

step("客服: a return comes back, is signed for and inspected in one form", async () => {
  const { record } = await day.caseIn(window, "returns_exchange", "awaiting_goods", ({ record }) => record.values.application === "return_refund");
  await window.go("/returns/receive");
  await window.fill("单号", record.number);
  await window.click("button", "查找");
  await window.sees("签收并验收");
  await window.choose("等级", "完好");
  await window.fill("看到的情况", "外盒完整，配件齐全，没有使用痕迹");
  await window.choose("责任方", "没有问题");
  await onScreen("收货验收");
  await window.click("button", "签收并记录验收");
  await day.comesTo(window, record.id, "inspecting");
  await day.openCase(window, record.id);
  await day.takeStep(window, "验收合格");
  await day.comesTo(window, record.id, "to_refund");
  await onScreen("退款明细");
  made.back = record.id;
  const table = await window.call("returns.refund_table", { id: record.id });
  await window.sees((table.refund_fen / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ","));
});

step("客服: a valid seven-day return cannot be refused on a wrong ground", async () => {
  const { record } = await day.caseIn(window, "returns_exchange", "review", ({ record }) => record.values.ground === "no_reason");
  await day.openCase(window, record.id);
  await day.takeStep(window, "提请拒绝", { choose: { 拒绝理由: "协商不成" }, text: { 拒绝的事实与说明: "不想退" }, refused: true });
  await window.sees("这种申请不能以“协商不成”拒绝");
  await onScreen("拒绝被拒");
  assert.equal((await window.call("cases.show", { id: record.id })).record.state, "review", "nothing was refused");
});

step("客服: the consumer chose a repair, the unit is handed to the bench and a receipt printed", async () => {
  const repairable = ({ record, rulings }) => record.values.claim === "quality" && rulings[0]?.options.includes("repair_free");
  const { record } = await day.caseIn(window, "quality_case", "told", repairable);
  await day.openCase(window, record.id);
  await day.pressStep(window, "记录消费者选择");
  const choosing = await window.find("dialog");
  await window.click("radio", "免费修理", { within: choosing, exact: false });
  await window.click("button", "记录", { within: choosing });
  await day.comesTo(window, record.id, "chosen");
  const input = {
    way: "mail_in", accessories: "电源线一根", no_photo_reason: "相机没电", shelf: "C-07", no_unit_reason: "铭牌磨损，看不清序列号",
    condition: { 外观: "轻微划痕", 整机齐全: "齐全", 开机: "能开机", 屏幕或面板: "完好", 按键与接口: "完好", 进液或受潮痕迹: "无", 拆动痕迹: "无", 机号与凭证: "相符" },
  };
  await window.call("records.do", { kind: "quality_case", id: record.id, event: "begin_repair", input, version: null });
  await day.comesTo(window, record.id, "executing");
  await window.sees("执行中");
  const view = await window.call("cases.show", { id: record.id });
  const order = view.related.find(({ kind }) => kind === "repair").rows[0];
  Object.assign(made, { case: record.id, repair: order.id, order: order.number });
  await window.sees(order.number);
  await onScreen("送修");
});

step("技师: the bench takes the unit by scanner, from diagnosis to tested and ready", async () => {
  await day.change(window, "jishi");
  await window.go("/bench");
  await window.sees("维修台");
  await window.settled();
  await day.scan(window, made.order);
  await window.sees(made.order);
  await onScreen("维修台");
  await day.scan(window, "SN:OK");
  await window.fill("检测出的故障", "减震器断裂", { within: await window.find("dialog") });
  await window.choose("故障性质", "性能故障", { within: await window.find("dialog") });
  await window.press(KEYS.control, KEYS.enter);
  await day.comesTo(window, made.repair, "diagnosed");
  await window.settled();
  await day.scan(window, "SN:OK");
  await day.comesTo(window, made.repair, "repairing");
  await window.settled();
  const act = (event, input) => window.call("records.do", { kind: "repair", id: made.repair, event, input, version: null });
  await act("check", { test_words: "脱水三次，无异响", test_passed: true });
  await act("repaired", { result: "更换减震器一对" });
  await day.comesTo(window, made.repair, "ready");
  await window.settled();
  await onScreen("维修台-待取");
});

step("客服: the unit is handed over, its record printed, and the case is done", async () => {
  await day.change(window, "kefu");
  await day.openCase(window, made.repair);
  await day.takeStep(window, "交付", { text: { 交付凭据: "消费者当面签字" } });
  await day.comesTo(window, made.repair, "done");
  await day.comesTo(window, made.case, "done");
  await onScreen("交付");
});

step("经理: an exception is approved by a second person", async () => {
  await day.change(window, "manager");
  const { rows } = await window.call("records.list", { kind: "ruling", words: "", state: "review", after: null });
  assert.ok(rows.length > 0, "a ruling waits for a second person");
  await day.openCase(window, rows[0].values.case_id);
  if (await window.has("tab", "时限与判定")) await window.click("tab", "时限与判定");
  await onScreen("偏离待复核");
  await day.takeStep(window, "同意偏离", { sure: true });
  const ruling = () => window.call("records.show", { kind: "ruling", id: rows[0].id });
  await window.until("the departure taken", async () => (await ruling()).state === "ruled");
  assert.deepEqual((await ruling()).values.options, rows[0].values.departure);
});

step("经理: a breach stands with its computed compensation", async () => {
  const { record } = await day.caseIn(window, "breach", "broken", ({ record }) => record.values.amount_fen > 0);
  await day.openCase(window, record.id);
  await window.sees((record.values.amount_fen / 100).toFixed(2));
  await onScreen("违诺");
  await day.takeStep(window, "发起赔付", { choose: { 赔付方式: "平台小额打款" } });
  await day.comesTo(window, record.id, "paying");
  made.breach = record.id;
});

step("经理: a complaint goes through two rounds to a satisfied close", async () => {
  const { record } = await day.caseIn(window, "complaint", "told");
  await day.openCase(window, record.id);
  await onScreen("投诉-第一轮");
  await day.takeStep(window, "消费者不满意", { text: { 消费者的答复: "补得太少，不接受", 怎样得到答复: "电话" } });
  await day.comesTo(window, record.id, "replanning");
  const { rows } = await window.call("records.list", { kind: "complaint_plan", words: "", state: null, after: null });
  const first = rows.find(({ values }) => values.case_id === record.id);
  const plan = Object.fromEntries(["method", "done_by", "follow_up", "remedy", "amount_fen", "basis", "mismatch_reason"].flatMap((name) => (first.values[name] === undefined || first.values[name] === null ? [] : [[name, first.values[name]]])));
  await window.call("records.do", { kind: "complaint", id: record.id, event: "plan", input: plan, version: null });
  await day.comesTo(window, record.id, "plan_pending");
  await day.takeStep(window, "确认方案", { tick: ["已核对合法合规"] });
  await day.comesTo(window, record.id, "to_tell");
  await day.takeStep(window, "告知处理结果", { text: { 处理结论: "按新方案办理，并再次致歉", 怎样告知了消费者: "电话" } });
  await day.comesTo(window, record.id, "told");
  await day.takeStep(window, "消费者满意", { text: { 消费者的答复: "这样可以", 怎样得到答复: "电话" } });
  await day.comesTo(window, record.id, "handled");
  assert.equal((await window.call("cases.show", { id: record.id })).record.values.round, 2);
  await onScreen("投诉-满意");
});

step("the passports of goods under three rule sets say their term, what was added and what may be asked", async () => {
  for (const serial of ["XBXDEMO01", "QNDEMO02", "MSDEMO03", "XHDEMO05N"]) {
    const { rows } = await window.call("records.list", { kind: "serial_unit", words: serial, state: null, after: null });
    const unit = rows.find(({ values }) => values.serial === serial);
    await window.go(`/passport/${unit.id}`);
    await window.sees(serial);
    await onScreen(`护照-${serial}`);
  }
});

step("one conflict waits, and both sides are shown", async () => {
  await window.go("/conflicts");
  await window.sees("另一席位的这一步没有生效");
  await onScreen("冲突");
});

step("every paper lies in out/papers/day, every kind of it, and says what it is", async () => {
  const overdue = await day.caseIn(window, "repair", "repairing", ({ record }) => record.values.exchange_right_since);
  const looked = await day.caseIn(window, "complaint", "told");
  const issue = (kind, id, what, paper = "", large_type = false) => window.call("notices.issue", { kind, id, what, paper, large_type });
  await issue("repair", overdue.record.id, "exchange_notice");
  await issue("repair", made.repair, "repair_record", "", true);
  await issue("complaint", looked.record.id, "complaint_report_paper");
  for (const size of ["slip80", "slip58"]) await issue("breach", made.breach, "breach_notice", size);
  await mkdir(PAPERS, { recursive: true });
  for (const [kind, id] of [["repair", overdue.record.id], ["returns_exchange", made.back]]) {
    for (const size of ["40x30", "60x40"]) {
      const { pdf } = await window.call("labels.make", { items: [{ kind, id }], size, copies: 2 });
      await writeFile(path.join(PAPERS, `标签-${kind}-${size}.pdf`), Buffer.from(pdf, "base64"));
    }
  }
  const papers = await day.keepPapers(window, PAPERS, known);
  const kinds = new Set(papers.map(({ what }) => what));
  for (const what of WHAT) assert.ok(kinds.has(what), `${what} among ${[...kinds]}`);
  for (const { title, words } of papers) assert.ok(words.includes(title.replace(/\s+/g, "")), `a paper says that it is a ${title}`);
});

step("the ledger of the day is sound", async () => {
  await day.change(window, "owner");
  const verdict = await window.call("ledger.verify");
  assert.equal(verdict.sound, true, JSON.stringify(verdict));
});
