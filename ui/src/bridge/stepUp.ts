/** Asks the person for the password again; true when the core has taken it. */
export type PasswordAsker = () => Promise<boolean>;

let asker: PasswordAsker | null = null;
let asking: Promise<boolean> | null = null;

/** Sets who asks. The returned function takes it away. */
export function onStepUp(next: PasswordAsker): () => void {
  asker = next;
  return () => {
    if (asker === next) asker = null;
  };
}

/** Calls refused at the same time wait for one answer. */
export function typedAgain(): Promise<boolean> {
  asking ??= (asker === null ? Promise.resolve(false) : asker()).finally(() => (asking = null));
  return asking;
}
