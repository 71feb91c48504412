import { AppstoreOutlined, AuditOutlined, CloudDownloadOutlined, DownSquareOutlined, EllipsisOutlined, FileProtectOutlined, ImportOutlined, InboxOutlined, SafetyOutlined, SettingOutlined, SwapOutlined, TeamOutlined, ToolOutlined } from "@ant-design/icons";
import type { Role } from "@/bridge";
import { atCounter, decides } from "@/shared/session";
import type { RailEntry } from "../shell";

interface Entry extends RailEntry {
  /** Who has this job. Everybody when absent. */
  of?: (role: Role) => boolean;
}

/** The screens that are built, in the order of the rail. */
const ENTRIES: readonly Entry[] = [
  { id: "home", title: "工作台", path: "/home", key: "q", icon: <AppstoreOutlined />, keywords: ["gzt", "gongzuotai"] },
  { id: "cases", title: "售后单", path: "/cases", key: "c", icon: <InboxOutlined />, keywords: ["shd", "shouhoudan"] },
  { id: "receive", title: "收货", path: "/returns/receive", key: "h", icon: <DownSquareOutlined />, keywords: ["sh", "shouhuo", "验收", "退货", "扫包裹"] },
  { id: "bench", title: "维修台", path: "/bench", key: "b", icon: <ToolOutlined />, keywords: ["wxt", "weixiutai", "接修", "待件"] },
  { id: "imports", title: "导入", path: "/imports", key: "i", icon: <ImportOutlined />, keywords: ["dr", "daoru", "订单"], of: atCounter },
  { id: "catalogue", title: "三包", path: "/catalogue", key: "p", icon: <SafetyOutlined />, keywords: ["sb", "sanbao", "目录", "沙盘"] },
  { id: "promises", title: "承诺", path: "/promises", key: "o", icon: <FileProtectOutlined />, keywords: ["cn", "chengnuo", "违诺", "履约"], of: atCounter },
  { id: "ledger", title: "台账", path: "/ledger", key: "l", icon: <AuditOutlined />, keywords: ["tz", "taizhang"], of: decides },
  { id: "staff", title: "团队", path: "/staff", key: "t", icon: <TeamOutlined />, keywords: ["td", "tuandui", "人员"], of: decides },
  { id: "vault", title: "备份", path: "/vault", key: "u", icon: <CloudDownloadOutlined />, keywords: ["bf", "beifen", "恢复", "数据安全", "U盘"], of: decides },
  { id: "conflicts", title: "冲突", path: "/conflicts", key: "y", icon: <SwapOutlined />, keywords: ["ct", "chongtu", "同步", "席位"] },
  { id: "records", title: "更多", path: "/records", key: "m", icon: <EllipsisOutlined />, keywords: ["gd", "gengduo", "备用机", "商品", "序列号"] },
  { id: "settings", title: "设置", path: "/settings", key: "s", icon: <SettingOutlined />, keywords: ["sz", "shezhi"] },
];

export function entriesOf(role: Role): RailEntry[] {
  return ENTRIES.filter(({ of }) => of === undefined || of(role));
}
