import type { TextAreaRef } from "antd/es/input/TextArea";
import { Suspense, useRef } from "react";
import type { CaseView, RecordView } from "@/bridge";
import { Papers, useLabels } from "@/features/papers";
import { KnownFacts, Related } from "@/features/records";
import { ActionBar } from "@/shared/actions";
import { Attachments } from "@/shared/attachments";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import { titleOf } from "@/shared/record";
import { textOf } from "@/shared/values";
import { Clocks } from "../clocks/Clocks";
import type { CasePanel, CasePartProps } from "../panels";
import { OrderFacts } from "./OrderFacts";
import { Nearest, StateMenu } from "./StateMenu";
import { Story } from "./Story";
import { useCaseKeys } from "./useCaseKeys";
import { useCaseSteps } from "./useCaseSteps";

interface CasePageProps {
  view: CaseView;
  panel: CasePanel;
  reload: () => Promise<RecordView | undefined>;
}

const BACK = { to: "/cases", label: "售后单" };

/** The frame around a case: header with the steps, facts at the left, what happened in the middle, limits and judgement at the right. */
export function CasePage({ view, panel, reload }: CasePageProps) {
  const { record } = view;
  const noteField = useRef<TextAreaRef>(null);
  const { shown, asked, perform, begin, ...steps } = useCaseSteps(view, panel, reload);
  const keyed = useCaseKeys(shown, panel.keys, record.buttons.some(({ event }) => event === "note") ? () => noteField.current?.focus() : undefined);
  const labels = useLabels(record);
  const part = { view, begin, panel };
  return (
    <>
      <PageHeader
        title={joined(" ", [record.number, subjectOf(record)])}
        beside={<><StateMenu label={record.state_label} state={record.state} actions={shown} /><Nearest clocks={view.clocks} /></>}
        subtitle={joined(" · ", [record.kind_label, panel.headline?.(view) ?? ""])}
        back={BACK}
        actions={<ActionBar label="这张单可做的事" actions={[...shown, ...labels.actions]} />}
      />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      <Suspense fallback={<p role="status">正在打开…</p>}>
        <SplitPane
          lead={panel.leads?.includes(record.state) === true ? "end" : "main"}
          start={{ title: "订单与事实", content: <Left {...part} keyed={!keyed.has("p")} /> }}
          main={{ title: "经过", content: <Story view={view} field={noteField} onWrite={(words) => perform("note", { words })} /> }}
          end={{ title: "时限与判定", content: <Right {...part} onExtend={(input) => perform("extend", input)} /> }}
        />
        {panel.Forms === undefined ? null : <panel.Forms view={view} asked={asked} perform={perform} onClose={steps.done} />}
      </Suspense>
      {steps.dialog}
      {labels.dialog}
    </>
  );
}

/** What a case is about. The number of its order stands with the order. */
const subjectOf = ({ values, fields }: RecordView) => titleOf({ ...values, order_no: null }, fields);
const joined = (sign: string, words: readonly string[]) => words.filter((one) => one !== "").join(sign);

interface SideProps extends CasePartProps {
  panel: CasePanel;
}

/** Said in the card of order and consumer, or for the app's own use. */
const ELSEWHERE: readonly string[] = ["order_id", "order_line_id", "consumer_id", "owner", "shop", "goods_title", "batch_id"];

/** What is photographed most, by kind; elsewhere it is a receipt or a record. */
const USUAL: Readonly<Record<string, string>> = { repair: "intake", returns_exchange: "inspection" };

function Left({ panel, keyed, ...part }: SideProps & { keyed: boolean }) {
  const { record, notices, related, order } = part.view;
  const issued = notices.map((notice) => ({ ...notice, title: textOf(notice.values.title) || notice.kind_label }));
  return (
    <>
      <OrderFacts view={part.view} />
      <Papers of={record} offers={record.papers} issued={issued} keyed={keyed} />
      {panel.Facts === undefined ? <Card title={record.kind_label}><KnownFacts record={record} elsewhere={new Set(order === null ? ELSEWHERE : [...ELSEWHERE, "order_no"])} /></Card> : <panel.Facts {...part} />}
      <Card title="附件"><Attachments key={record.id} caseId={record.id} ofKind={record.kind} usual={USUAL[record.kind] ?? "proof"} /></Card>
      <Related of={record} groups={related.filter(({ kind }) => kind !== "attachment" && panel.shows?.includes(kind) !== true)} />
    </>
  );
}

function Right({ panel, onExtend, ...part }: SideProps & { onExtend: (input: Record<string, unknown>) => Promise<unknown> }) {
  const { record, clocks } = part.view;
  const extend = record.buttons.find(({ event, enabled }) => event === "extend" && enabled);
  return (
    <>
      <Card title="时限"><Clocks clocks={clocks} extend={extend} draft={`${record.kind}/${record.id}/extend`} onExtend={onExtend} /></Card>
      {panel.Panel === undefined ? null : <panel.Panel {...part} />}
    </>
  );
}
