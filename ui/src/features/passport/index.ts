export { PassportScreen } from "./PassportScreen";
