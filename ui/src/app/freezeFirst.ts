// Imported before everything else, so that no library is older than the freeze.
import { freezeObjectPrototype } from "./freeze";

freezeObjectPrototype();
