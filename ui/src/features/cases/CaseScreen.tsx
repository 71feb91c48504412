import { Dropdown, type MenuProps } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useRef, useState } from "react";
import { useParams } from "react-router";
import { useOperation, type CallError, type CaseView, type FieldView } from "@/bridge";
import { Choosing, RulingPanel, demandedFacts, useOptionWords } from "@/features/rulings";
import { ActionBar } from "@/shared/actions";
import { DueText, LaneBadge } from "@/shared/deadline";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import { toneOf, useSteps } from "@/shared/record";
import { Timeline } from "@/shared/timeline";
import { StateTag } from "@/shared/values";
import { CaseFacts } from "./CaseFacts";
import styles from "./cases.module.css";
import { Clocks } from "./Clocks";
import { FactsDrawer } from "./FactsDrawer";
import { historyItems } from "./history";
import { CASE_KINDS } from "./kinds";
import { NoteBox } from "./NoteBox";

/** One case: facts, what happened, limits and ruling. */
export function CaseScreen() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation("cases.show", { id }, { kinds: CASE_KINDS });
  if (error !== null) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <p role="status">正在打开…</p> : <Case key={data.record.id} view={data} />;
}

const BACK = { to: "/cases", label: "售后单" };
/** The primary step first, what destroys last. */
const weight = (action: { primary?: boolean; destructive?: boolean }) => (action.primary === true ? 0 : action.destructive === true ? 2 : 1);
const text = (value: unknown) => (typeof value === "string" ? value : "");

function Case({ view }: { view: CaseView }) {
  const { record, rulings } = view;
  const [editing, setEditing] = useState(false);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [choosing, setChoosing] = useState(false);
  const noteField = useRef<TextAreaRef>(null);
  const facts = record.buttons.find((button) => button.event === "set_facts");
  const choose = record.buttons.find((button) => button.event === "choose");
  const edit = (atFault: Record<string, string> = {}) => {
    setWrong(atFault);
    setEditing(true);
  };
  const steps = useSteps(record, {
    special: { set_facts: () => edit(), choose: () => setChoosing(true), note: () => noteField.current?.focus() },
    primary: ["rule", "tell", "choose", "finish", "accept"],
    // What the rules cannot do without is asked for where it belongs.
    onRefused: (refused: CallError, event) => {
      const field = facts?.asks.find((asked) => asked.name === refused.field);
      if (event !== "rule" || field === undefined) return false;
      edit(record.values[field.name] == null ? missingFacts(facts?.asks ?? [], record.values, field.name) : { [field.name]: refused.message });
      return true;
    },
  });
  // A step with its own place on the page is not said twice in the bar.
  const shown = steps.actions.filter((action) => action.id !== "note").sort((a, b) => weight(a) - weight(b));
  const standing = rulings[0];
  useCaseKeys(shown, () => noteField.current?.focus());
  return (
    <>
      <PageHeader
        title={`${record.number} ${text(record.values.goods_title)}`}
        beside={<><StateMenu label={record.state_label} state={record.state} actions={shown} /><Nearest clocks={view.clocks} /></>}
        subtitle={standing?.answer.headline ?? text(record.values.fault_text)}
        back={BACK}
        actions={<ActionBar label="这张单可做的事" actions={shown} />}
      />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      <SplitPane
        lead={record.state === "ruled" ? "end" : "main"}
        start={{ title: "订单与事实", content: <CaseFacts view={view} onEdit={facts?.enabled === true ? () => edit() : undefined} /> }}
        main={{ title: "经过", content: <History view={view} field={noteField} onWrite={(words) => write(words)} canWrite={record.buttons.some((button) => button.event === "note")} /> }}
        end={{ title: "时限与判定", content: <Judgement view={view} onFacts={facts === undefined ? undefined : () => edit()} /> }}
      />
      {steps.dialog}
      <FactsDrawer
        open={editing}
        button={facts}
        {...{ record, wrong }}
        onSubmit={(values) => (facts === undefined ? Promise.resolve() : steps.perform(facts, values))}
        onClose={() => setEditing(false)}
      />
      {choose === undefined || standing === undefined ? null : (
        <Choosing open={choosing} offered={standing.options} onSubmit={(chosen) => steps.perform(choose, { chosen })} onClose={() => setChoosing(false)} />
      )}
    </>
  );

  function write(words: string) {
    const button = record.buttons.find((one) => one.event === "note");
    return button === undefined ? Promise.resolve() : steps.perform(button, { words });
  }
}

/** All that a ruling cannot do without and that is not there, so that nobody is sent back for one after another. */
function missingFacts(asks: readonly FieldView[], values: Record<string, unknown>, first: string): Record<string, string> {
  const needed = new Set([first, ...demandedFacts(text(values.claim))]);
  const missing = asks.filter((field) => needed.has(field.name) && values[field.name] == null);
  return Object.fromEntries(missing.map((field) => [field.name, `判定需要“${field.label}”，请填写`]));
}

type Actions = ReturnType<typeof useSteps>["actions"];

/** N note, R ruling, P print, A assign. A key of a step that is not possible stays on the sheet with the reason. */
function useCaseKeys(actions: Actions, note: () => void) {
  const bind = (chord: string, events: readonly string[], label: string) => {
    const action = events.map((event) => actions.find((one) => one.id === event)).find((one) => one !== undefined);
    return {
      chord,
      label,
      group: "这张单",
      run: () => action?.run(),
      disabledReason: action === undefined ? "这张单现在没有这一步" : action.disabledReason,
    };
  };
  useKeys([
    { chord: "n", label: "写备注", group: "这张单", run: note },
    bind("r", ["rule", "set_facts"], "判定"),
    // Once told, P belongs to the notice that was issued.
    ...(actions.some((action) => action.id === "tell") ? [bind("p", ["tell"], "出具告知书")] : []),
    bind("a", ["assign"], "转交"),
  ]);
}

interface StateMenuProps {
  label: string;
  state: string;
  actions: Actions;
}

/** The state, and the steps that lead away from it. S opens it. */
function StateMenu({ label, state, actions }: StateMenuProps) {
  const [open, setOpen] = useState(false);
  const items: MenuProps["items"] = actions.map((action) => ({
    key: action.id,
    label: action.disabledReason === undefined ? action.label : `${action.label}（${action.disabledReason}）`,
    disabled: action.disabledReason !== undefined,
    danger: action.destructive ?? false,
    onClick: action.run,
  }));
  const none = items.length === 0 ? "这张单现在没有可做的步骤" : undefined;
  useKeys([{ chord: "s", label: "换状态", group: "这张单", run: () => setOpen(true), disabledReason: none }]);
  return (
    // Opened by a key, the menu is where the next key must go.
    // eslint-disable-next-line jsx-a11y/no-autofocus
    <Dropdown trigger={["click"]} open={open} onOpenChange={setOpen} menu={{ items, onClick: () => setOpen(false) }} disabled={none !== undefined} autoFocus>
      <button type="button" className={styles.notice} aria-haspopup="menu" aria-expanded={open} title="换状态（S）"><StateTag label={label} tone={toneOf(state)} /></button>
    </Dropdown>
  );
}

/** The limit that runs out first, said in the header too: the right column may be folded away. */
function Nearest({ clocks }: { clocks: CaseView["clocks"] }) {
  const first = clocks.filter((clock) => clock.stopped_at === null).sort((a, b) => a.due_at.localeCompare(b.due_at))[0];
  return first === undefined ? null : <span title={`${first.label}；到零：${first.at_zero}`}><LaneBadge lane={first.lane} /> <DueText due={first.due_at} /></span>;
}

interface HistoryProps {
  view: CaseView;
  field: React.RefObject<TextAreaRef | null>;
  onWrite: (words: string) => Promise<unknown>;
  canWrite: boolean;
}

function History({ view, field, onWrite, canWrite }: HistoryProps) {
  const words = useOptionWords();
  return (
    <>
      {canWrite ? <NoteBox draft={`quality_case/${view.record.id}/note`} field={field} onWrite={onWrite} /> : null}
      <Timeline label="经过" items={historyItems(view.timeline, words.label)} />
    </>
  );
}

function Judgement({ view, onFacts }: { view: CaseView; onFacts: (() => void) | undefined }) {
  return (
    <>
      <Card title="时限"><Clocks clocks={view.clocks} /></Card>
      <Card title="判定">
        {view.rulings.length === 0 ? (
          <EmptyState
            title="还没有判定"
            step="填好事实后判定：能不能退、换、修，到哪一天，扣多少"
            chord="R"
            {...(onFacts === undefined ? {} : { action: { label: "填写事实", run: onFacts } })}
          />
        ) : (
          <RulingPanel caseId={view.record.id} rulings={view.rulings} chosen={text(view.record.values.chosen)} />
        )}
      </Card>
    </>
  );
}
