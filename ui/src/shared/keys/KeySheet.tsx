import { Modal } from "antd";
import { showChord } from "./chord";
import type { KeyBinding } from "./keyMap";
import styles from "./KeySheet.module.css";

/** The sheet behind `?`: every key that does something on this screen. */
export function KeySheet({ keys, open, onClose }: { keys: readonly KeyBinding[]; open: boolean; onClose: () => void }) {
  const groups = [...new Set(keys.map((key) => key.group))];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title="这个画面上的按键" width={720} destroyOnHidden>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl className={styles.keys}>
              {keys.filter((key) => key.group === group).map((key) => (
                <div key={key.chord} className={styles.row}>
                  <dt><kbd>{showChord(key.chord)}</kbd></dt>
                  <dd>
                    {key.label}
                    {key.disabledReason === undefined ? null : <span className={styles.why}>（现在不能：{key.disabledReason}）</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>正在用输入法组字、或光标在输入框里时，单个字母键不会触发操作。</p>
    </Modal>
  );
}
