import { Button, Modal } from "antd";
import { useState } from "react";
import { call, useWaiting, type AttachmentView } from "@/bridge";
import { ConfirmReason, ErrorNote, Progress } from "../feedback";
import { useKeys } from "../keys";
import look from "../look.module.css";
import { useSaveFile } from "../record";
import { DateText } from "../time";
import styles from "./attachments.module.css";
import { useOpened } from "./useOpened";
import { contentWords, sizeText } from "./words";

interface ViewerProps {
  items: readonly AttachmentView[];
  /** Id of the one that is looked at; null when none is. */
  id: string | null;
  onShow: (id: string) => void;
  onClose: () => void;
  onChanged: () => void;
}

/** One attachment, large. Left and right go to its neighbours. */
export function Viewer({ items, id, onShow, onClose, onChanged }: ViewerProps) {
  const at = items.findIndex((item) => item.id === id);
  const item = items[at];
  const go = (step: number) => {
    const next = items[at + step];
    if (next !== undefined) onShow(next.id);
  };
  return (
    <Modal open={item !== undefined} title={item === undefined ? "" : `${item.role_label} ${item.name}`} onCancel={onClose} footer={null} width="min(1100px, 94vw)" destroyOnHidden>
      {item === undefined ? null : <Shown key={item.id} item={item} place={`${at + 1} / ${items.length}`} onStep={items.length > 1 ? go : undefined} onChanged={onChanged} />}
    </Modal>
  );
}

const STEPS = [1, 1.5, 2, 3, 4, 6];

interface ShownProps {
  item: AttachmentView;
  place: string;
  onStep: ((step: number) => void) | undefined;
  onChanged: () => void;
}

function Shown({ item, place, onStep, onChanged }: ShownProps) {
  const [zoom, setZoom] = useState(0);
  const picture = item.media.startsWith("image/");
  const playable = item.media.startsWith("video/");
  const opened = useOpened(item, item.content === "ready" && (picture || playable));
  const waiting = useWaiting(opened.pending);
  const closer = () => setZoom((step) => Math.min(step + 1, STEPS.length - 1));
  const further = () => setZoom((step) => Math.max(step - 1, 0));
  useKeys(
    [
      ...(onStep === undefined ? [] : [
        { chord: "ArrowLeft", label: "前一个", group: "附件", run: () => onStep(-1) },
        { chord: "ArrowRight", label: "后一个", group: "附件", run: () => onStep(1) },
      ]),
      ...(picture ? [
        { chord: "+", label: "放大", group: "附件", run: closer },
        { chord: "=", label: "放大", group: "附件", run: closer },
        { chord: "-", label: "缩小", group: "附件", run: further },
        { chord: "0", label: "看全图", group: "附件", run: () => setZoom(0) },
      ] : []),
    ],
    "dialog",
  );
  const why = contentWords(item.content);
  return (
    <div className={styles.viewer}>
      <Bar {...{ item, place, onStep, onChanged }} zoom={picture && opened.url !== null ? { step: zoom, closer, further, whole: () => setZoom(0) } : undefined} />
      {why === null ? null : <p role="status">{why}{item.reason === null ? "" : `：${item.reason}`}</p>}
      <Progress waiting={waiting} label="正在打开" done={opened.done} total={opened.total} />
      {opened.error === null ? null : <ErrorNote error={opened.error} onRetry={opened.error.retryable ? opened.retry : undefined} />}
      {opened.url === null ? null : picture ? <Zoomed url={opened.url} item={item} scale={STEPS[zoom] ?? 1} /> : <Film url={opened.url} />}
      {why !== null || picture || playable ? null : <p>PDF 请另存后用系统的阅读程序打开。</p>}
    </div>
  );
}

function Zoomed({ url, item, scale }: { url: string; item: AttachmentView; scale: number }) {
  return (
    // Scrolled by keys too when it is larger than its frame.
    <div className={styles.frame} tabIndex={scale > 1 ? 0 : -1}>
      <img src={url} alt={`${item.role_label} ${item.name}`} style={scale === 1 ? { maxWidth: "100%", maxHeight: "70vh" } : { width: `${scale * 100}%`, maxWidth: "none" }} />
    </div>
  );
}

function Film({ url }: { url: string }) {
  // A buyer's video has no captions.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  return <video src={url} controls className={styles.film} />;
}

interface BarProps extends ShownProps {
  zoom: { step: number; closer: () => void; further: () => void; whole: () => void } | undefined;
}

function Bar({ item, place, onStep, onChanged, zoom }: BarProps) {
  const file = useSaveFile();
  return (
    <>
      <div className={styles.line}>
        <span className={look.quiet}>{place} · {sizeText(item.size)}{item.width === null ? "" : ` · ${item.width}×${item.height}`} · {item.added_by} <DateText value={item.added_at} /></span>
        <span className={styles.gap} />
        {onStep === undefined ? null : <><Button size="small" onClick={() => onStep(-1)} title="←">前一个</Button><Button size="small" onClick={() => onStep(1)} title="→">后一个</Button></>}
        {zoom === undefined ? null : (
          <>
            <Button size="small" aria-label="缩小" onClick={zoom.further} disabled={zoom.step === 0} title="-">－</Button>
            <Button size="small" aria-label="放大" onClick={zoom.closer} disabled={zoom.step === STEPS.length - 1} title="+">＋</Button>
            <Button size="small" onClick={zoom.whole} disabled={zoom.step === 0} title="0">看全图</Button>
          </>
        )}
        {item.content === "ready" ? (
          <Button size="small" loading={file.pending} onClick={() => void file.save("attachments.bytes", { id: item.id, thumbnail: false, part: 0 }, item.name || "附件")}>另存…</Button>
        ) : null}
        <Withdraw item={item} onChanged={onChanged} />
      </div>
      <p role="status" className={look.quiet}>{file.said || "打开和另存原件会记入台账。"}</p>
      {file.error === null ? null : <ErrorNote error={file.error} />}
      <p className={look.quiet}>原件 SHA-256 {item.sha256}</p>
    </>
  );
}

function Withdraw({ item, onChanged }: { item: AttachmentView; onChanged: () => void }) {
  const [asking, setAsking] = useState(false);
  const button = item.withdraw;
  if (button === null) return null;
  const withdraw = async (reason: string) => {
    await call("records.do", { kind: "attachment", id: item.id, event: "withdraw", input: { reason }, version: item.version });
    onChanged();
  };
  return (
    <>
      <Button size="small" danger disabled={!button.enabled} title={button.why ?? undefined} onClick={() => setAsking(true)}>撤下…</Button>
      {button.enabled ? null : <span className={look.quiet}>{button.why}</span>}
      <ConfirmReason
        open={asking}
        title={`撤下 ${item.role_label}`}
        consequence="撤下后不再显示；文件留到保存期满，撤下的人和原因记入台账。"
        confirm="撤下"
        destructive
        suggestions={["传错了单", "拍得不清楚，已重拍", "含有无关的人"]}
        onConfirm={withdraw}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
