import { useEffect } from "react";
import { Link, useLocation } from "react-router";
import { onRefusal, useHealth } from "@/bridge";
import { Banner } from "../shell";

/** Refusals of the disk and the file: what stands behind them is told at once, not at the next look. */
const OF_STORAGE = ["disk_full", "read_only", "io", "database", "unknown", "page_damaged", "database_damaged"];

/** What stands badly with the keeping of the shop, the pressing first, each with the screen on which it is put right. */
export function HealthNotes() {
  const { data, refetch } = useHealth();
  const { pathname } = useLocation();
  useEffect(() => onRefusal(({ code }) => void (OF_STORAGE.includes(code) && refetch())), [refetch]);
  return data?.map(({ code, level, words, route }) => (
    <Banner key={code} level={level}>
      <span>{words}</span>
      {route === null || route === pathname ? null : <Link to={route}>去处理</Link>}
    </Banner>
  ));
}
