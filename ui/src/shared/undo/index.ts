export { UndoProvider, useOfferUndo, useToasts } from "./UndoProvider";
export { UNDO_SECONDS, UndoStack, type Toast, type UndoOffer } from "./undoStack";
