import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { call, keepFile, type RecoverySheetView } from "@/bridge";
import { tidyCode } from "@/features/session";
import { FormFromFields, type Values } from "@/shared/form";
import styles from "./setup.module.css";

export interface RecoveryStepsProps {
  shop: string;
  sheet: RecoverySheetView;
  /** The second step has begun, or was left again. */
  onChecking: (checking: boolean) => void;
  /** Both groups were right. */
  onConfirmed: () => Promise<unknown>;
}

/** The recovery code, shown once: kept on paper, then two groups typed back. There is no way past it. */
export function RecoverySteps({ shop, sheet, onChecking, onConfirmed }: RecoveryStepsProps) {
  const [checking, setChecking] = useState(false);
  const go = (next: boolean) => {
    setChecking(next);
    onChecking(next);
  };
  return checking ? (
    <Check sheet={sheet} onBack={() => go(false)} onConfirmed={onConfirmed} />
  ) : (
    <Sheet shop={shop} sheet={sheet} onNext={() => go(true)} />
  );
}

const PAPER = "我们没有备用钥匙，丢了谁也帮不上。请打印或抄下来，和营业执照放在一起，不要存在这台电脑里。";

function Sheet({ shop, sheet, onNext }: { shop: string; sheet: RecoverySheetView; onNext: () => void }) {
  const print = useRef<HTMLButtonElement>(null);
  const [said, setSaid] = useState("");
  useEffect(() => print.current?.focus(), []);
  const save = () =>
    keepFile(`恢复凭条-${shop}.pdf`, sheet.pdf).then(
      ({ saved }) => setSaid(saved ? "✓ PDF 已保存。打印出来后，请把电脑里的这个文件删掉。" : ""),
      () => setSaid("没有保存成，请换一个位置，或用打印，或把 9 组字抄下来。"),
    );
  return (
    <>
      <p>
        这是店铺的恢复码，<strong>只显示这一次</strong>。电脑坏了、重装系统、钥匙串打不开时，只有它能打开数据。{PAPER}
      </p>
      <div className={`${styles.paper} printed`}>
        <p className={styles.paperTitle}>恢复凭条 · {shop}</p>
        <ol className={styles.groups} aria-label="恢复码">
          {sheet.groups.map((group, index) => (
            <li key={index}>
              <span className={styles.groupNo}>{index + 1}</span>
              <code>{group}</code>
            </li>
          ))}
        </ol>
      </div>
      {sheet.in_keychain ? null : (
        <p className={styles.quiet}>这家店铺没有放进系统钥匙串：以后每次打开应用都要输入这份恢复码。</p>
      )}
      <div className={styles.buttons}>
        <Button ref={print} onClick={() => window.print()}>打印凭条</Button>
        <Button onClick={() => void save()}>保存凭条 PDF</Button>
        <Button type="primary" onClick={onNext}>已打印或抄好，去核对</Button>
      </div>
      <p role="status" className={styles.quiet}>
        {said}
      </p>
    </>
  );
}

function Check({ sheet, onBack, onConfirmed }: { sheet: RecoverySheetView; onBack: () => void; onConfirmed: () => Promise<unknown> }) {
  const fields = sheet.ask.map((group) => ({ name: `group${group}`, label: `第 ${group} 组`, type: "text" as const, required: true }));
  const confirm = async (values: Values) => {
    const groups = sheet.ask.map((group): [number, string] => [group, tidyCode(String(values[`group${group}`]))]);
    await call("shop.confirm_recovery", { groups });
    await onConfirmed();
  };
  return (
    <>
      <p>对照凭条输入下面两组字，确认凭条保存好了、能看清。不分大小写。</p>
      <FormFromFields fields={fields} submit="核对" focus={fields[0]?.name ?? ""} onSubmit={confirm} onCancel={onBack} cancel="回去再看一眼" />
    </>
  );
}
