import styles from "./setup.module.css";

/** Where one is: ✓ for what is done, the number for what is not. */
export function Steps({ names, at }: { names: readonly string[]; at: number }) {
  return (
    <ol className={styles.steps} aria-label="步骤">
      {names.map((name, index) => (
        <li key={name} className={index === at ? styles.stepHere : undefined} {...(index === at ? { "aria-current": "step" as const } : {})}>
          <span className={styles.stepSign} aria-hidden="true">{index < at ? "✓" : index + 1}</span>
          {name}
          {index < at ? <span className="visually-hidden">（已完成）</span> : null}
        </li>
      ))}
    </ol>
  );
}
