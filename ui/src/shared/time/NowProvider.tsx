import { createContext, use, useEffect, useState, type ReactNode } from "react";

const TICK_MS = 20_000;
const NowContext = createContext<Date | null>(null);

/** The one clock of the window: everything that shows remaining time moves together. Tests and print views give a fixed `at`. */
export function NowProvider({ children, at }: { children: ReactNode; at?: Date }) {
  const [ticking, setTicking] = useState(() => new Date());
  useEffect(() => {
    if (at !== undefined) return;
    const timer = setInterval(() => setTicking(new Date()), TICK_MS);
    return () => clearInterval(timer);
  }, [at]);
  return <NowContext value={at ?? ticking}>{children}</NowContext>;
}

export function useNow(): Date {
  const now = use(NowContext);
  if (now === null) throw new Error("useNow needs a NowProvider above it");
  return now;
}
