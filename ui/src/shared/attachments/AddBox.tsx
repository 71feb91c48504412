import { Button, Select } from "antd";
import { useEffect, useId, useRef, useState, type DragEvent } from "react";
import { useWaiting } from "@/bridge";
import { ErrorNote, Progress } from "../feedback";
import { useKeys } from "../keys";
import look from "../look.module.css";
import styles from "./attachments.module.css";
import type { useAdding } from "./useAdding";

const KINDS = "image/jpeg,image/png,image/webp,video/mp4,video/quicktime,application/pdf,.heic";

interface AddBoxProps {
  /** (stored name, label) of what can be added here. */
  roles: readonly (readonly [string, string])[];
  /** The one that is picked at first. */
  usual: string | undefined;
  adding: ReturnType<typeof useAdding>;
  onFiles: (files: readonly File[], role: string) => void;
}

/** Files come in dropped, chosen or pasted, for one purpose at a time. */
export function AddBox({ roles, usual, adding, onFiles }: AddBoxProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const role = chosen ?? usual ?? roles[0]?.[0] ?? "other";
  const [over, setOver] = useState(false);
  const fieldId = useId();
  const waiting = useWaiting(adding.pending);
  usePastedFiles((files) => onFiles(files, role));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files], role);
  };
  return (
    // Dropping is for the pointer; the button below does the same for everybody.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={`${styles.drop} ${over ? styles.over : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.line}>
        <label htmlFor={fieldId}>用途</label>
        <Select id={fieldId} size="small" value={role} onChange={setChosen} options={roles.map(([value, label]) => ({ value, label }))} style={{ minWidth: 104 }} />
        <Choose onFiles={(files) => onFiles(files, role)} />
      </div>
      <p className={look.quiet}>也可以拖进来，或用 Ctrl+V 粘贴截图。JPG、PNG、WebP 图片 20 MB 内，MP4 视频 200 MB 内，PDF；照片里的拍摄地点会去掉。</p>
      <Progress waiting={waiting} label="正在保存附件" {...adding.progress} onCancel={adding.cancel} />
      <p role="status" className={look.quiet}>{adding.said}</p>
      {adding.refused.map(({ name, error }, at) => (
        <div key={`${at} ${name}`}><p className={styles.refused}>{name}</p><ErrorNote error={error} safe="这个文件没有保存，其他不受影响。" /></div>
      ))}
    </div>
  );
}

function Choose({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  useKeys([{ chord: "u", label: "添加附件", group: "附件", run: choose }]);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        accept={KINDS}
        tabIndex={-1}
        aria-label="选择要添加的附件"
        className={styles.fileInput}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
      <Button size="small" onClick={choose}>添加附件 <kbd>U</kbd></Button>
    </>
  );
}

/** Files on the clipboard, a screenshot above all. Text that is pasted goes where it is pasted. */
function usePastedFiles(onFiles: (files: readonly File[]) => void) {
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || document.querySelector("[role=dialog]") !== null) return;
      event.preventDefault();
      latest.current(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);
}
