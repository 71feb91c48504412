import { Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import type { CaseView } from "@/bridge";
import type { Action } from "@/shared/actions";
import { DueText, LaneBadge } from "@/shared/deadline";
import { useKeys } from "@/shared/keys";
import { toneOf } from "@/shared/record";
import { StateTag } from "@/shared/values";
import styles from "../cases.module.css";

interface StateMenuProps {
  label: string;
  state: string;
  actions: readonly Action[];
}

/** The state, and the steps that lead away from it. S opens it. */
export function StateMenu({ label, state, actions }: StateMenuProps) {
  const [open, setOpen] = useState(false);
  const items: MenuProps["items"] = actions.map((action) => ({
    key: action.id,
    label: action.disabledReason === undefined ? action.label : `${action.label}（${action.disabledReason}）`,
    disabled: action.disabledReason !== undefined,
    danger: action.destructive ?? false,
    onClick: action.run,
  }));
  const none = items.length === 0 ? "这张单现在没有可做的步骤" : undefined;
  useKeys([{ chord: "s", label: "换状态", group: "这张单", run: () => setOpen(true), disabledReason: none }]);
  return (
    // Opened by a key, the menu is where the next key must go.
    // eslint-disable-next-line jsx-a11y/no-autofocus
    <Dropdown trigger={["click"]} open={open} onOpenChange={setOpen} menu={{ items, onClick: () => setOpen(false) }} disabled={none !== undefined} autoFocus>
      <button type="button" className={styles.state} aria-haspopup="menu" aria-expanded={open} title="换状态（S）"><StateTag label={label} tone={toneOf(state)} /></button>
    </Dropdown>
  );
}

/** The limit that runs out first, said in the header too: the right column may be folded away. */
export function Nearest({ clocks }: { clocks: CaseView["clocks"] }) {
  const first = clocks.filter((clock) => clock.stopped_at === null).sort((a, b) => a.due_at.localeCompare(b.due_at))[0];
  return first === undefined ? null : <span title={`${first.label}；到零：${first.at_zero}`}><LaneBadge lane={first.lane} /> <DueText due={first.due_at} /></span>;
}
