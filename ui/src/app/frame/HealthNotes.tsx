import { Link } from "react-router";
import { ANY_KIND, useOperation } from "@/bridge";
import { Banner } from "../shell";

const MINUTE_MS = 60_000;

/** What stands badly with the keeping of the shop, the pressing first, each with the screen on which it is put right. */
export function HealthNotes() {
  const notes = useOperation("shop.health", {}, { kinds: ANY_KIND, every: MINUTE_MS });
  return notes.data?.map(({ code, level, words, route }) => (
    <Banner key={code} level={level}>
      <span>{words}</span>
      {route === null ? null : <Link to={route}>去处理</Link>}
    </Banner>
  ));
}
