import { LockOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Input, Popover, type InputRef } from "antd";
import { useRef, useState } from "react";
import { useKeys } from "@/shared/keys";
import { PreferencesPanel } from "./PreferencesPanel";
import styles from "./Shell.module.css";

export interface HeaderProps {
  shopName: string;
  userName: string;
  onSearch: (text: string) => void;
  onLock: () => void;
}

export function Header({ shopName, userName, onSearch, onLock }: HeaderProps) {
  const search = useRef<InputRef>(null);
  const [text, setText] = useState("");
  useKeys([{ chord: "F2", label: "查找", group: "随处", run: () => search.current?.focus({ cursor: "all" }) }], "app");
  return (
    <header className={styles.header}>
      <span className={styles.shop} title={shopName}>{shopName}</span>
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
      <Popover trigger="click" placement="bottomRight" content={<PreferencesPanel />} title="画面设置">
        <Button type="text" icon={<UserOutlined aria-hidden="true" />} aria-label={`${userName}：画面设置`}>{userName}</Button>
      </Popover>
      <Button type="text" icon={<LockOutlined aria-hidden="true" />} onClick={onLock}>锁定</Button>
    </header>
  );
}
