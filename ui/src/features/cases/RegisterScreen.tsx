import { Button, Input, Radio } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { call, toCallError, useOperation, type Button as StepButton, type CallError } from "@/bridge";
import { FactsFields, checkFacts, factDeclarations, readFacts, typedFacts, type FactsTyped } from "@/features/rulings";
import { useDraft } from "@/shared/drafts";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { FieldRow, type FieldDeclaration } from "@/shared/form";
import { useKeys } from "@/shared/keys";
import { Card, PageHeader } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { beijing, useNow } from "@/shared/time";
import styles from "./cases.module.css";
import { OrderPicker, type PickedOrder } from "./OrderPicker";
import { prefilled } from "./prefill";

/** 登记售后单: from an order, or without one. */
export function RegisterScreen() {
  const { data, error } = useOperation("records.new", { kind: "quality_case" }, { kinds: ["account"] });
  const button = data?.find((one) => one.event === "register");
  return (
    <>
      <PageHeader title="登记售后单" back={{ to: "/cases", label: "售后单" }} />
      {error === null ? null : <ErrorNote error={error} />}
      {data !== undefined && button === undefined ? <EmptyState title="您的岗位不能登记售后单" step="请客服、经理或店主登记。" /> : null}
      {button === undefined ? null : <Register button={button} />}
    </>
  );
}

interface RegisterTyped {
  title: string;
  told: string;
  serial: string;
  facts: FactsTyped;
}

function readRegister(stored: unknown): RegisterTyped | null {
  const draft = stored as Partial<RegisterTyped> | null;
  const facts = readFacts(draft?.facts);
  return facts === null || typeof draft?.title !== "string" || typeof draft.told !== "string" ? null : { title: draft.title, told: draft.told, serial: draft.serial ?? "", facts };
}

function Register({ button }: { button: StepButton }) {
  const navigate = useNavigate();
  const today = beijing(useNow())?.date ?? "";
  const fields = factDeclarations(button.asks);
  const start: RegisterTyped = { title: "", told: "", serial: "", facts: typedFacts(fields, { claim: "quality", channel: "online", fault_date: today }) };
  const { value: typed, change, clear, restored } = useDraft("quality_case/new", start, readRegister);
  const [order, setOrder] = useState<PickedOrder | null>(null);
  const [line, setLine] = useState<string | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<CallError | null>(null);
  const [pending, setPending] = useState(false);

  const pick = (picked: PickedOrder | null) => {
    setOrder(picked);
    const only = picked?.lines.length === 1 ? picked.lines[0] : undefined;
    setLine(only?.id ?? null);
    if (picked !== null) change(prefilled(typed, picked, only));
  };
  const pickLine = (id: string) => {
    setLine(id);
    const chosen = order?.lines.find((one) => one.id === id);
    if (order !== null && chosen !== undefined) change(prefilled(typed, order, chosen));
  };
  const save = async (next: boolean) => {
    const checked = checkFacts(fields, typed.facts);
    const missing: Record<string, string> = typed.title.trim() === "" ? { goods_title: "请填写商品名称，或选一个订单" } : {};
    setErrors({ ...checked.errors, ...missing });
    setError(null);
    if (pending || Object.keys({ ...checked.errors, ...missing }).length > 0) return;
    setPending(true);
    try {
      const input = { ...checked.values, goods_title: typed.title.trim(), fault_text: typed.told.trim() || null, ...(order === null ? {} : { order_id: order.id, order_line_id: line }) };
      const done = await call("records.do", { kind: "quality_case", id: null, event: "register", input: known(input, button), version: null });
      clear(start);
      setOrder(null);
      setLine(null);
      if (!next) void navigate(`/cases/${done.id}`);
    } catch (thrown) {
      const refused = toCallError(thrown);
      if (refused.field !== undefined) setErrors({ [refused.field]: refused.message });
      else setError(refused);
    } finally {
      setPending(false);
    }
  };
  useKeys([{ chord: "Ctrl+Enter", label: "登记并填下一件", group: "登记", run: () => void save(true) }]);
  const title: FieldDeclaration = { name: "goods_title", label: "商品名称", type: "text", required: true };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      {restored ? <p role="status">这是上次没有登记完的内容。<Button type="link" size="small" onClick={() => clear(start)}>不要了，重新填</Button></p> : null}
      <Card title="订单"><OrderPicker picked={order} onPick={pick} />{order === null ? <p className={look.quiet}>没有订单也可以登记：直接填写下面的内容。</p> : <Lines order={order} line={line} onPick={pickLine} />}</Card>
      <Card title="商品与消费者所述">
        <FieldRow field={title} id="register-title" error={errors.goods_title}>
          {(describedBy) => (
            <Input
              id="register-title"
              value={typed.title}
              onChange={(event) => change({ ...typed, title: event.target.value })}
              status={errors.goods_title === undefined ? "" : "error"}
              aria-describedby={describedBy}
              aria-required="true"
              maxLength={200}
            />
          )}
        </FieldRow>
        <FieldRow field={{ label: "消费者所述", help: "照原话记" }} id="register-told" error={errors.fault_text}>
          {(describedBy) => (
            <Input.TextArea
              id="register-told"
              value={typed.told}
              onChange={(event) => change({ ...typed, told: event.target.value })}
              aria-describedby={describedBy}
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={4000}
            />
          )}
        </FieldRow>
      </Card>
      <Card title="事实"><FactsFields fields={fields} typed={typed.facts} errors={errors} onChange={(facts) => change({ ...typed, facts })} /></Card>
      {Object.keys(errors).length === 0 ? null : <p role="alert" className={styles.error}>{Object.values(errors).join("；")}</p>}
      {error === null ? null : <ErrorNote error={error} safe="已填的内容还在。" />}
      <div className={styles.formButtons}>
        <Button onClick={() => void navigate("/cases")}>取消</Button>
        <Button loading={pending} onClick={() => void save(true)}>登记并填下一件 <kbd>Ctrl+Enter</kbd></Button>
        <Button type="primary" htmlType="submit" loading={pending}>登记</Button>
      </div>
    </form>
  );
}

/** Only what the step asks for; what the order knows is left to it. */
function known(input: Record<string, unknown>, button: StepButton): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== null && button.asks.some((field) => field.name === name)));
}

function Lines({ order, line, onPick }: { order: PickedOrder; line: string | null; onPick: (id: string) => void }) {
  if (order.lines.length < 2) return null;
  return (
    <>
      <p>这个订单有 {order.lines.length} 行，是哪一件？</p>
      <Radio.Group
        name="order-line"
        className={styles.lines ?? ""}
        value={line}
        onChange={(event) => onPick(String(event.target.value))}
        options={order.lines.map((one) => ({ value: one.id, label: [one.values.title, one.values.sku].filter(Boolean).join(" ") }))}
      />
    </>
  );
}
