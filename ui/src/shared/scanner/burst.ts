import { signOfCode } from "./scanSign";

/** Longest gap between two keys of one scan, in ms. Scanners need 1 to 20, the fastest typists rarely under 50. */
const GAP_MS = 35;
/** Shorter than this is a person leaning on keys. */
const SHORTEST = 4;

/** What of a keyboard event the detector reads. */
export interface ScanKey {
  key: string;
  code: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  timeStamp: number;
}

/** none: leave it alone; sign: may belong to a scan (burst says whether it surely does); scan: a scan has ended. */
export type Verdict = { kind: "none" } | { kind: "sign"; first: boolean; burst: boolean } | { kind: "scan"; code: string };

/** Tells a scanner from a person by speed. Pure but for the burst it remembers; time comes with the events. */
export class BurstDetector {
  private signs = "";
  private last = -Infinity;

  read(key: ScanKey): Verdict {
    if (key.ctrlKey || key.altKey || key.metaKey || key.repeat) return this.forget();
    const inTime = key.timeStamp - this.last <= GAP_MS;
    if (isEnd(key)) return this.end(inTime);
    const sign = signOfCode(key.code, key.shiftKey);
    // Shift goes down between the signs of a scan; it is no sign and no break.
    if (sign === null) return /^Shift/.test(key.code) ? { kind: "none" } : this.forget();
    this.signs = inTime ? this.signs + sign : sign;
    this.last = key.timeStamp;
    return { kind: "sign", first: this.signs.length === 1, burst: this.signs.length >= SHORTEST };
  }

  private end(inTime: boolean): Verdict {
    const code = this.signs;
    this.forget();
    return inTime && code.length >= SHORTEST ? { kind: "scan", code } : { kind: "none" };
  }

  private forget(): Verdict {
    this.signs = "";
    this.last = -Infinity;
    return { kind: "none" };
  }
}

function isEnd(key: ScanKey): boolean {
  return ["Enter", "NumpadEnter", "Tab"].includes(key.code) || key.key === "Enter" || key.key === "Tab";
}
