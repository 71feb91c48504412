import { useState, type ReactNode } from "react";
import { Outlet, useNavigate } from "react-router";
import { KeySheet, useActiveKeys, useKeys } from "@/shared/keys";
import { CommandPalette, entryCommands, keyCommands, type CommandProvider } from "../palette";
import { Header, type HeaderProps } from "./Header";
import { Rail } from "./Rail";
import type { RailEntry } from "./entries";
import { StatusLine } from "./StatusLine";
import styles from "./Shell.module.css";

export interface ShellProps extends HeaderProps {
  entries: readonly RailEntry[];
  /** What stands at the bottom right: what is typed and saved, the calendar. */
  status: ReactNode;
  /** Over every screen: what the person must not overlook, each in a Banner. */
  banner?: ReactNode;
  /** Where the palette finds more than the entries and keys: cases, consumers, settings. */
  commands?: readonly CommandProvider[];
}

/** The frame around every screen. */
export function Shell({ entries, status, banner, commands = [], ...header }: ShellProps) {
  const [overlay, setOverlay] = useState<"none" | "palette" | "sheet">("none");
  const navigate = useNavigate();
  const keys = useActiveKeys();
  useKeys(
    [
      { chord: "Ctrl+K", label: "命令面板", group: "随处", run: () => setOverlay("palette") },
      { chord: "?", label: "这张按键表", group: "随处", run: () => setOverlay("sheet") },
      ...entries.map((entry) => ({ chord: `g ${entry.key}`, label: entry.title, group: "前往", run: () => void navigate(entry.path) })),
    ],
    "app",
  );
  const close = () => setOverlay("none");
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip} onClick={skipToMain}>跳到正文</a>
      <Header {...header} />
      <Rail entries={entries} />
      <main id="main" className={styles.main} tabIndex={-1}>
        {banner}
        <Outlet />
      </main>
      <StatusLine status={status} />
      <CommandPalette
        open={overlay === "palette"}
        onClose={close}
        providers={[entryCommands(entries, (path) => void navigate(path)), keyCommands(keys), ...commands]}
      />
      <KeySheet open={overlay === "sheet"} onClose={close} keys={keys} />
    </div>
  );
}

/** The address is the route, so the anchor must not change it. */
function skipToMain(event: React.MouseEvent) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
