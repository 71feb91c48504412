export { Papers, type IssuedPaper, type PapersProps } from "./Papers";
