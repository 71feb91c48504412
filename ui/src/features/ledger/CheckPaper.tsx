import { useState } from "react";
import { call, type PaperChecked } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import look from "@/shared/look.module.css";
import styles from "./ledger.module.css";

const FIELDS: readonly FieldDeclaration[] = [
  { name: "text", label: "二维码", type: "text", help: "用扫码枪扫纸上的二维码；扫不出来就填下面两项" },
  { name: "seq", label: "台账条数", type: "int" },
  { name: "hash", label: "指纹", type: "text", help: "至少前 4 组；空格、大小写都可以" },
];

/** Holds a printed checkpoint against the ledger. */
export function CheckPaper() {
  const [told, setTold] = useState<PaperChecked | null>(null);
  return (
    <>
      <FormFromFields
        fields={FIELDS}
        submit="核对"
        focus="text"
        onSubmit={async ({ text, seq, hash }) => {
          setTold(null);
          setTold(await call("anchors.check", { text: textOrNull(text), seq: typeof seq === "number" ? seq : null, hash: textOrNull(hash) }));
        }}
      />
      <div role="status" className={styles.told}>{told === null ? null : <Told told={told} />}</div>
    </>
  );
}

const textOrNull = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

function Told({ told }: { told: PaperChecked }) {
  const same = told.result === "same";
  return (
    <>
      <p className={same ? styles.sound : styles.unsound}>
        <span aria-hidden="true">{same ? "✓" : "✗"}</span> {told.words}
      </p>
      {same && told.signed ? <p className={look.quiet}>纸上的签名也是本席位的。</p> : null}
    </>
  );
}
