// Written by the core's type export; do not edit by hand.
export interface Operations {}
