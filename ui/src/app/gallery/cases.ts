import type { Lane } from "@/shared/deadline";
import type { StateTone } from "@/shared/values";

/** A made-up row of the queue, for the page of parts. */
export interface SampleCase {
  id: string;
  lane: Lane;
  number: string;
  type: string;
  consumer: string;
  goods: string;
  state: string;
  tone: StateTone;
  next: string;
  due: string;
  met?: string;
  paused?: string;
  paid: number;
}

const LONG_GOODS = "海尔滚筒洗衣机 10 公斤全自动变频洗烘一体家用大容量除菌螨智能投放 EG100HB6S 晶釉白（含安装、十年电机保修）";

/** The moment at which the page of parts takes place. */
export const GALLERY_NOW = new Date("2026-03-05T05:40:00Z");

const FIRST: SampleCase[] = [
  { id: "1", lane: "law", number: "SH-3F-00123", type: "维修", consumer: "张*", goods: LONG_GOODS, state: "待件", tone: "waiting", next: "催件", due: "2026-03-03T01:20:00Z", paid: 329_900 },
  { id: "2", lane: "platform", number: "TH-3F-00871", type: "退货退款", consumer: "李*", goods: "蓝牙耳机", state: "待审核", tone: "open", next: "审核", due: "2026-03-05T09:00:00Z", paid: 19_900 },
  { id: "3", lane: "promise", number: "JB-3F-00010", type: "价保申请", consumer: "欧阳**（公司采购）", goods: "电饭煲", state: "已计算", tone: "open", next: "批准", due: "2026-03-06T04:00:00Z", paid: 45_905 },
  { id: "4", lane: "law", number: "SH-3F-00124", type: "维修", consumer: "王*", goods: "空气净化器", state: "检测暂停", tone: "waiting", next: "恢复", due: "2026-03-09T04:00:00Z", paused: "2026-03-04T04:00:00Z", paid: 129_900 },
  { id: "5", lane: "platform", number: "TS-3F-00042", type: "投诉", consumer: "赵*", goods: "耳机", state: "已办结", tone: "kept", next: "", due: "2026-03-05T02:00:00Z", met: "2026-03-04T02:00:00Z", paid: 0 },
  { id: "6", lane: "promise", number: "PF-3F-00007", type: "赔付", consumer: "孙*", goods: "电动牙刷替换刷头 8 支装", state: "已赔付", tone: "broken", next: "", due: "2026-03-01T02:00:00Z", met: "2026-03-02T05:30:00Z", paid: 1_234_567_890 },
];

export function sampleCases(count: number): SampleCase[] {
  return Array.from({ length: count }, (_, at) => {
    const base = FIRST[at % FIRST.length] ?? (FIRST[0] as SampleCase);
    return { ...base, id: String(at + 1), number: base.number.replace(/\d{5}$/, (n) => String(Number(n) + Math.floor(at / FIRST.length)).padStart(5, "0")) };
  });
}
