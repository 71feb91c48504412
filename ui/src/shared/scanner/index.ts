export { useScanner, type ScannerOptions } from "./useScanner";
