export { beijing, beijingInstant, dayNumber, dayOf, daysBetween, formatDate, type BeijingTime } from "./beijing";
export { DateText } from "./DateText";
export { NowProvider, useNow } from "./NowProvider";
