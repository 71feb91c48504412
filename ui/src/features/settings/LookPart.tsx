import { Segmented, Slider } from "antd";
import { useId, type ReactNode } from "react";
import { Card } from "@/shared/layout";
import { LARGEST_SIZE, SMALLEST_SIZE, usePreferences, useSetPreferences, type Density, type Preferences } from "@/shared/preferences";
import styles from "./settings.module.css";

const THEMES: { value: Preferences["theme"]; label: string }[] = [
  { value: "light", label: "浅色" },
  { value: "dark", label: "深色" },
  { value: "system", label: "跟随系统" },
  { value: "contrast", label: "高对比" },
];
const DENSITIES: { value: Density; label: string }[] = [
  { value: "compact", label: "紧凑" },
  { value: "normal", label: "适中" },
  { value: "roomy", label: "宽松" },
];

function Setting({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <span id={id} className={styles.settingLabel}>{label}</span>
      {children(id)}
    </div>
  );
}

/** Theme, text size and table density: at once on the screen, remembered on this seat. */
export function LookPart() {
  const { theme, density, baseSize } = usePreferences();
  const set = useSetPreferences();
  return (
    <Card title="画面">
      <Setting label="主题">
        {(id) => <Segmented aria-labelledby={id} options={THEMES} value={theme} onChange={(value) => set({ theme: value })} />}
      </Setting>
      <Setting label="表格行高">
        {(id) => <Segmented aria-labelledby={id} options={DENSITIES} value={density} onChange={(value) => set({ density: value })} />}
      </Setting>
      <Setting label={`字号 ${baseSize} px`}>
        {(id) => (
          <Slider ariaLabelledByForHandle={id} min={SMALLEST_SIZE} max={LARGEST_SIZE} value={baseSize} onChange={(value) => set({ baseSize: value })} tooltip={{ open: false }} />
        )}
      </Setting>
      <p className={styles.quiet}>改了马上生效，只记在这台电脑上。</p>
    </Card>
  );
}
