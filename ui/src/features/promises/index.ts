export { BreachesScreen } from "./BreachesScreen";
export { PromisesScreen } from "./PromisesScreen";
