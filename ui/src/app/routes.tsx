import { createHashRouter, Navigate, Outlet, type RouteObject } from "react-router";
import { BenchScreen } from "@/features/bench";
import { CalendarScreen } from "@/features/calendar";
import { CaseScreen, CasesScreen, RegisterScreen } from "@/features/cases";
import { CatalogueScreen } from "@/features/catalogue";
import { ConflictsScreen } from "@/features/conflicts";
import { HomeScreen } from "@/features/home";
import { ImportScreen } from "@/features/imports";
import { LedgerScreen } from "@/features/ledger";
import { PassportScreen } from "@/features/passport";
import { BreachesScreen, PromisesScreen } from "@/features/promises";
import { KindsScreen, RecordScreen, RecordsScreen } from "@/features/records";
import { ReceiveScreen } from "@/features/returns";
import { SandboxScreen } from "@/features/rulings";
import { SearchScreen } from "@/features/search";
import { SettingsScreen } from "@/features/settings";
import { StaffScreen } from "@/features/staff";
import { VaultScreen } from "@/features/vault";
import { SubNav } from "@/shared/layout";
import { CASE_PANELS } from "./casePanels";
import { Failed } from "./frame/Failed";
import { Frame } from "./frame";

/** 三包: the list, the sandbox over it, the calendar under it. */
function Guarantees() {
  const entries = [
    { to: "/catalogue", label: "三包目录", end: true },
    { to: "/catalogue/sandbox", label: "判定沙盘" },
    { to: "/catalogue/calendar", label: "工作日历" },
  ];
  return (
    <>
      <SubNav label="三包" entries={entries} />
      <Outlet />
    </>
  );
}

/** 承诺: how promises are kept, and what is owed where they were not. */
function Promises() {
  const entries = [
    { to: "/promises", label: "承诺看板", end: true },
    { to: "/promises/breaches", label: "违诺赔付" },
  ];
  return (
    <>
      <SubNav label="承诺" entries={entries} />
      <Outlet />
    </>
  );
}

const SCREENS: RouteObject[] = [
  { index: true, element: <Navigate to="/home" replace /> },
  { path: "home", element: <HomeScreen /> },
  { path: "cases", element: <CasesScreen /> },
  { path: "cases/new", element: <RegisterScreen /> },
  { path: "cases/:id", element: <CaseScreen panels={CASE_PANELS} /> },
  { path: "returns/receive", element: <ReceiveScreen /> },
  { path: "bench", element: <BenchScreen /> },
  { path: "passport/:id", element: <PassportScreen /> },
  { path: "imports", element: <ImportScreen /> },
  {
    path: "catalogue",
    element: <Guarantees />,
    children: [
      { index: true, element: <CatalogueScreen /> },
      { path: "sandbox", element: <SandboxScreen /> },
      { path: "calendar", element: <CalendarScreen /> },
    ],
  },
  {
    path: "promises",
    element: <Promises />,
    children: [
      { index: true, element: <PromisesScreen /> },
      { path: "breaches", element: <BreachesScreen /> },
    ],
  },
  { path: "ledger", element: <LedgerScreen /> },
  { path: "conflicts", element: <ConflictsScreen /> },
  { path: "staff", element: <StaffScreen /> },
  { path: "records", element: <KindsScreen /> },
  { path: "records/:kind", element: <RecordsScreen /> },
  { path: "records/:kind/:id", element: <RecordScreen /> },
  { path: "settings/:part?", element: <SettingsScreen /> },
  { path: "vault", element: <VaultScreen /> },
  { path: "search", element: <SearchScreen /> },
  { path: "*", element: <Navigate to="/home" replace /> },
];

// A screen that fails leaves the frame around it standing.
const routes: RouteObject[] = [{ path: "/", element: <Frame />, children: [{ errorElement: <Failed />, children: SCREENS }] }];

// The page of parts is for whoever builds screens; the released window does not contain it.
if (import.meta.env.DEV) {
  const { galleryRoute } = await import("./gallery");
  routes.push(galleryRoute);
}

// The address lives in the fragment: the window loads from a custom protocol, with relative files.
export const router = createHashRouter(routes);
