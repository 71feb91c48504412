export { Attachments, type AttachmentsProps } from "./Attachments";
