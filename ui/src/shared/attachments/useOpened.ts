import { useEffect, useState } from "react";
import { toCallError, type AttachmentView, type CallError } from "@/bridge";
import { openAttachment } from "./open";

interface Shown {
  id: string;
  url: string | null;
  error: CallError | null;
  done: number;
  total: number;
}

const nothing = (id: string): Shown => ({ id, url: null, error: null, done: 0, total: 0 });

/** The bytes of an attachment as an address for the page, for as long as it is looked at. */
export function useOpened(item: AttachmentView, wanted: boolean) {
  const { id } = item;
  const [shown, setShown] = useState<Shown>(() => nothing(id));
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    let url: string | null = null;
    const tell = (change: Partial<Shown>) => {
      if (!stop.signal.aborted) setShown((former) => ({ ...(former.id === id ? former : nothing(id)), ...change }));
    };
    openAttachment(id, stop.signal, (done, total) => tell({ done, total }))
      .then(({ blob }) => {
        url = URL.createObjectURL(blob);
        tell({ url });
      })
      .catch((thrown: unknown) => tell({ error: toCallError(thrown) }));
    return () => {
      stop.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [id, wanted, asked]);
  const now = shown.id === id ? shown : nothing(id);
  const retry = () => {
    setShown(nothing(id));
    setAsked((count) => count + 1);
  };
  return { ...now, pending: wanted && now.url === null && now.error === null, retry };
}
