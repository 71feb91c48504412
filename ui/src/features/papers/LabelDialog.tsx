import { Modal } from "antd";
import { useState } from "react";
import { saveMade, type Which } from "@/bridge";
import { focusDialogForm, FormFromFields, type FieldDeclaration } from "@/shared/form";

export interface LabelDialogProps {
  open: boolean;
  /** The records, in the order of the labels. */
  items: readonly Which[];
  /** What they are called together: the number of the one, or how many. */
  of: string;
  onClose: () => void;
}

const MOST_COPIES = 10;
const FIELDS: readonly FieldDeclaration[] = [
  { name: "size", label: "规格", type: "choice", required: true, choices: [{ value: "60x40", label: "60 × 40 毫米" }, { value: "40x30", label: "40 × 30 毫米" }], help: "码能被扫描枪读出，扫到即打开；标签上没有个人信息" },
  { name: "copies", label: "每件张数", type: "int", required: true, min: 1, max: MOST_COPIES },
];
const START = { size: "60x40", copies: 1 };

/** Labels of any selection, one a page, as a PDF for the label printer. */
export function LabelDialog({ open, items, of, onClose }: LabelDialogProps) {
  const [said, setSaid] = useState("");
  const close = () => {
    setSaid("");
    onClose();
  };
  const make = async (size: string, copies: number) => {
    const { saved } = await saveMade("labels.make", { items, size, copies }, `标签-${of}.pdf`);
    if (saved) close();
    else setSaid("没有选位置，什么都没有保存。");
  };
  return (
    <Modal open={open} title={`打标签 ${of}`} onCancel={close} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={440}>
      <FormFromFields fields={FIELDS} initial={START} submit="存为 PDF…" onSubmit={({ size, copies }) => make(String(size), Number(copies))} onCancel={close} />
      <p role="status">{said}</p>
    </Modal>
  );
}
