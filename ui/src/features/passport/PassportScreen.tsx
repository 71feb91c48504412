import { Link, useParams } from "react-router";
import { useOperation, type Button, type CoverTerm, type Passport } from "@/bridge";
import { ActionBar } from "@/shared/actions";
import { DayBar } from "@/shared/daybar";
import { ErrorNote } from "@/shared/feedback";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { useSteps } from "@/shared/record";
import { KeyValue, StateTag } from "@/shared/values";
import { Chain } from "./Chain";
import { daysOf, termWords } from "./days";
import styles from "./passport.module.css";
import { Repairs } from "./Repairs";

const KINDS = ["serial_unit", "goods", "repair", "repair_part", "repair_delay", "repair_correction", "quality_case", "catalogue_version", "calendar_year"] as const;

/** 保修护照: one unit, what covers it today and why, every repair, every exchange. */
export function PassportScreen() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useOperation("passport.show", { unit: id }, { kinds: [...KINDS] });
  if (data !== undefined) return <Page key={data.id} passport={data} />;
  if (error === null) return <p role="status">正在打开…</p>;
  return (
    <>
      <PageHeader title="打不开这本护照" back={BACK} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
    </>
  );
}

const BACK = { to: "/records/serial_unit", label: "序列号" };

function Page({ passport }: { passport: Passport }) {
  const { id, serial, title, state_label, cover } = passport;
  const steps = useUnitSteps(id, serial);
  return (
    <>
      <PageHeader
        title={`${serial} ${title}`}
        beside={<StateTag label={state_label} tone={passport.chain.some(({ here, swap_reason }) => here && swap_reason !== null) ? "closed" : "open"} />}
        subtitle={[passport.product, passport.model ?? "", cover?.rule_title ?? ""].filter((words) => words !== "").join(" · ")}
        back={BACK}
        actions={steps.actions.length === 0 ? undefined : <ActionBar label="这台可做的事" actions={steps.actions} />}
      />
      <p role="status" className="visually-hidden">{steps.said}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      <SplitPane
        main={{ title: "三包期", content: <><Cover passport={passport} /><Repairs repairs={passport.repairs} /></> }}
        end={{ title: "这台的来历", content: <><Sale passport={passport} /><Chain chain={passport.chain} /><OpenCases cases={passport.open_cases} /></> }}
      />
      {steps.dialog}
    </>
  );
}

const NO_BUTTONS: readonly Button[] = [];

/** What may be done with the unit itself: its dates put right, its exchange. */
function useUnitSteps(id: string, serial: string) {
  const { data, refetch } = useOperation("records.show", { kind: "serial_unit", id }, { kinds: ["serial_unit"] });
  const record = { kind: "serial_unit", id, number: serial, version: data?.version ?? null, buttons: data?.buttons ?? NO_BUTTONS, fields: data?.fields ?? [], values: data?.values ?? {} };
  return useSteps(record, { prefill: true, reload: async () => (await refetch()).data });
}

function Cover({ passport }: { passport: Passport }) {
  const { cover, cover_problem, as_of } = passport;
  if (cover === null) return <Card title="三包期"><p role="alert">{cover_problem}</p></Card>;
  const days = daysOf(passport);
  return (
    <Card title={`三包期（${as_of} 的情况）`}>
      {days === null ? <p>目录里没有这种商品的三包期，按消费者权益保护法第二十四条办理。</p> : <DayBar {...days} />}
      <table className={styles.terms} aria-label="整机和主要部件的三包期">
        <tbody>
          {[cover.unit, ...cover.parts].flatMap((term) => (term === null ? [] : [<Term key={term.part ?? ""} term={term} />]))}
        </tbody>
      </table>
      <p>在三包期内已免费修理并交付 <strong>{cover.counted.length}</strong> 次。{cover.counted.length >= 2 ? "再出同样或别的性能故障，可以换货。" : ""}</p>
      <details>
        <summary>依据与计算（{cover.working.length} 行）</summary>
        <ul className={styles.working}>
          {cover.working.map((line, at) => (
            <li key={at}>{line.text}：{line.result}<p className={look.quiet}>{line.clause}</p></li>
          ))}
        </ul>
      </details>
      {cover.warnings.map((warning) => <p key={warning} className={look.quiet}>注意：{warning}</p>)}
    </Card>
  );
}

function Term({ term }: { term: CoverTerm }) {
  return (
    <tr>
      <th scope="row">{term.part ?? "整机"}</th>
      <td>{term.months === null ? "—" : `${term.months} 个月`}</td>
      <td>{termWords(term)}</td>
      <td>{term.covers ? "✓ 在期内" : "✗ 已过期"}</td>
    </tr>
  );
}

function Sale({ passport }: { passport: Passport }) {
  const facts: [string, string | null][] = [
    ["订单", passport.order_no],
    ["发票日期", passport.invoice_date],
    ["签收日期", passport.received_date],
    ["安装日期", passport.installed_date],
    ["换货日期", passport.exchanged_date],
    ["目录版本", passport.cover?.catalogue_version ?? null],
  ];
  return <Card title="销售"><KeyValue label="销售" items={facts.map(([label, value]) => ({ label, value: value ?? "—" }))} /></Card>;
}

function OpenCases({ cases }: { cases: Passport["open_cases"] }) {
  if (cases.length === 0) return null;
  return (
    <Card title="在办">
      <ul>
        {cases.map((one) => <li key={one.id}><Link to={`/cases/${one.id}`}>{one.number}</Link> {one.kind_label} {one.state_label}</li>)}
      </ul>
    </Card>
  );
}
