import type { ReactNode } from "react";

/** One entry of the rail: a job, its screen and its key. A screen that is not built is simply not listed. */
export interface RailEntry {
  id: string;
  /** 工作台, 售后单 … */
  title: string;
  /** Where it leads. */
  path: string;
  /** The letter after G. */
  key: string;
  icon: ReactNode;
  /** Pinyin initials and other words the palette finds it by. */
  keywords?: string[];
  /** A count beside the title, with its words for a screen reader: { n: 6, words: "6 件今天到期" }. */
  badge?: { n: number; words: string };
}
