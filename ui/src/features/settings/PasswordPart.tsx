import { ChangePasswordForm } from "@/features/session";
import { Card } from "@/shared/layout";

export function PasswordPart() {
  return (
    <Card title="改密码">
      <ChangePasswordForm />
    </Card>
  );
}
