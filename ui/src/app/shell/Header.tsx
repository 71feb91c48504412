import { LockOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input, Tooltip, type InputRef } from "antd";
import { useRef, useState } from "react";
import { showChord, useKeys } from "@/shared/keys";
import styles from "./Shell.module.css";

export interface HeaderProps {
  shopName: string;
  /** A shop to try things in: said all the time. */
  demo?: boolean;
  userName: string;
  /** 客服, 经理 … */
  userRole?: string;
  /** Behind the name: 画面设置, 改密码, 退出. */
  userMenu?: readonly { id: string; label: string; run: () => void }[];
  onSearch: (text: string) => void;
  onLock: () => void;
}

const LOCK_CHORD = "Ctrl+L";

export function Header({ shopName, demo = false, userName, userRole, userMenu = [], onSearch, onLock }: HeaderProps) {
  useKeys([{ chord: LOCK_CHORD, label: "锁定", group: "随处", run: onLock }], "app");
  return (
    <header className={styles.header}>
      <span className={styles.shop} title={shopName}>{shopName}</span>
      {demo ? <span className={styles.demo}>演示店</span> : null}
      <SearchBox onSearch={onSearch} />
      <Dropdown
        trigger={["click"]}
        // A menu that opens takes the keys, and gives them back when it closes.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        placement="bottomRight"
        menu={{ items: userMenu.map(({ id, label }) => ({ key: id, label })), onClick: ({ key }) => userMenu.find(({ id }) => id === key)?.run() }}
      >
        <Button type="text" className={styles.user ?? ""} icon={<UserOutlined aria-hidden="true" />}>
          <span className={styles.userName} title={userName}>{userName}</span>
          {userRole === undefined ? null : <span className={styles.role}>{userRole}</span>}
        </Button>
      </Dropdown>
      <Tooltip title={showChord(LOCK_CHORD)}>
        <Button type="text" icon={<LockOutlined aria-hidden="true" />} onClick={onLock}>锁定</Button>
      </Tooltip>
    </header>
  );
}

function SearchBox({ onSearch }: { onSearch: (text: string) => void }) {
  const search = useRef<InputRef>(null);
  const [text, setText] = useState("");
  useKeys([{ chord: "F2", label: "查找", group: "随处", run: () => search.current?.focus({ cursor: "all" }) }], "app");
  return (
    <form
      role="search"
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") onSearch(text.trim());
      }}
    >
      <Input
        ref={search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        prefix={<SearchOutlined aria-hidden="true" />}
        suffix={<kbd>F2</kbd>}
        placeholder="单号、订单号、手机尾号、姓名、序列号、拼音首字母"
        aria-label="查找"
        allowClear
      />
    </form>
  );
}
