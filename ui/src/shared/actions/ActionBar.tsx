import { Button, Dropdown, Tooltip } from "antd";
import { useId } from "react";
import { showChord, useKeys } from "../keys";
import styles from "./ActionBar.module.css";

/** One transition that this person may see. */
export interface Action {
  id: string;
  /** A verb of the flow: 受理, 提交判定. */
  label: string;
  run: () => void;
  /** The one primary action of the view. */
  primary?: boolean;
  destructive?: boolean;
  pending?: boolean;
  /** Why it is not possible now, in the words of the guard. */
  disabledReason?: string | undefined;
  chord?: string;
}

export interface ActionBarProps {
  actions: readonly Action[];
  label: string;
  /** How many stand in the bar; the rest go under 更多. */
  visible?: number;
}

/** The buttons of a record. A button that is not possible stays reachable and says why, in the tooltip and in words below. */
export function ActionBar({ actions, label, visible = 4 }: ActionBarProps) {
  const reasonsId = useId();
  const shown = actions.slice(0, visible);
  const rest = actions.slice(visible);
  const blocked = actions.filter((action) => action.disabledReason !== undefined);
  useKeys(
    actions.flatMap((action) =>
      action.chord === undefined
        ? []
        : [{ chord: action.chord, label: action.label, group: label, run: action.run, disabledReason: action.disabledReason }],
    ),
  );
  return (
    <div className={styles.bar}>
      <div className={styles.buttons} role="group" aria-label={label}>
        {shown.map((action) => <ActionButton key={action.id} action={action} reasonId={`${reasonsId}-${action.id}`} />)}
        {rest.length === 0 ? null : <MoreActions actions={rest} />}
      </div>
      {blocked.length === 0 ? null : (
        <ul className={styles.reasons} aria-label="现在不能做的">
          {blocked.map((action) => (
            <li key={action.id} id={`${reasonsId}-${action.id}`}>不能{action.label.replace(/…$/, "")}：{action.disabledReason}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ActionButton({ action, reasonId }: { action: Action; reasonId: string }) {
  const blocked = action.disabledReason !== undefined;
  return (
    <Tooltip title={action.disabledReason ?? (action.chord === undefined ? undefined : showChord(action.chord))}>
      {/* Not `disabled`: the keyboard could then not reach the reason. */}
      <Button
        type={action.primary === true && !blocked ? "primary" : "default"}
        danger={action.destructive === true && !blocked}
        loading={action.pending ?? false}
        aria-disabled={blocked}
        {...(blocked ? { "aria-describedby": reasonId, className: styles.blocked ?? "" } : { onClick: action.run })}
      >
        {action.label}
      </Button>
    </Tooltip>
  );
}

function MoreActions({ actions }: { actions: readonly Action[] }) {
  const items = actions.map((action) => ({
    key: action.id,
    label: action.label,
    danger: action.destructive ?? false,
    disabled: action.disabledReason !== undefined,
    title: action.disabledReason ?? "",
    onClick: action.run,
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button aria-haspopup="menu">更多 ▾</Button>
    </Dropdown>
  );
}
