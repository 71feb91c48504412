export { FrontPage } from "./FrontPage";
export { Card } from "./Card";
export { PageHeader, type PageHeaderProps } from "./PageHeader";
export { SplitPane, type Pane, type SplitPaneProps } from "./SplitPane";
export { SubNav, type SubNavEntry } from "./SubNav";
