import { Button, Drawer } from "antd";
import { useState } from "react";
import type { PaperOffer } from "@/bridge";
import { useKeys } from "@/shared/keys";
import { Card } from "@/shared/layout";
import { toneOf } from "@/shared/record";
import { StateTag } from "@/shared/values";
import { IssueDialog } from "./IssueDialog";
import { Notice } from "./Notice";
import look from "@/shared/look.module.css";
import styles from "./papers.module.css";

/** A paper that was issued, as a list names it. */
export interface IssuedPaper {
  id: string;
  number: string;
  title: string;
  state: string;
  state_label: string;
}

export interface PapersProps {
  /** The record that the papers tell of. */
  of: { kind: string; id: string; number: string };
  /** What this person may issue by hand now. */
  offers: readonly PaperOffer[];
  /** Newest first. */
  issued: readonly IssuedPaper[];
  /** P belongs to this part: no step of the record has it. */
  keyed: boolean;
}

/** The papers of a record: those that were issued, and those that may be issued now. */
export function Papers({ of, offers, issued, keyed }: PapersProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const [issuing, setIssuing] = useState(false);
  const newest = issued[0];
  const key = newest === undefined ? { label: "出具通知书", run: () => setIssuing(true) } : { label: "打开最新的通知书", run: () => setOpenId(newest.id) };
  const any = newest !== undefined || offers.length > 0;
  useKeys(keyed && any ? [{ chord: "p", group: "这张单", ...key }] : []);
  if (!any) return null;
  return (
    <Card title="通知书" extra={offers.length === 0 ? undefined : <Button size="small" onClick={() => setIssuing(true)}>出具…</Button>}>
      {newest === undefined ? <p className={look.quiet}>还没有出具过。</p> : null}
      <ul className={styles.issued} aria-label="已出具的通知书">
        {issued.map((paper) => (
          <li key={paper.id}>
            <button type="button" className={styles.paper} onClick={() => setOpenId(paper.id)}>
              <span className={styles.name}>{paper.title}<br /><span className={look.quiet}>{paper.number}</span></span>
              <StateTag label={paper.state_label} tone={toneOf(paper.state)} />
            </button>
          </li>
        ))}
      </ul>
      <Drawer open={openId !== null} onClose={() => setOpenId(null)} title={`通知书 ${issued.find(({ id }) => id === openId)?.number ?? ""}`} size={440} destroyOnHidden>
        {openId === null ? null : <Notice id={openId} />}
      </Drawer>
      <IssueDialog open={issuing} of={of} offers={offers} onIssued={setOpenId} onClose={() => setIssuing(false)} />
    </Card>
  );
}
