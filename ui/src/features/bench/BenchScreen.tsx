import { ConfigProvider } from "antd";
import type { CSSProperties } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { useOperation, type Bench, type BenchUnit, type Button } from "@/bridge";
import { pressable } from "@/features/records";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { PageHeader } from "@/shared/layout";
import { grown, usePreferences } from "@/shared/preferences";
import { useSteps } from "@/shared/record";
import styles from "./bench.module.css";
import { Cards } from "./Cards";
import { ScanField } from "./ScanField";
import { Unit } from "./Unit";
import { useBenchScan } from "./useBenchScan";

/** What a change of redraws the bench. */
const KINDS = ["repair", "repair_part", "repair_delay", "repair_correction", "clock", "attachment", "account"] as const;
/** One step larger than elsewhere. */
const STEP_PX = 2;

/** 维修台: one unit large, the next ones small, the scanner always heard. */
export function BenchScreen() {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("id");
  const { data, error, refetch } = useOperation("bench.show", { id: wanted }, { kinds: [...KINDS], keepFormer: true });
  const lay = (id: string | null) => setSearch(id === null ? {} : { id }, { replace: true });
  const size = usePreferences().baseSize + STEP_PX;
  const larger = { "--text": `${size}px`, "--text-small": `${size - 2}px`, "--text-title": `${size + 6}px` } as CSSProperties;
  return (
    <ConfigProvider theme={{ token: { fontSize: size, controlHeight: grown(32, size) } }}>
      <div className={styles.bench} style={larger}>
        <PageHeader title="维修台" />
        {error === null ? null : <ErrorNote error={error} safe="记录都在。" onRetry={() => (wanted === null ? void refetch() : lay(null))} />}
        {data === undefined ? (error === null ? <p role="status">正在打开…</p> : null) : <Loaded bench={data} lay={lay} reload={async () => (await refetch()).data} />}
      </div>
    </ConfigProvider>
  );
}

interface LoadedProps {
  bench: Bench;
  lay: (id: string | null) => void;
  reload: () => Promise<Bench | undefined>;
}

function Loaded({ bench, lay, reload }: LoadedProps) {
  const next = () => lay(bench.next[0]?.id ?? null);
  useKeys(bench.next.map((card, at) => ({ chord: String(at + 1), label: `放上 ${card.number}`, group: "维修台", run: () => lay(card.id) })));
  return (
    <>
      {bench.unit === null ? <NothingToDo lay={lay} /> : <InHand key={bench.unit.record.id} unit={bench.unit} lay={lay} next={next} reload={async () => (await reload())?.unit?.record} />}
      <Cards cards={bench.next} more={bench.more} onLay={lay} />
    </>
  );
}

function NothingToDo({ lay }: { lay: (id: string) => void }) {
  const navigate = useNavigate();
  const { heard, onCode } = useBenchScan({ id: null, lay, press: () => undefined, next: () => undefined });
  return (
    <>
      <ScanField heard={heard} onCode={onCode} />
      <EmptyState title="没有要修的机器" step="新送来的先接修；已有标签的扫一下就打开。" action={{ label: "接修一台", run: () => void navigate("/records/repair") }} />
    </>
  );
}

interface InHandProps {
  unit: BenchUnit;
  lay: (id: string) => void;
  next: () => void;
  reload: () => Promise<BenchUnit["record"] | undefined>;
}

function InHand({ unit, lay, next, reload }: InHandProps) {
  const { record } = unit;
  const buttons = pressable(record.kind, record.buttons);
  const steps = useSteps({ ...record, buttons }, { prefill: true, reload });
  const step = buttons.find(({ event }) => event === unit.next);
  const press = () => {
    if (step?.enabled === true) steps.begin(atOnce(step));
  };
  const { heard, onCode } = useBenchScan({ id: record.id, lay, press, next });
  useKeys(step === undefined ? [] : [{ chord: "s", label: step.label, group: "维修台", run: press, disabledReason: step.enabled ? undefined : (step.why ?? "现在不能做") }]);
  return (
    <>
      <ScanField heard={heard} onCode={onCode} />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      <Unit unit={unit} step={step} pending={steps.actions.find(({ id }) => id === unit.next)?.pending ?? false} onStep={press} actions={steps.actions.filter(({ id }) => id !== unit.next)} />
      {steps.dialog}
    </>
  );
}

/** A step that demands nothing is made with one press: what may be left empty is today. */
const atOnce = (button: Button): Button => (button.asks.some(({ required }) => required) || button.grave ? button : { ...button, asks: [] });
