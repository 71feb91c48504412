import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { call, onRefusal, useOperation, type SignedIn, type Who } from "@/bridge";

const WHO = ["session.who", {}];
/** What is known before anybody signed in; all else belongs to one person. */
const IMPERSONAL = new Set(["shop.status", "session.who"]);

/** How the shop stands and who sits here, kept true by what the core says to any call. */
export function useSeat() {
  const client = useQueryClient();
  const shop = useOperation("shop.status", {}, { kinds: ["shop", "calendar_year"] });
  const who = useOperation("session.who", {}, { kinds: ["account"], enabled: shop.data?.state === "open" });

  const setPerson = useCallback((person: SignedIn | null) => client.setQueryData<Who>(WHO, { person }), [client]);
  const refresh = useCallback(() => void client.invalidateQueries({ queryKey: ["shop.status"] }), [client]);

  useEffect(
    () =>
      onRefusal(({ code }) => {
        const seated = client.getQueryData<Who>(WHO)?.person ?? null;
        if (code === "locked_seat" && seated !== null && !seated.locked) setPerson({ ...seated, locked: true });
        if (code === "signed_out" && seated !== null) setPerson(null);
        if (code === "locked" && client.getQueryData<{ state: string }>(["shop.status", {}])?.state === "open") refresh();
      }),
    [client, setPerson, refresh],
  );

  /** Somebody signed in: what another one was shown is forgotten. */
  const welcome = (person: SignedIn, sameAsBefore: boolean) => {
    if (!sameAsBefore) client.removeQueries({ predicate: ({ queryKey }) => !IMPERSONAL.has(String(queryKey[0])) });
    setPerson(person);
    // What was refused while the seat was locked is asked again.
    if (sameAsBefore) void client.invalidateQueries({ predicate: ({ queryKey }) => !IMPERSONAL.has(String(queryKey[0])) });
  };
  const lock = async (person: SignedIn) => {
    await call("session.lock", {});
    setPerson({ ...person, locked: true });
  };
  const leave = async () => {
    await call("session.sign_out", {});
    setPerson(null);
  };
  return { shop, who, refresh, welcome, lock, leave };
}
