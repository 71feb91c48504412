export { Attachments, type AttachmentsProps } from "./Attachments";
export { sizeText } from "./words";
