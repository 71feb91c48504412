import { Modal } from "antd";
import { useId, useState, type KeyboardEvent } from "react";
import { isComposing } from "@/shared/keys";
import type { Command, CommandProvider } from "./commands";
import styles from "./CommandPalette.module.css";
import { useCommands } from "./useCommands";

export interface CommandPaletteProps {
  open: boolean;
  onClose: () => void;
  providers: readonly CommandProvider[];
}

/** Ctrl+K: one box that finds screens, actions and whatever the providers know. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <Modal
      open={props.open}
      onCancel={props.onClose}
      title={<span className="visually-hidden">命令面板</span>}
      styles={{ header: { margin: 0 } }}
      style={{ top: 72 }}
      width={560}
      footer={null}
      closable={false}
      destroyOnHidden
    >
      <Palette {...props} />
    </Modal>
  );
}

function Palette({ open, onClose, providers }: CommandPaletteProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const sections = useCommands(providers, text, open);
  const all = sections.flatMap((section) => section.commands);
  const active = all[Math.min(at, all.length - 1)];

  const choose = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && all.length > 0) setAt((Math.min(at, all.length - 1) + step + all.length) % all.length);
    else if (event.key === "Enter") choose(active);
    else return;
    event.preventDefault();
  };
  const optionId = (command: Command) => `${listId}-${all.indexOf(command)}`;

  return (
    <>
      <input
        className={styles.box}
        // The panel exists to be typed into; focus returns to where it was when it closes.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        placeholder="找画面、动作、单号…"
        role="combobox"
        aria-label="找画面、动作、单号"
        aria-expanded={all.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : optionId(active)}
      />
      <div id={listId} role="listbox" aria-label="结果" className={styles.list}>
        {sections.map((section) => (
          <div key={section.id} role="group" aria-label={section.title}>
            <div className={styles.section} aria-hidden="true">{section.title}</div>
            {section.commands.map((command) => (
              <Option key={command.id} id={optionId(command)} command={command} active={command === active} onChoose={() => choose(command)} />
            ))}
          </div>
        ))}
      </div>
      {all.length === 0 ? <p className={styles.none}>没有找到。换个词，或输入拼音首字母。</p> : null}
    </>
  );
}

function Option({ id, command, active, onChoose }: { id: string; command: Command; active: boolean; onChoose: () => void }) {
  return (
    // Keys are handled by the box, which keeps the focus; the pointer is an extra.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" aria-selected={active} tabIndex={-1} className={styles.option} onClick={onChoose}>
      <span className={styles.title}>{command.title}</span>
      {command.hint === undefined ? null : <span className={styles.hint}>{command.hint}</span>}
      {command.keys === undefined ? null : <kbd>{command.keys}</kbd>}
    </div>
  );
}
