import { AppstoreOutlined, FileTextOutlined, InboxOutlined, SafetyOutlined, TableOutlined, ToolOutlined } from "@ant-design/icons";
import { useEffect } from "react";
import { useSearchParams, type RouteObject } from "react-router";
import { readPreferences, useSetPreferences } from "@/shared/preferences";
import { NowProvider } from "@/shared/time";
import { Shell, type RailEntry } from "../shell";
import { CaseSample } from "./CaseSample";
import { GALLERY_NOW } from "./cases";
import { PartsSample } from "./PartsSample";
import { QueueSample } from "./QueueSample";

const ENTRIES: RailEntry[] = [
  { id: "queue", title: "工作台", path: "/gallery/queue", key: "q", icon: <AppstoreOutlined />, keywords: ["gzt"], badge: { n: 6, words: "6 件今天到期" } },
  { id: "case", title: "售后单", path: "/gallery/case", key: "c", icon: <InboxOutlined />, keywords: ["shd"] },
  { id: "parts", title: "维修台", path: "/gallery/parts", key: "b", icon: <ToolOutlined />, badge: { n: 1234, words: "1234 件" } },
  { id: "long", title: "承诺 · 三包", path: "/gallery/long", key: "p", icon: <SafetyOutlined /> },
  { id: "empty", title: "发票", path: "/gallery/empty", key: "i", icon: <FileTextOutlined /> },
  { id: "loading", title: "数据", path: "/gallery/loading", key: "d", icon: <TableOutlined /> },
];

/** ?theme=dark&density=compact&size=16 sets the look, for pictures. */
function useLookFromAddress() {
  const [search] = useSearchParams();
  const set = useSetPreferences();
  useEffect(() => {
    const { theme, density, baseSize } = readPreferences({ theme: search.get("theme"), density: search.get("density"), baseSize: Number(search.get("size") ?? 14) });
    if (search.size > 0) set({ theme, density, baseSize });
  }, [search, set]);
}

function Frame() {
  useLookFromAddress();
  return (
    <NowProvider at={GALLERY_NOW}>
      <Shell entries={ENTRIES} shopName="某某家电旗舰店（上海）售后服务中心" userName="小李" status="本机 · 同步于 13:38 · 备份 昨天" onSearch={() => undefined} onLock={() => undefined} />
    </NowProvider>
  );
}

/** Every part on a few pages, with long names and empty data. Not in the released window. */
export const galleryRoute: RouteObject = {
  path: "/gallery",
  element: <Frame />,
  children: [
    { path: "queue", element: <QueueSample count={6} primary /> },
    { path: "case", element: <CaseSample /> },
    { path: "parts", element: <PartsSample /> },
    { path: "long", element: <QueueSample count={5000} primary /> },
    { path: "empty", element: <QueueSample count={0} /> },
    { path: "loading", element: <QueueSample count={0} loading /> },
  ],
};
