import { useEffect, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import styles from "./gate.module.css";

/**
 * Covers the whole window. What is underneath stays as it was, but can neither be seen, nor reached by Tab, pointer or screen
 * reader, nor hears a key.
 */
export function LockLayer({ label, children }: { label: string; children: ReactNode }) {
  const [layer] = useState(() => document.createElement("div"));
  useEffect(() => {
    const before = document.activeElement;
    const others = [...document.body.children].filter((one) => one !== layer && !one.hasAttribute("inert"));
    for (const other of others) other.setAttribute("inert", "");
    document.body.append(layer);
    layer.querySelector("input")?.focus();
    const swallow = (event: KeyboardEvent) => {
      if (!(event.target instanceof Node) || !layer.contains(event.target)) event.stopImmediatePropagation();
    };
    window.addEventListener("keydown", swallow, true);
    return () => {
      window.removeEventListener("keydown", swallow, true);
      layer.remove();
      for (const other of others) other.removeAttribute("inert");
      if (before instanceof HTMLElement) before.focus();
    };
  }, [layer]);
  return createPortal(
    <div role="dialog" aria-modal="true" aria-label={label} className={styles.cover}>{children}</div>,
    layer,
  );
}
