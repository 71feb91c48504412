export { stopJob, useJob } from "./useJob";
