import { Button, InputNumber, Modal, Radio } from "antd";
import { useState } from "react";
import type { CaseRow } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";
import { useSaveFile } from "@/shared/record";
import styles from "./queue.module.css";

const SIZES = [{ value: "40x30", label: "40 × 30 毫米" }, { value: "60x40", label: "60 × 40 毫米" }];
const MOST_COPIES = 10;

interface LabelDialogProps {
  rows: readonly CaseRow[];
  onClose: () => void;
}

/** Labels of the chosen cases as a PDF of one label a page, for the label printer. */
export function LabelDialog({ rows, onClose }: LabelDialogProps) {
  return (
    <Modal open={rows.length > 0} title={`打标签 ${rows.length} 件`} onCancel={onClose} footer={null} destroyOnHidden width={420}>
      <LabelForm rows={rows} onClose={onClose} />
    </Modal>
  );
}

function LabelForm({ rows, onClose }: LabelDialogProps) {
  const [size, setSize] = useState("40x30");
  const [copies, setCopies] = useState(1);
  const file = useSaveFile();
  const items = rows.map(({ kind, id }) => ({ kind, id }));
  const make = () => file.save("labels.make", { items, size, copies }, `标签-${size}-${rows.length}件.pdf`);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!file.pending) void make();
      }}
    >
      <fieldset className={styles.choice}>
        <legend>标签纸</legend>
        <Radio.Group name="label-size" value={size} onChange={(event) => setSize(String(event.target.value))} options={SIZES} />
      </fieldset>
      <label htmlFor="label-copies">每件几张</label>
      <InputNumber id="label-copies" min={1} max={MOST_COPIES} precision={0} value={copies} onChange={(value) => setCopies(value ?? 1)} />
      <p className={styles.quiet}>标签上有二维码、单号、类型和商品，没有消费者的姓名和电话。扫二维码就能打开这张单。</p>
      {file.error === null ? null : <ErrorNote error={file.error} safe="没有生成标签。" />}
      <p role="status">{file.said}</p>
      <div className={styles.buttons}>
        <Button onClick={onClose}>关闭</Button>
        <Button type="primary" htmlType="submit" loading={file.pending}>另存 PDF（{rows.length * copies} 张）</Button>
      </div>
    </form>
  );
}
