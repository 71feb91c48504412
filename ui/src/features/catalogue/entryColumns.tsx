import type { CatalogueFault, Entry } from "@/bridge";
import { CONFIDENCE } from "@/features/rulings";
import type { DataColumn } from "@/shared/DataTable";
import look from "@/shared/look.module.css";
import styles from "./catalogue.module.css";
import { baseOf, standingOfMonths, standingOfRate } from "./compare";
import { Figure } from "./Figure";
import { rateText } from "./rate";

export const RESPONSIBLE: Record<NonNullable<Entry["responsible"]>, string> = { seller: "商家", maker: "厂家", repairer: "修理者" };

const clipped = (text: string | null) => (text === null || text === "" ? "—" : <span className={look.clipped} title={text}>{text}</span>);

/** The columns of a list of entries. With a built-in list beside it each figure says where it stands; with faults each row says what is wrong. */
export function entryColumns(builtin: readonly Entry[] | null, faults: readonly CatalogueFault[]): DataColumn<Entry>[] {
  const base = (entry: Entry) => (builtin === null ? undefined : baseOf(builtin, entry));
  return [
    { id: "product", title: "品名", width: 152, rowHeader: true, fixed: true, cell: (row) => clipped(row.product === "" ? "（没有填品名）" : row.product) },
    { id: "whole", title: "整机期", width: 128, cell: (row) => <Figure text={row.whole_months === null ? null : `${row.whole_months} 个月`} standing={standingOfMonths(row.whole_months, base(row)?.whole_months)} confidence={row.confidence} /> },
    { id: "parts", title: "主要部件期", cell: (row) => clipped(partsText(row)) },
    { id: "rate", title: "日折旧率", width: 96, cell: (row) => <Figure text={row.daily_rate === null ? null : `${rateText(row.daily_rate)}%`} standing={standingOfRate(row.daily_rate, base(row)?.daily_rate)} /> },
    ...(builtin === null
      ? [
          { id: "source", title: "来源", cell: (row: Entry) => clipped(row.source) },
          { id: "confidence", title: "可信度", width: 120, cell: (row: Entry) => <span className={row.confidence === "verified" ? undefined : styles.doubt}>{CONFIDENCE[row.confidence]}</span> },
        ]
      : [
          { id: "special", title: "特殊情形", cell: (row: Entry) => clipped(row.special_cases) },
          { id: "standard", title: "服务细则", cell: (row: Entry) => clipped(row.service_standard) },
          { id: "responsible", title: "责任方", width: 80, hidden: true, cell: (row: Entry) => (row.responsible === null ? "—" : RESPONSIBLE[row.responsible]) },
          { id: "faults", title: "问题", width: 136, cell: (row: Entry) => faultCell(faults.filter((fault) => fault.product === row.product)) },
        ]),
  ];
}

function partsText(entry: Entry): string {
  if (entry.parts.length === 0) return entry.no_main_parts ? "没有主要部件" : "";
  return entry.parts.map((part) => `${part.name} ${part.months ?? "？"} 个月`).join("，");
}

function faultCell(faults: readonly CatalogueFault[]) {
  const first = faults[0];
  if (first === undefined) return <span className={styles.fine}>✓ 齐全</span>;
  const all = faults.map((fault) => `${fault.element}：${fault.message}`).join("；");
  return <span className={`${look.clipped} ${styles.below}`} title={all}>✗ {faults.length} 处：{first.message}</span>;
}
