import { ActionBar } from "@/shared/actions";
import { DayBar } from "@/shared/daybar";
import { DueText, LaneBadge } from "@/shared/deadline";
import { Card, PageHeader, SplitPane } from "@/shared/layout";
import { Masked } from "@/shared/masked";
import { Timeline } from "@/shared/timeline";
import { DateText } from "@/shared/time";
import { KeyValue, Money, StateTag } from "@/shared/values";

const nothing = () => undefined;

const FACTS = [
  { label: "订单", value: "2026030512345678901234" },
  { label: "商品", value: "海尔滚筒洗衣机 10 公斤全自动变频洗烘一体家用大容量 EG100HB6S 晶釉白" },
  { label: "实付", value: <Money fen={329_900} /> },
  { label: "签收", value: <DateText value="2026-02-24" /> },
  { label: "消费者", value: <Masked value="138****5678" label="手机号" reveal={async () => "13812345678"} /> },
  { label: "发票", value: null },
];

const HAPPENED = [
  { id: "3", at: "2026-03-05T02:20:00Z", actor: "系统", title: "判定 #2", body: "第 10 天，可换货或修理；同型号有货，要求退货须折旧 ¥39.99。" },
  { id: "2", at: "2026-03-05T02:05:00Z", actor: "小李", title: "备注", note: true, body: "已电话联系，消费者说第三次脱水时有异响，愿意先送检。" },
  { id: "1", at: "2026-03-04T02:02:00Z", actor: "消费者", title: "申请退货退款" },
];

/** A case page from the shared parts alone. */
export function CaseSample() {
  return (
    <>
      <PageHeader
        title="TH-3F-00871 退货退款"
        beside={<StateTag label="待审核" tone="open" />}
        subtitle="天猫 · 欧阳**（上海某某信息科技有限公司采购部）"
        back={{ to: "/", label: "工作台" }}
        actions={
          <ActionBar
            label="这张单可做的事"
            actions={[
              { id: "accept", label: "受理", primary: true, run: nothing },
              { id: "refuse", label: "拒绝…", destructive: true, run: nothing },
              { id: "deliver", label: "交付", run: nothing, disabledReason: "还没有验收" },
              { id: "hand", label: "转交…", run: nothing },
              { id: "print", label: "打印", run: nothing },
            ]}
          />
        }
      />
      <SplitPane
        start={{ title: "事实", content: <Card title="事实"><KeyValue items={FACTS} /></Card> }}
        main={{ title: "经过", content: <Card title="经过"><Timeline label="经过" items={HAPPENED} /></Card> }}
        end={{ title: "判定", content: <Judgement /> }}
      />
    </>
  );
}

function Judgement() {
  return (
    <>
      <Card title="时限">
        <KeyValue
          items={[
            { label: "法定", value: <><LaneBadge lane="law" /> <DueText due="2026-03-11T15:59:59Z" /></> },
            { label: "平台", value: <><LaneBadge lane="platform" /> <DueText due="2026-03-05T09:00:00Z" /></> },
            { label: "承诺", value: <><LaneBadge lane="promise" /> <DueText due="2026-03-03T01:20:00Z" /></> },
          ]}
        />
      </Card>
      <Card title="判定">
        <p>第 10 天，可换货或修理；同型号有货，要求退货须折旧 ¥39.99。</p>
        <RulingDays />
      </Card>
    </>
  );
}

export function RulingDays({ today = "2026-03-05" }: { today?: string }) {
  return (
    <DayBar
      marks={[
        { date: "2026-02-24", label: "签收" },
        { date: "2026-03-03", label: "第7日" },
        { date: "2026-03-11", label: "第15日" },
        { date: "2027-02-24", label: "三包期满" },
      ]}
      blocks={[{ from: "2026-05-01", to: "2026-05-20", label: "维修" }, { from: "2026-08-02", to: "2026-08-30", label: "维修" }]}
      today={today}
    />
  );
}
