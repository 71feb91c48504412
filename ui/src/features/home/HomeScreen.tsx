import { useNavigate } from "react-router";
import { useOperation } from "@/bridge";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { Card, PageHeader } from "@/shared/layout";
import { atCounter, useSession } from "@/shared/session";
import { Counts } from "./Counts";
import styles from "./home.module.css";
import { MyCases } from "./MyCases";

/** 工作台: what is there, what is late, my nearest ten. Every figure opens the rows behind it. */
export function HomeScreen() {
  const { person } = useSession();
  const counts = useOperation("cases.counts", {}, { kinds: ["quality_case"] });
  const nothing = counts.data !== undefined && counts.data.every(({ count }) => count === 0);
  return (
    <>
      <PageHeader title="工作台" />
      {counts.error === null ? null : <ErrorNote error={counts.error} safe="记录都在。" onRetry={() => void counts.refetch()} />}
      {nothing ? (
        <FirstSteps counter={atCounter(person.role)} />
      ) : (
        <div className={styles.page}>
          <Counts counts={counts.data} />
          <MyCases />
        </div>
      )}
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
