import { createHashRouter, type RouteObject } from "react-router";
import { Shell, type RailEntry } from "./shell";

/** The screens that are built, in the order of the rail. */
const ENTRIES: RailEntry[] = [];

const routes: RouteObject[] = [
  {
    path: "/",
    element: <Shell entries={ENTRIES} shopName="守诺" userName="本机" status="" onSearch={() => undefined} onLock={() => undefined} />,
    children: [],
  },
];

// The page of parts is for whoever builds screens; the released window does not contain it.
if (import.meta.env.DEV) {
  const { galleryRoute } = await import("./gallery");
  routes.push(galleryRoute);
}

// The address lives in the fragment: the window loads from a custom protocol, with relative files.
export const router = createHashRouter(routes);
