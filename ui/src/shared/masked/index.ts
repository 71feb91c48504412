export { Masked, REVEAL_SECONDS, type MaskedProps } from "./Masked";
