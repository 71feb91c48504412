import { Modal } from "antd";
import { useState } from "react";
import { call, useOperation, type Person, type RecordView } from "@/bridge";
import { checkNewPassword, NEW_PASSWORD } from "@/features/session";
import { ActionBar, type Action } from "@/shared/actions";
import { ErrorNote } from "@/shared/feedback";
import { focusDialogForm, FormFromFields } from "@/shared/form";
import { Card } from "@/shared/layout";
import { useSteps } from "@/shared/record";
import { useSession } from "@/shared/session";
import { KeyValue } from "@/shared/values";
import styles from "./staff.module.css";

/** One person: facts, and what may be done, with the reasons of what may not. */
export function PersonPanel({ person }: { person: Person }) {
  const record = useOperation("records.show", { kind: "account", id: person.id }, { kinds: ["account"] });
  return (
    <Card title={person.name}>
      <KeyValue
        items={[
          { label: "登录名", value: person.login },
          { label: "岗位", value: person.role_label },
          { label: "状态", value: person.active ? "在岗" : "停用：不能登录，以前的记录都在" },
        ]}
      />
      {record.error === null ? null : <ErrorNote error={record.error} safe="没有改动。" onRetry={() => void record.refetch()} />}
      {record.data === undefined ? null : <PersonSteps person={person} record={record.data} />}
    </Card>
  );
}

function PersonSteps({ person, record }: { person: Person; record: RecordView }) {
  const { person: me } = useSession();
  const [resetting, setResetting] = useState(false);
  const [reset, setReset] = useState(false);
  const steps = useSteps({ ...record, number: person.name });
  const above = person.role === "owner" && me.role !== "owner";
  const password: Action = {
    id: "reset",
    label: "重设密码…",
    run: () => setResetting(true),
    disabledReason: above ? "店主的密码只有店主能重设" : person.active ? undefined : "停用的账号先恢复",
  };
  const actions = [...steps.actions, password].filter(({ id }) => id !== "set_password");
  return (
    <div className={styles.steps}>
      <ActionBar actions={actions} label={person.name} visible={6} />
      <p role="status">{reset ? "✓ 密码已重设，请当面告诉本人" : steps.said === "" ? "" : `✓ ${steps.said}`}</p>
      {steps.error === null ? null : <ErrorNote error={steps.error} />}
      {steps.dialog}
      <Modal open={resetting} title={`重设密码 ${person.name}`} onCancel={() => setResetting(false)} afterOpenChange={focusDialogForm} footer={null} destroyOnHidden width={520}>
        <FormFromFields
          fields={NEW_PASSWORD}
          submit="重设密码"
          check={checkNewPassword}
          onCancel={() => setResetting(false)}
          onSubmit={async ({ password: fresh }) => {
            await call("staff.reset_password", { id: person.id, password: String(fresh) });
            setResetting(false);
            setReset(true);
          }}
        />
      </Modal>
    </div>
  );
}
