import { useState } from "react";
import { saveMade } from "@/bridge";
import { FormFromFields, type FieldDeclaration, type Values } from "@/shared/form";
import { Card } from "@/shared/layout";
import { beijing, useNow } from "@/shared/time";
import styles from "./settings.module.css";

const KINDS = [
  { value: "quality_case", label: "售后单" },
  { value: "sales_order", label: "订单" },
  { value: "order_line", label: "订单明细" },
  { value: "ruling", label: "三包判定" },
  { value: "notice", label: "通知书" },
  { value: "serial_unit", label: "序列号" },
  { value: "loaner", label: "备用机" },
  { value: "consumer", label: "消费者" },
  { value: "import_batch", label: "导入批次" },
  { value: "account", label: "人员" },
];
const FORMATS = [
  { value: "xlsx", label: "Excel 表格（xlsx）" },
  { value: "csv", label: "CSV（UTF-8，Excel 可直接打开）" },
  { value: "csv-gb18030", label: "CSV（GB18030，给旧软件用）" },
];
const FIELDS: readonly FieldDeclaration[] = [
  { name: "kind", label: "导出什么", type: "choice", required: true, choices: KINDS },
  { name: "format", label: "格式", type: "choice", required: true, choices: FORMATS },
  { name: "purpose", label: "用途", type: "text", required: true, max_length: 100, help: "会写进台账和导出的文件，例如：给会计对账、平台申诉" },
  { name: "from", label: "从哪天登记的起", type: "date", help: "不填就从头" },
  { name: "to", label: "到哪天登记的止", type: "date", help: "不填就到现在" },
  { name: "login", label: "同意人登录名", type: "text", help: "只有不打码才填：要另一位经理或店主当面同意" },
  { name: "password", label: "同意人密码", type: "password" },
];

const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");
const filled = (value: unknown): value is string => text(value) !== "";

/** A table out of the shop: personal data masked, the purpose written down before the file is made. */
export function ExportPart() {
  const [said, setSaid] = useState("");
  const today = beijing(useNow())?.date ?? "";
  const save = async ({ kind, format, purpose, from, to, login, password }: Values) => {
    setSaid("");
    const asked = {
      kind: String(kind),
      format: String(format),
      purpose: String(purpose),
      ...(filled(from) ? { from } : {}),
      ...(filled(to) ? { to } : {}),
      // With a login alone the core says that the password is missing, and does not mask in silence.
      ...(filled(login) || filled(password) ? { approved_by: { login: text(login), password: typeof password === "string" ? password : "" } } : {}),
    };
    const label = KINDS.find(({ value }) => value === asked.kind)?.label ?? asked.kind;
    const { saved } = await saveMade("exports.table", asked, `${label}-${today}.${asked.format === "xlsx" ? "xlsx" : "csv"}`);
    setSaid(saved ? `✓ 已导出${label}` : "没有选位置，什么都没有导出。");
  };
  return (
    <Card title="导出表格">
      <p className={styles.intro}>手机号、姓名、地址在表里是打码的，文件上写着谁、何时、为什么导出。点“导出”后选择保存的位置。</p>
      <FormFromFields fields={FIELDS} initial={{ format: "xlsx" }} submit="导出" onSubmit={save} />
      <p role="status">{said}</p>
    </Card>
  );
}
