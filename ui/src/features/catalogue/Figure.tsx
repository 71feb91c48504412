import type { Confidence } from "@/bridge";
import { CONFIDENCE } from "@/features/rulings";
import styles from "./catalogue.module.css";
import type { Standing } from "./compare";

interface FigureProps {
  text: string | null;
  standing?: Standing;
  confidence?: Confidence;
}

/** A figure with what it is worth: 更优 or 低于国家目录 against the built-in list, and a mark where it is not certain. */
export function Figure({ text, standing = "same", confidence = "verified" }: FigureProps) {
  if (text === null) return <span aria-label="无">—</span>;
  return (
    <span>
      {text}
      {standing === "better" ? <span className={styles.better}> ↑更优</span> : null}
      {standing === "below" ? <span className={styles.below}> ✗低于国家目录</span> : null}
      {confidence === "verified" ? null : <span className={styles.doubt} title={CONFIDENCE[confidence]}> ?<span className="visually-hidden">{CONFIDENCE[confidence]}</span></span>}
    </span>
  );
}
