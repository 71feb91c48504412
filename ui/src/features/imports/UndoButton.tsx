import { Button, Modal } from "antd";
import { useState } from "react";
import { toCallError, type CallError } from "@/bridge";
import { ErrorNote } from "@/shared/feedback";

/** 撤销本批, asked once more. */
export function UndoButton({ number, onUndo }: { number: string; onUndo: () => Promise<unknown> }) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const undo = async () => {
    setPending(true);
    setError(null);
    try {
      await onUndo();
      setOpen(false);
    } catch (thrown) {
      setError(toCallError(thrown));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>撤销本批…</Button>
      <Modal
        open={open}
        title={`撤销本批 ${number}`}
        onCancel={() => setOpen(false)}
        onOk={() => void undo()}
        okText="撤销本批"
        okButtonProps={{ danger: true, loading: pending }}
        destroyOnHidden
      >
        <p>这一批新增的订单和售后单会撤回，更新过的恢复原样。已经有人处理过的会留下，并列出单号。台账里两步都留着。</p>
        {error === null ? null : <ErrorNote error={error} />}
      </Modal>
    </>
  );
}
