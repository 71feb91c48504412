import { EyeOutlined } from "@ant-design/icons";
import { Button, Input, Popover, type InputRef } from "antd";
import { useEffect, useRef, useState, type Ref } from "react";
import { toCallError, type CallError } from "@/bridge";
import { ErrorNote } from "../feedback";
import styles from "./Masked.module.css";

export const REVEAL_SECONDS = 60;

export interface MaskedProps {
  /** The masked value as the core sent it: 138****5678. */
  value: string;
  /** What it is: 手机号. */
  label: string;
  /** Asks the core, which records the reason before it answers. */
  reveal: (reason: string) => Promise<string>;
}

/** A masked value with a small eye. The clear text stands for a minute with a ring running down, then it is forgotten. */
export function Masked({ value, label, reveal }: MaskedProps) {
  const [clear, setClear] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const field = useRef<InputRef>(null);
  if (clear !== null) return <Revealed clear={clear} label={label} onEnd={() => setClear(null)} />;
  const ask = async (reason: string) => {
    setClear(await reveal(reason));
    setAsking(false);
  };
  return (
    <span className={styles.masked}>
      <span>{value}</span>
      <Popover
        open={asking}
        onOpenChange={setAsking}
        trigger="click"
        destroyOnHidden
        // While the kit still places the popover, its input cannot take the focus.
        afterOpenChange={(open) => open && field.current?.focus()}
        content={<AskReason field={field} label={label} onAsk={ask} onClose={() => setAsking(false)} />}
      >
        <Button type="text" size="small" icon={<EyeOutlined aria-hidden="true" />} aria-label={`查看${label}`} aria-expanded={asking} />
      </Popover>
    </span>
  );
}

function AskReason({ field, label, onAsk, onClose }: { field: Ref<InputRef>; label: string; onAsk: (reason: string) => Promise<void>; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [error, setError] = useState<CallError | null>(null);
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === "") return;
        setError(null);
        onAsk(reason.trim()).catch((thrown: unknown) => setError(toCallError(thrown)));
      }}
    >
      <Input
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onClose()}
        ref={field}
        maxLength={200}
        placeholder="为什么要看，例如：电话联系取件"
        aria-label={`查看${label}的原因`}
      />
      <Button type="primary" htmlType="submit" disabled={reason.trim() === ""}>查看 {REVEAL_SECONDS} 秒</Button>
      <p className={styles.note}>原因会记入台账。</p>
      {error === null ? null : <ErrorNote error={error} />}
    </form>
  );
}

function Revealed({ clear, label, onEnd }: { clear: string; label: string; onEnd: () => void }) {
  const left = useCountdown(REVEAL_SECONDS, onEnd);
  return (
    <span className={styles.masked}>
      <span>{clear}</span>
      <button type="button" className={styles.hide} onClick={onEnd} aria-label={`收起${label}，还剩 ${left} 秒`}>
        <Ring share={left / REVEAL_SECONDS} />
      </button>
    </span>
  );
}

/** Whole seconds left; calls `onEnd` once at zero. A suspended machine does not make the minute longer. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [end] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 1000);
    return () => clearInterval(timer);
  }, [end]);
  useEffect(() => {
    if (left === 0) onEnd();
  }, [left, onEnd]);
  return left;
}

const RADIUS = 7;
const ROUND = 2 * Math.PI * RADIUS;

function Ring({ share }: { share: number }) {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r={RADIUS} className={styles.track} />
      <circle cx="9" cy="9" r={RADIUS} className={styles.rest} strokeDasharray={`${share * ROUND} ${ROUND}`} transform="rotate(-90 9 9)" />
    </svg>
  );
}
