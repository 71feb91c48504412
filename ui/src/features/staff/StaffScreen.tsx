import { Button } from "antd";
import { useState } from "react";
import { useOperation, type Person } from "@/bridge";
import { DataTable, type DataColumn } from "@/shared/DataTable";
import { EmptyState, ErrorNote } from "@/shared/feedback";
import { useKeys } from "@/shared/keys";
import { PageHeader } from "@/shared/layout";
import { StateTag } from "@/shared/values";
import { AddPerson } from "./AddPerson";
import { PersonPanel } from "./PersonPanel";
import styles from "./staff.module.css";

const COLUMNS: readonly DataColumn<Person>[] = [
  { id: "name", title: "姓名", rowHeader: true, cell: ({ name }) => name },
  { id: "login", title: "登录名", cell: ({ login }) => login },
  { id: "role", title: "岗位", width: 110, cell: ({ role_label }) => role_label },
  { id: "state", title: "状态", width: 100, cell: ({ active }) => <StateTag label={active ? "在岗" : "停用"} tone={active ? "open" : "closed"} /> },
  { id: "password", title: "密码", width: 100, cell: ({ has_password }) => (has_password ? "已设" : "还没有") },
];

/** 团队: who works here, with which duty. */
export function StaffScreen() {
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useOperation("staff.list", {}, { kinds: ["account"] });
  const people = list.data ?? [];
  const person = people.find(({ id }) => id === chosen);
  const add = () => setAdding(true);
  useKeys([{ chord: "n", label: "添加人员", group: "团队", run: add }]);
  return (
    <>
      <PageHeader title="团队" actions={<Button type="primary" onClick={add}>添加人员 <kbd>N</kbd></Button>} />
      {list.error === null ? null : <ErrorNote error={list.error} safe="人员没有改动。" onRetry={() => void list.refetch()} />}
      <div className={styles.page}>
        <DataTable
          label="人员"
          columns={COLUMNS}
          rows={people}
          rowId={({ id }) => id}
          loading={list.isPending}
          empty={<EmptyState title="还没有人" step="添加第一位同事" chord="n" action={{ label: "添加人员", run: add }} />}
          onOpen={({ id }) => setChosen(id)}
          onActive={({ id }) => setChosen(id)}
          primary
        />
        {person === undefined ? <p className={styles.hint}>在左边选一个人，这里可以改姓名、换岗位、停用、重设密码。</p> : <PersonPanel key={person.id} person={person} />}
      </div>
      <AddPerson open={adding} onClose={() => setAdding(false)} onAdded={setChosen} />
    </>
  );
}
