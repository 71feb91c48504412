/** What can still be done about a shop that was refused to be opened. */
export interface Ways {
  /** The recovery code, or the keychain once it answers. */
  key: boolean;
  /** A part of the file is damaged: the rest can be carried into a new folder. */
  salvage: boolean;
  /** A backup can take its place. */
  restore: boolean;
}

const DAMAGED = ["database_damaged", "page_damaged", "io"];
const LOST = ["keys_missing", "keys_damaged", "kdf_out_of_bounds", "database_missing", "database_foreign"];
const BY_KEY = /^(keychain_.*|wrong_code|bad_input|no_shop|locked)$/;

/** The ways that lead on from a refusal of the core; any other is waited for or put right outside, and tried again. */
export function waysAfter(code: string | undefined): Ways {
  if (code === undefined || BY_KEY.test(code)) return { key: true, salvage: false, restore: true };
  const damaged = DAMAGED.includes(code);
  return { key: false, salvage: damaged, restore: damaged || LOST.includes(code) };
}
