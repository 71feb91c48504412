import { describe, expect, it } from "vitest";
import { beijing, daysBetween, formatDate } from "../time";
import { dueWords, span } from ".";

// 2026-03-05 13:40 in Beijing.
const NOW = new Date("2026-03-05T05:40:00Z");

describe("dueWords", () => {
  it.each([
    ["today", "2026-03-05T09:00:00Z", "today", "剩 3小时20分", "今天 17:00"],
    ["last minute", "2026-03-05T05:40:30Z", "today", "剩 不到1分", "今天 13:40"],
    ["exactly now is not late", "2026-03-05T05:40:00Z", "today", "剩 不到1分", "今天 13:40"],
    ["a second late", "2026-03-05T05:39:59Z", "late", "超时 不到1分", "今天 13:39"],
    ["days late", "2026-03-03T01:20:00Z", "late", "超时 2天4小时", "03-03 09:20"],
    ["yesterday", "2026-03-04T05:40:00Z", "late", "超时 1天", "昨天 13:40"],
    ["before Beijing midnight", "2026-03-05T15:59:00Z", "today", "剩 10小时19分", "今天 23:59"],
    ["after Beijing midnight, the same day in UTC", "2026-03-05T16:01:00Z", "later", "剩 10小时21分", "明天 00:01"],
    ["the end of today, a day limit", "2026-03-05T16:00:00Z", "today", "剩 10小时20分", "今天 24:00"],
    ["the end of yesterday", "2026-03-04T16:00:00Z", "late", "超时 13小时40分", "昨天 24:00"],
    ["the end of the year", "2026-12-31T16:00:00Z", "later", "剩 301天10小时", "12-31 24:00"],
    ["the day after tomorrow", "2026-03-07T05:40:00Z", "later", "剩 2天", "后天 13:40"],
    ["next month", "2026-04-07T09:00:00Z", "later", "剩 33天3小时", "04-07 17:00"],
    ["next year", "2027-03-05T05:40:00Z", "later", "剩 365天", "2027-03-05 13:40"],
  ])("%s", (_, due, tone, left, at) => expect(dueWords({ due }, NOW)).toEqual({ tone, left, at }));

  it("kept, broken and paused", () => {
    const due = "2026-03-05T09:00:00Z";
    expect(dueWords({ due, met: "2026-03-05T08:59:00Z" }, NOW)).toMatchObject({ tone: "kept", left: "已按时完成" });
    expect(dueWords({ due, met: "2026-03-05T10:30:00Z" }, NOW)).toMatchObject({ tone: "broken", left: "完成时已超时 1小时30分" });
    expect(dueWords({ due, paused: "2026-03-04T09:00:00Z" }, NOW)).toMatchObject({ tone: "paused", left: "暂停，剩 1天" });
  });

  it("no instant, no words", () => expect(dueWords({ due: "soon" }, NOW)).toBeNull());
});

it.each([[0, "不到1分"], [60_000, "1分"], [3_600_000, "1小时"], [3_660_000, "1小时1分"], [86_400_000, "1天"], [90_000_000, "1天1小时"]])(
  "span %d", (ms, words) => expect(span(ms)).toBe(words));

describe("Beijing", () => {
  it.each([
    ["2026-03-05T06:30:00Z", "2026-03-05 14:30"],
    ["2026-12-31T16:00:00Z", "2027-01-01 00:00"],
    ["2026-03-05T14:30:00+08:00", "2026-03-05 14:30"],
    ["2026-03-05", "2026-03-05"],
    ["garbage", "—"],
    ["2026-13-40", "—"],
  ])("%s reads %s", (value, shown) => expect(formatDate(value)).toBe(shown));
  it("counts calendar days", () => expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2));
  it("refuses what is no instant", () => expect(beijing("x")).toBeNull());
});
