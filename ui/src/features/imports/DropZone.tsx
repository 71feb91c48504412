import { Button } from "antd";
import { useRef, useState, type DragEvent } from "react";
import { useKeys } from "@/shared/keys";
import look from "@/shared/look.module.css";
import styles from "./imports.module.css";

const KINDS = ".csv,.xls,.xlsx,.txt,.html,.htm";

export interface DropZoneProps {
  onFiles: (files: readonly File[]) => void;
  /** Files that wait for their turn. */
  waiting: number;
  /** A file is in hand: the place for more takes one line. */
  small: boolean;
}

/** Where files come in: dropped, or chosen. */
export function DropZone({ onFiles, waiting, small }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const choose = () => input.current?.click();
  useKeys([{ chord: "o", label: "选择文件", group: "导入", run: choose }]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    // Dropping is for the pointer; the button below does the same for everybody.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={`${styles.drop} ${small ? styles.dropSmall : ""} ${over ? styles.over : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={styles.dropTitle}>{small ? "再拖文件到这里" : "把平台导出的订单或售后文件拖到这里"}</p>
      {small ? null : <p className={look.quiet}>CSV、XLS、XLSX，任何编码；可以一次放几个，逐个处理。同一文件再导一次不会重复。</p>}
      <input
        ref={input}
        type="file"
        multiple
        accept={KINDS}
        tabIndex={-1}
        aria-label="选择要导入的文件"
        className={styles.fileInput}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
      <Button onClick={choose}>选择文件 <kbd>O</kbd></Button>
      {waiting === 0 ? null : <p role="status" className={look.quiet}>还有 {waiting} 个文件排队</p>}
    </div>
  );
}
