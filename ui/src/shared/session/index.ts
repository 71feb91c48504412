export { SessionProvider, atCounter, decides, useSession, type Session } from "./session";
