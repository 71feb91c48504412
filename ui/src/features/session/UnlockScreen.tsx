import { Button } from "antd";
import { useState } from "react";
import { call, toCallError, usePerform, type Refusal } from "@/bridge";
import { ErrorNote, Progress } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { FrontPage } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { CODE_HELP, tidyCode } from "./recoveryCode";
import { waysAfter, type Ways } from "./refusedOpening";
import styles from "./session.module.css";

const FIELDS: readonly FieldDeclaration[] = [{ name: "code", label: "恢复码", type: "text", required: true, help: CODE_HELP }];

export interface UnlockScreenProps {
  /** Why it could not be opened, as the core last said. */
  why: Refusal | null;
  onOpened: () => void;
  onRestore: () => void;
  /** With the code that was typed, or the empty text. */
  onSalvage: (code: string) => void;
}

/** The shop is there and not open: the words of the core, and the ways that can lead on from there. */
export function UnlockScreen({ why, onOpened, ...leave }: UnlockScreenProps) {
  const [refused, setRefused] = useState<{ why: Pick<Refusal, "code" | "message">; code: string } | null>(null);
  const told = refused?.why ?? why;
  const open = async (code: string) => {
    try {
      await call("shop.open", { code: code === "" ? null : code });
    } catch (thrown) {
      const no = toCallError(thrown);
      // The code was good, the shop is not: that is another matter than a code to be typed again.
      if (!waysAfter(no.code).key) return setRefused({ why: no, code });
      throw no;
    }
    onOpened();
  };
  const ways = waysAfter(told?.code);
  if (ways.key) return <ByKey words={told?.message ?? "店铺还没有打开。"} onCode={open} onOpened={onOpened} onRestore={leave.onRestore} />;
  const typed = refused?.code ?? "";
  const again = () => open(typed).catch((thrown: unknown) => setRefused({ why: toCallError(thrown), code: typed }));
  return <NotByKey words={told?.message ?? ""} ways={ways} onAgain={again} onRestore={leave.onRestore} onSalvage={() => leave.onSalvage(typed)} />;
}

interface ByKeyProps extends Pick<UnlockScreenProps, "onOpened" | "onRestore"> {
  words: string;
  onCode: (code: string) => Promise<void>;
}

/** The way by the code, the way by the keychain. */
function ByKey({ words, onCode, onOpened, onRestore }: ByKeyProps) {
  const again = usePerform("shop.open");
  const retry = () => void again.perform({ code: null }).then(onOpened, () => undefined);
  return (
    <FrontPage title="打开店铺" subtitle="店铺的数据加了密。平时由这台电脑的系统钥匙串自动打开，现在没有打开成。">
      <div role="status" className={styles.why}>{words}</div>
      <FormFromFields fields={FIELDS} submit="用恢复码打开" focus="code" onSubmit={({ code }) => onCode(tidyCode(String(code)))} />
      <div className={styles.other}>
        <span>或者解锁系统钥匙串后：</span>
        <Button onClick={retry} loading={again.pending}>重试钥匙串</Button>
        <Progress waiting={again.waiting} label="正在询问系统钥匙串" />
      </div>
      <div className={styles.other}>
        <span>换了电脑，或数据没有了：</span>
        <Button onClick={onRestore}>从备份恢复…</Button>
      </div>
      {again.error === null ? null : <ErrorNote error={again.error} safe="数据没有改动，仍然加着密。" />}
      <p className={look.quiet}>恢复码在建店时保存或打印的凭条上。没有恢复码、钥匙串也打不开，谁都无法读出数据。</p>
    </FrontPage>
  );
}

interface NotByKeyProps extends Pick<UnlockScreenProps, "onRestore"> {
  words: string;
  ways: Ways;
  onAgain: () => Promise<void>;
  onSalvage: () => void;
}

/** No key helps: the file is damaged, in use, or of a newer program. */
function NotByKey({ words, ways, onAgain, onRestore, onSalvage }: NotByKeyProps) {
  const [trying, setTrying] = useState(false);
  const again = () => {
    setTrying(true);
    void onAgain().finally(() => setTrying(false));
  };
  return (
    <FrontPage title="店铺打不开">
      <div role="alert" className={`${styles.why} ${styles.grave}`}>{words}</div>
      {ways.restore ? <Way words="有好的备份：回到备份那时；打不开的旧数据改名留着。" button="从备份恢复…" onTake={onRestore} /> : null}
      {ways.salvage ? <Way words="没有备份，或备份太旧：原文件夹不改动，读得出的内容搬到旁边的新文件夹。" button="抢救还能读出的内容…" onTake={onSalvage} /> : null}
      <Way words="处理好了，或放回了原来的文件：" button="再试一次" onTake={again} loading={trying} />
    </FrontPage>
  );
}

function Way({ words, button, onTake, loading = false }: { words: string; button: string; onTake: () => void; loading?: boolean }) {
  return (
    <div className={styles.way}>
      <span>{words}</span>
      <Button onClick={onTake} loading={loading}>{button}</Button>
    </div>
  );
}
