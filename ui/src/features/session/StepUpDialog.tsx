import { Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { call, onStepUp, toCallError, type SignedIn } from "@/bridge";
import { FormFromFields, type FieldDeclaration } from "@/shared/form";
import { atPassword } from "./atPassword";

const FIELDS: readonly FieldDeclaration[] = [{ name: "password", label: "密码", type: "password", required: true, autoComplete: "current-password" }];

/** Comes up when the core asks for the password again; the refused step then goes on by itself. Esc gives the step up. */
export function StepUpDialog({ person }: { person: SignedIn }) {
  const [open, setOpen] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const answer = useRef<((typed: boolean) => void) | null>(null);
  useEffect(() => {
    const stop = onStepUp(() => {
      setOpen(true);
      return new Promise((resolve) => (answer.current = resolve));
    });
    return () => {
      stop();
      answer.current?.(false);
    };
  }, []);
  const close = (typed: boolean) => {
    setOpen(false);
    answer.current?.(typed);
    answer.current = null;
  };
  const take = async (password: string) => {
    try {
      await call("session.step_up", { password });
    } catch (thrown) {
      throw atPassword(toCallError(thrown));
    }
    close(true);
  };
  // Above the dialog whose step is waiting, below the lock.
  return (
    <Modal
      open={open}
      title="请再输入一次密码"
      onCancel={() => close(false)}
      // The password is what is asked for; the kit would begin at the closing cross.
      afterOpenChange={(shown) => shown && form.current?.querySelector("input")?.focus()}
      footer={null}
      destroyOnHidden
      width={420}
      zIndex={4000}
    >
      <p>{person.name}，这一步关系到款项、权限或个人信息。输入密码后接着办，五分钟内不再问。</p>
      <div ref={form}>
        <FormFromFields fields={FIELDS} submit="继续" onSubmit={({ password }) => take(String(password))} />
      </div>
    </Modal>
  );
}
