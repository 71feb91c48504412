import { Button, Checkbox, Popover } from "antd";
import styles from "./DataTable.module.css";

export interface Choosable {
  id: string;
  title: string;
  shown: boolean;
}

/** Which columns are shown. */
export function ColumnChooser({ columns, onHidden }: { columns: readonly Choosable[]; onHidden: (ids: string[]) => void }) {
  const toggle = (id: string) =>
    onHidden(columns.filter((column) => (column.id === id ? column.shown : !column.shown)).map((column) => column.id));
  const content = (
    <div role="group" aria-label="显示的列" className={styles.chooser}>
      {columns.map((column) => (
        <Checkbox key={column.id} checked={column.shown} onChange={() => toggle(column.id)}>{column.title}</Checkbox>
      ))}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button size="small">选择列</Button>
    </Popover>
  );
}
