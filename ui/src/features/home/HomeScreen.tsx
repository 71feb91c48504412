import { useNavigate, useSearchParams } from "react-router";
import { useOperation } from "@/bridge";
import { CaseTable, useCaseKinds } from "@/features/queue";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import look from "@/shared/look.module.css";
import { atCounter, useSession } from "@/shared/session";
import { HandOver } from "./HandOver";
import styles from "./home.module.css";
import { ReadyViews } from "./ReadyViews";
import { useStandingNotes } from "./ShiftNotes";
import { countOf, MINE, nothingIn } from "./views";

/** 工作台: my queue by the nearest limit, the ready views beside it, and what the last shift left. */
export function HomeScreen() {
  const { person } = useSession();
  const [search, setSearch] = useSearchParams();
  const navigate = useNavigate();
  const { watched } = useCaseKinds();
  const counts = useOperation("cases.counts", {}, { kinds: watched });
  const views = useOperation("cases.views", {}, { kinds: watched });
  const notes = useStandingNotes().data?.rows.length ?? 0;
  const name = search.get("view") ?? MINE;
  const show = (view: string) => setSearch(view === MINE ? {} : { view }, { replace: true });
  const view = views.data?.find((one) => one.name === name);
  const error = counts.error ?? views.error;
  const nothing = counts.data !== undefined && counts.data.every(({ count }) => count === 0);
  const late = countOf(views.data ?? [], "late");
  const elsewhere = late > 0 ? { label: `看已超时的 ${late} 件`, run: () => show("late") } : { label: "全部售后单", run: () => void navigate("/cases") };
  const empty = name === MINE
    ? <EmptyState title={nothingIn(view)} step="打开全部售后单，领一件过来" chord="g c" action={elsewhere} />
    : <EmptyState title={nothingIn(view)} step={view === undefined ? "" : `这里列的是：${view.says}。`} action={{ label: "回到我的队列", run: () => show(MINE) }} />;
  const queue = nothing ? (
    <FirstSteps counter={atCounter(person.role)} />
  ) : (
    <CaseTable label={view?.label ?? "我的队列"} name="queue" filter={{ view: name }} total={view?.count} empty={empty} toolbar={<ReadyViews views={views.data ?? []} on={name} onShow={show} />} />
  );
  return (
    <>
      <PageHeader title="工作台" beside={notes === 0 ? undefined : <span className={look.quiet}>{notes} 条交班留言待看</span>} />
      {error === null ? null : <ErrorNote error={error} safe="记录都在。" onRetry={() => void Promise.all([counts.refetch(), views.refetch()])} />}
      <SplitPane main={{ title: "队列", content: queue }} end={{ title: "交班与提醒", content: <HandOver views={views.data ?? []} onShow={show} /> }} />
    </>
  );
}

function FirstSteps({ counter }: { counter: boolean }) {
  const navigate = useNavigate();
  if (!counter) return <EmptyState title="还没有售后单" step="客服登记之后，分给您的会列在这里。" />;
  return (
    <Card title="从这里开始">
      <div className={styles.first}>
        <EmptyState
          title="一、导入订单"
          step="把淘宝、京东、拼多多等平台导出的订单文件放进来，登记售后单时就能直接选。"
          chord="g i"
          action={{ label: "导入订单", run: () => void navigate("/imports") }}
        />
        <EmptyState
          title="二、登记售后单"
          step="有消费者来说商品坏了，登记一件，系统按三包算出能退、能换还是修。"
          chord="g c"
          action={{ label: "登记售后单", run: () => void navigate("/cases") }}
        />
      </div>
    </Card>
  );
}
