import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { CallError } from "@/bridge";
import { ConfirmReason, ErrorNote, Progress } from "@/shared/feedback";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { Card } from "@/shared/layout";
import { useScanner } from "@/shared/scanner";
import { useOfferUndo } from "@/shared/undo";
import { RulingDays } from "./CaseSample";

const FIELDS: FieldDeclaration[] = [
  { name: "title", label: "问题概述", type: "text", required: true, max_length: 30, help: "消费者的原话最好" },
  { name: "way", label: "处理方式", type: "choice", required: true, choices: [{ value: "repair", label: "维修" }, { value: "swap", label: "换货" }] },
  { name: "paid", label: "实付金额", type: "money", required: true },
  { name: "count", label: "件数", type: "int", min: 1 },
  { name: "signed", label: "签收日", type: "date" },
  { name: "order", label: "关联订单", type: "ref", kind: "order" },
  { name: "broken", label: "人为损坏", type: "bool" },
  { name: "note", label: "一个名字特别长的说明栏目", type: "long_text" },
];

const REFUSAL = new CallError({ code: "refused", message: "还没有验收，不能交付。请先完成检验并拍照。", guard: "inspected", retryable: true, trace_id: "01J9-7F3A" });
const LOST = new CallError({ code: "no_answer", message: "程序没有应答，不知道这一步是否完成。请先刷新查看结果，再决定是否重做。", retryable: false, trace_id: "" });

export function PartsSample() {
  return (
    <>
      <Card title="表单">
        <FormFromFields fields={FIELDS} submit="受理" onSubmit={() => Promise.reject(REFUSAL)} onCancel={() => undefined} lookup={async () => [{ value: "1", label: "2026030512345" }]} />
      </Card>
      <Card title="出错"><ErrorNote error={REFUSAL} onRetry={() => undefined} /><br /><ErrorNote error={LOST} /></Card>
      <Card title="进度"><Progress waiting="long" label="正在导入" done={12} total={57} onCancel={() => undefined} /></Card>
      <Card title="三包时间轴"><RulingDays today="2026-07-01" /><RulingDays today="2027-06-01" /></Card>
      <Steps />
    </>
  );
}

function Steps() {
  // ?ask=1 opens the dialog, for pictures.
  const [asking, setAsking] = useState(useSearchParams()[0].has("ask"));
  const [scanned, setScanned] = useState("（还没有）");
  const offer = useOfferUndo();
  useScanner(setScanned);
  return (
    <Card title="动作">
      <Button onClick={() => offer({ text: "已受理 3 件", undo: async () => undefined })}>做一件可撤销的事</Button>{" "}
      <Button danger onClick={() => setAsking(true)}>拒绝…</Button>
      <p>扫到的码：{scanned}</p>
      <ConfirmReason
        open={asking}
        onClose={() => setAsking(false)}
        title="拒绝 TH-3F-00871"
        consequence="消费者会收到拒绝通知，平台开始计算申诉期。"
        confirm="拒绝"
        destructive
        suggestions={["超过七日", "影响二次销售"]}
        onConfirm={() => Promise.reject(REFUSAL)}
      />
    </Card>
  );
}
