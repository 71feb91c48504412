import { describe, expect, it } from "vitest";
import { inWords } from "./DayBar";
import { layDayBar, textWidth, type DayBarInput } from "./dayBarLayout";

const YEAR: DayBarInput = {
  marks: [
    { date: "2026-03-05", label: "签收" },
    { date: "2026-03-12", label: "第7日" },
    { date: "2026-03-20", label: "第15日" },
    { date: "2027-03-05", label: "三包期满" },
  ],
  blocks: [{ from: "2026-05-01", to: "2026-05-09", label: "维修" }],
  today: "2026-06-01",
};

const lay = (input: DayBarInput, width = 600) => {
  const layout = layDayBar(input, width);
  if (layout === null) throw new Error("not laid out");
  return layout;
};

describe("layDayBar", () => {
  it("keeps the order of days from edge to edge", () => {
    const xs = lay(YEAR).marks.map((mark) => mark.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect([xs[0], xs.at(-1)]).toEqual([8, 592]);
  });

  it.each([300, 360, 480, 640, 1000])("no two labels touch, none leaves the box, at %d px", (width) => {
    const { marks } = lay(YEAR, width);
    for (const a of marks) {
      expect(a.textX).toBeGreaterThanOrEqual(0);
      expect(a.textX + textWidth(a.text)).toBeLessThanOrEqual(width);
      for (const b of marks) {
        if (a !== b && a.row === b.row) expect(a.textX + textWidth(a.text) < b.textX || b.textX + textWidth(b.text) < a.textX).toBe(true);
      }
    }
  });

  it("a pole stands left of the flags below it, and another year is named", () => {
    const { marks } = lay(YEAR, 360);
    for (const high of marks) for (const low of marks.slice(0, -1)) if (low.row < high.row) expect(low.textX).toBeGreaterThan(high.x);
    expect(marks.map((mark) => mark.text)).toEqual(["签收 03-05", "第7日 03-12", "第15日 03-20", "三包期满 2027-03-05"]);
  });

  it("today after the end goes beyond the bar", () => {
    const layout = lay({ ...YEAR, today: "2028-01-01" });
    expect(layout.today.x).toBeGreaterThan(layout.endX);
    expect(layout.goneWidth).toBe(layout.endX - 8);
  });

  it("a day of repair is still seen", () => {
    const { blocks } = lay({ ...YEAR, blocks: [{ from: "2027-01-01", to: "2027-01-01", label: "维修" }] });
    expect(blocks[0]?.width).toBeGreaterThanOrEqual(4);
  });

  it("no day, no picture", () => {
    expect(layDayBar({ ...YEAR, today: "soon" }, 600)).toBeNull();
    expect(layDayBar({ ...YEAR, marks: [] }, 600)).toBeNull();
  });
});

it("says the same in words", () =>
  expect(inWords(YEAR)).toBe("签收 2026-03-05，第7日 2026-03-12，第15日 2026-03-20，三包期满 2027-03-05，维修 2026-05-01 至 2026-05-09，今天 2026-06-01"));
