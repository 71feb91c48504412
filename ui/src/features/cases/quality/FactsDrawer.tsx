import { Drawer } from "antd";
import type { Button, RecordView } from "@/bridge";
import { FactsForm, factDeclarations } from "@/features/rulings";
import look from "@/shared/look.module.css";

interface FactsDrawerProps {
  open: boolean;
  button: Button | undefined;
  record: RecordView;
  /** What is already known to be wrong, by the name of the fact. */
  wrong: Record<string, string>;
  onSubmit: (values: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

/** The facts of a case, to be told or corrected. After a ruling this makes a new one. */
export function FactsDrawer({ open, button, record, wrong, onSubmit, onClose }: FactsDrawerProps) {
  return (
    <Drawer open={open && button !== undefined} title={`${button?.label ?? ""} ${record.number}`} onClose={onClose} size={760} destroyOnHidden>
      {button === undefined ? null : (
        <FactsForm
          fields={factDeclarations(button.asks)}
          initial={record.values}
          wrong={wrong}
          submit={button.label === "改事实" ? "保存并重新判定" : "保存事实"}
          draft={`quality_case/${record.id}/set_facts`}
          onSubmit={async (values) => {
            await onSubmit(values);
            onClose();
          }}
          onCancel={onClose}
        >
          {button.label === "改事实" ? <p className={look.quiet}>改动后立即重新判定；原判定保留为“已替代”，消费者的选择要重新记录。</p> : null}
        </FactsForm>
      )}
    </Drawer>
  );
}
