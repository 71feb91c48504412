import { useState } from "react";
import { useOperation, type AttachmentView } from "@/bridge";
import { EmptyState, ErrorNote } from "../feedback";
import { AddBox } from "./AddBox";
import styles from "./attachments.module.css";
import { Tile } from "./Tile";
import { useAdding } from "./useAdding";
import { Viewer } from "./Viewer";

export interface AttachmentsProps {
  /** Id of the record. */
  caseId: string;
  /** Kind of the record. */
  ofKind: string;
  /** What can be added here, by stored name, the usual one first; everything when absent. */
  roles?: readonly string[];
  /** The purpose that is picked at first; the first of them when absent. */
  usual?: string;
  /** Whether this page adds files; they are seen in any case. */
  canAdd?: boolean;
}

const NONE: readonly AttachmentView[] = [];

/** 附件: what was added to a record, large when it is opened, and the place for more. */
export function Attachments({ caseId, ofKind, roles, usual, canAdd = true }: AttachmentsProps) {
  const { data, error, refetch } = useOperation("attachments.list", { case_id: caseId, of_kind: ofKind }, { kinds: ["attachment", "consumer"] });
  const [openId, setOpenId] = useState<string | null>(null);
  const [withWithdrawn, setWithWithdrawn] = useState(false);
  const reload = () => void refetch();
  const adding = useAdding(reload);
  if (error !== null) return <ErrorNote error={error} onRetry={reload} />;
  if (data === undefined) return <p role="status">正在读取附件…</p>;
  const items = data.items ?? NONE;
  const standing = items.filter((item) => item.content !== "withdrawn");
  const withdrawn = items.length - standing.length;
  const shown = withWithdrawn ? items : standing;
  return (
    <div className={styles.attachments}>
      {canAdd ? <AddBox roles={offered(data.roles, roles)} usual={usual} adding={adding} onFiles={(files, role) => adding.add(files, { caseId, ofKind, role })} /> : null}
      {shown.length > 0 ? (
        <ul className={styles.grid} aria-label="附件">
          {shown.map((item) => <li key={item.id}><Tile item={item} onOpen={() => setOpenId(item.id)} /></li>)}
        </ul>
      ) : (
        <EmptyState title="还没有附件" step={canAdd ? "拍下商品、凭证或聊天记录，加到这里" : "这里只看，不添加"} {...(canAdd ? { chord: "U" } : {})} />
      )}
      {withdrawn === 0 ? null : (
        <button type="button" className={styles.more} aria-pressed={withWithdrawn} onClick={() => setWithWithdrawn((now) => !now)}>
          {withWithdrawn ? "收起已撤下的" : `已撤下 ${withdrawn} 个`}
        </button>
      )}
      <Viewer items={shown} id={openId} onShow={setOpenId} onClose={() => setOpenId(null)} onChanged={reload} />
    </div>
  );
}

const NO_ROLES: readonly (readonly [string, string])[] = [];

function offered(all: readonly (readonly [string, string])[] = NO_ROLES, wanted: readonly string[] | undefined) {
  if (wanted === undefined) return all;
  return wanted.flatMap((name) => all.filter(([role]) => role === name));
}
