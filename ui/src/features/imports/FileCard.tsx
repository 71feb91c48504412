import { Button, Input, Select } from "antd";
import { useId, useState } from "react";
import type { FilePreview, LookInput } from "@/bridge";
import { Card } from "@/shared/layout";
import styles from "./imports.module.css";
import { MappingEditor } from "./MappingEditor";
import { PreviewTable } from "./PreviewTable";
import { CONTENTS } from "./words";

export interface FileCardProps {
  file: FilePreview;
  look: LookInput;
  busy: boolean;
  onLook: (change: Partial<LookInput>) => void;
  onRun: (shop: string, dryRun: boolean) => void;
  onSkip: () => void;
}

/** One file: what it was recognised as, how to read it otherwise, its first rows. */
export function FileCard({ file, look, busy, onLook, onRun, onSkip }: FileCardProps) {
  const [shop, setShop] = useState("");
  const [mapping, setMapping] = useState(false);
  const naming = !file.recognised || mapping;
  const named = (fields: Record<string, string>, platform: string, kind: string) => {
    setMapping(false);
    onLook({ mapping: fields, platform, kind });
  };
  return (
    <Card title={file.name} extra={<Button type="link" size="small" onClick={onSkip} disabled={busy}>不导入这个文件</Button>}>
      <p className={styles.recognised}>{recognisedWords(file)}</p>
      {naming ? (
        <MappingEditor file={file} onNamed={named} onCancel={file.recognised ? () => setMapping(false) : undefined} />
      ) : (
        <>
          <div className={styles.reading}>
            <Reading {...{ file, look, busy, onLook, shop, setShop }} onMapping={() => setMapping(true)} />
            {/* Above the rows, so that they are in sight at once. */}
            <span className={styles.run}>
              <Button onClick={() => onRun(shop, true)} disabled={busy}>试导入</Button>
              <Button type="primary" onClick={() => onRun(shop, false)} disabled={busy}>导入</Button>
            </span>
          </div>
          <PreviewTable file={file} />
        </>
      )}
    </Card>
  );
}

/** 淘宝 订单列表 · GB18030 · 57 行 */
export function recognisedWords(file: FilePreview): string {
  if (!file.recognised) return `没有认出是哪个平台的文件（${file.encoding}）。请指出各列的意思，下次同样的表头就认得了。`;
  return [file.label, file.encoding, `${file.rows} 行`, ...(file.heading_row > 1 ? [`表头在第 ${file.heading_row} 行`] : [])].join(" · ");
}

interface ReadingProps extends Pick<FileCardProps, "file" | "look" | "busy" | "onLook"> {
  shop: string;
  setShop: (shop: string) => void;
  onMapping: () => void;
}

function Reading({ file, look, busy, onLook, shop, setShop, onMapping }: ReadingProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-platform`}>平台</label>
      <Select
        id={`${id}-platform`}
        value={file.platform}
        disabled={busy}
        options={file.platforms.map(([value, label]) => ({ value, label }))}
        onChange={(platform: string) => onLook({ platform, kind: look.kind })}
        style={{ width: 120 }}
      />
      <label htmlFor={`${id}-kind`}>内容</label>
      <Select
        id={`${id}-kind`}
        value={file.kind}
        disabled={busy}
        options={CONTENTS.map((one) => ({ ...one }))}
        onChange={(kind: string) => onLook({ kind, platform: look.platform ?? file.platform })}
        style={{ width: 190 }}
      />
      <label htmlFor={`${id}-shop`}>平台上的店名</label>
      <Input id={`${id}-shop`} value={shop} disabled={busy} onChange={(event) => setShop(event.target.value)} placeholder="只有一家店就留空" style={{ width: 160 }} maxLength={60} />
      <Button type="link" onClick={onMapping} disabled={busy}>自己指定各列…</Button>
    </>
  );
}
