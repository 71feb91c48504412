import { useRef, useState } from "react";
import { CallError, toCallError, upload, type AttachmentView } from "@/bridge";
import { bytesOf } from "../files";
import { thumbnailOf } from "./thumbnail";

/** The core's own limit for the largest kind: what is larger is not even read. */
const MOST_BYTES = 200 * 1024 * 1024;

export interface Refused {
  name: string;
  error: CallError;
}

interface Target {
  caseId: string;
  ofKind: string;
  role: string;
}

const tooLarge = () =>
  new CallError({ code: "bad_file", message: "文件超过 200 MB，没有保存。请压缩或截短后再添加", retryable: false, trace_id: "" });

async function addOne(file: File, { caseId, ofKind, role }: Target): Promise<void> {
  if (file.size > MOST_BYTES) throw tooLarge();
  const input = { case_id: caseId, of_kind: ofKind, role, name: file.name };
  const view: AttachmentView = await upload("attachments.add", input, await bytesOf(file));
  if (!view.media.startsWith("image/") || view.has_thumbnail) return;
  const small = await thumbnailOf(file);
  // A thumbnail is a convenience: that one was refused is no fault of the attachment.
  if (small !== null) await upload("attachments.thumbnail", { id: view.id }, small).catch(() => undefined);
}

/** Adds files one after the other. What was refused is told by name; the others go on. */
export function useAdding(onAdded: () => void) {
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [said, setSaid] = useState("");
  const queue = useRef<{ file: File; target: Target }[]>([]);
  const running = useRef(false);

  const run = async () => {
    running.current = true;
    let added = 0;
    for (let next = queue.current.shift(); next !== undefined; next = queue.current.shift()) {
      const { file, target } = next;
      try {
        await addOne(file, target);
        added += 1;
      } catch (thrown) {
        const error = toCallError(thrown);
        setRefused((all) => [...all, { name: file.name, error }]);
      }
      setProgress(({ done, total }) => ({ done: done + 1, total }));
    }
    running.current = false;
    setProgress({ done: 0, total: 0 });
    setSaid(added === 0 ? "" : `已添加 ${added} 个附件`);
    onAdded();
  };
  const add = (files: readonly File[], target: Target) => {
    if (files.length === 0) return;
    queue.current.push(...files.map((file) => ({ file, target })));
    setProgress(({ done, total }) => ({ done, total: total + files.length }));
    if (running.current) return;
    setRefused([]);
    setSaid("");
    void run();
  };
  /** Lets those go that have not begun; the one under way is finished, so that nothing is half saved. */
  const cancel = () => {
    const left = queue.current.length;
    queue.current = [];
    setProgress(({ done, total }) => ({ done, total: total - left }));
  };
  return { add, cancel, progress, refused, said, pending: progress.total > 0 };
}
