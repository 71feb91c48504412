import { Input } from "antd";
import { useState } from "react";
import styles from "./bench.module.css";

export interface Heard {
  words: string;
  /** Nothing came of it. */
  wrong: boolean;
}

interface ScanFieldProps {
  heard: Heard;
  onCode: (code: string) => void;
}

/** Always listening, wherever the focus is; who has no scanner at hand types the code. */
export function ScanField({ heard, onCode }: ScanFieldProps) {
  const [typed, setTyped] = useState("");
  const send = () => {
    const code = typed.trim();
    setTyped("");
    if (code !== "") onCode(code);
  };
  return (
    <div className={styles.scan}>
      <Input
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={send}
        aria-label="扫码或输入单号、机号、配件编号"
        placeholder="扫码：单号、机号、配件编号"
        autoComplete="off"
        spellCheck={false}
        style={{ maxWidth: 360 }}
      />
      <p role="status" className={heard.wrong ? styles.wrong : styles.heard}>{heard.words === "" ? "扫码枪一直在听" : heard.words}</p>
    </div>
  );
}
