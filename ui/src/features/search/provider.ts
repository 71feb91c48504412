import { call } from "@/bridge";
import { pathOf } from "./search";

const SHORTEST = 2;

/** What the records know, for the palette: cases, orders, consumers, notices by number, name or pinyin initials. */
export function searchCommands(go: (path: string) => void) {
  return {
    id: "records",
    title: "记录",
    find: async (text: string) => {
      if (text.trim().length < SHORTEST) return [];
      const found = await call("search", { text });
      return found.map((one) => ({
        id: `record ${one.kind} ${one.id}`,
        title: [one.number, one.title].filter((part) => part !== "").join(" "),
        hint: `${one.kind_label} · ${one.state_label}`,
        run: () => go(pathOf(one)),
      }));
    },
  };
}
