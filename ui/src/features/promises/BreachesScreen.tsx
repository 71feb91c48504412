import { PageHeader } from "@/shared/layout";
import { Breaches } from "./Breaches";

/** 违诺: what is owed under all promises. */
export function BreachesScreen() {
  return (
    <>
      <PageHeader title="违诺赔付" subtitle="由订单自己的时间算出；点开一单能看到每一步。" />
      <Breaches primary />
    </>
  );
}
