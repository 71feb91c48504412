import type { Operations } from "./generated";
import { createHooks } from "./hooks";

export type * from "./generated";
export { BridgeProvider, useRefetchAll } from "./BridgeProvider";
export { CallError, toCallError } from "./error";
export { onChanged, type Changed } from "./client";
export { ANY_KIND, createQueryClient } from "./queries";
export { useHealth, useHealthRemedy } from "./health";
export { lostSteps, settle } from "./lost";
export { onRefusal } from "./refusals";
export { onStepUp } from "./stepUp";
export { keepFile, openOwnShop, pickBackup, pickFolder, saveMade, type FileMaker, type Picked } from "./shell";
export { useWaiting, type Waiting } from "./waiting";
export type { PageOptions, ReadOptions } from "./hooks";

export const { call, upload, useOperation, useOperationPages, usePerform, useUpload } = createHooks<Operations>();
