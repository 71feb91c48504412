export { ChangePasswordForm } from "./ChangePasswordForm";
export { CoreDrafts, type DraftState } from "./coreDrafts";
export { LockForm } from "./LockForm";
export { checkNewPassword, NEW_PASSWORD, strengthWords } from "./password";
export { CODE_HELP, tidyCode } from "./recoveryCode";
export { StepUpDialog } from "./StepUpDialog";
export { SignInScreen } from "./SignInScreen";
export { UnlockScreen } from "./UnlockScreen";
