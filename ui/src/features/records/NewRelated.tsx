import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useOperation, type Button as StepButton, type RecordView, type RelatedGroup } from "@/bridge";
import { didIt, performStep, StepDialog } from "@/shared/record";
import { pressable } from "./declared";
import { givenBy, withoutGiven } from "./given";
import { casePath, ownPage } from "./pages";

interface NewRelatedProps {
  /** The record to which the new one belongs. */
  of: RecordView;
  group: RelatedGroup;
}

/** Begins a new part of a record: what the record knows is filled in and not asked for. */
export function NewRelated({ of, group }: NewRelatedProps) {
  const own = ownPage(group.kind);
  const elsewhere = own?.stepsThere === true || own?.newThere === true;
  const { data } = useOperation("records.new", { kind: group.kind }, { kinds: [group.kind, "account"], enabled: !elsewhere });
  const [asking, setAsking] = useState<StepButton | null>(null);
  const [said, setSaid] = useState("");
  const navigate = useNavigate();
  // A step that does not ask for the record would make one that does not belong to it.
  const offered = (data ?? []).filter((button) => button.asks.some(({ name }) => name === group.field));
  if (elsewhere || offered.length === 0) return null;

  const submit = async (button: StepButton, typed: Record<string, unknown>) => {
    const known = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null));
    const done = await performStep({ kind: group.kind, id: null, version: null }, button.event, { ...known, ...givenBy(of, group.field, button) });
    if (group.is_case) void navigate(casePath(done.id));
    else setSaid(`${didIt(button.label)} ${done.number}`);
  };
  return (
    <>
      <span role="status" className="visually-hidden">{said}</span>
      <Choose label={group.label} buttons={pressable(group.kind, offered.map((button) => withoutGiven(of, group.field, button)))} onChoose={setAsking} />
      <StepDialog
        button={asking}
        on={`${group.label}（${of.number || of.kind_label}）`}
        draft={`${group.kind}/new/${asking?.event ?? ""}/${of.id}`}
        onSubmit={async (typed) => {
          const button = offered.find(({ event }) => event === asking?.event);
          if (button !== undefined) await submit(button, typed);
        }}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

/** 新建; where there are several ways to begin, they are named. */
function Choose({ label, buttons, onChoose }: { label: string; buttons: readonly StepButton[]; onChoose: (button: StepButton) => void }) {
  const [only, ...others] = buttons;
  if (only === undefined) return null;
  if (others.length === 0) {
    return <Button size="small" aria-label={`${only.label}${label}`} disabled={!only.enabled} title={only.why ?? ""} onClick={() => onChoose(only)}>{only.label}</Button>;
  }
  const items = buttons.map((button) => ({ key: button.event, label: button.label, disabled: !button.enabled, title: button.why ?? "", onClick: () => onChoose(button) }));
  return <Dropdown trigger={["click"]} menu={{ items }}><Button size="small" aria-haspopup="menu" aria-label={`新建${label}`}>新建 ▾</Button></Dropdown>;
}
