import styles from "./deadline.module.css";

/** Whose limit it is. */
export type Lane = "law" | "platform" | "promise";

const LANES: Record<Lane, { sign: string; words: string }> = {
  law: { sign: "法", words: "法定时限" },
  platform: { sign: "平", words: "平台时限" },
  promise: { sign: "诺", words: "自家承诺" },
};

/** 法, 平 or 诺 in a box: filled for law, outlined for the platform, in the accent for our own promise. */
export function LaneBadge({ lane, words = false }: { lane: Lane; words?: boolean }) {
  const { sign, words: name } = LANES[lane];
  return (
    <span className={styles.laneBox} title={name}>
      <span className={`${styles.lane} ${styles[lane]}`} aria-hidden="true">{sign}</span>
      <span className={words ? undefined : "visually-hidden"}>{name}</span>
    </span>
  );
}
