export { RecoverySteps, type RecoveryStepsProps } from "./RecoverySteps";
export { SetupWizard } from "./SetupWizard";
