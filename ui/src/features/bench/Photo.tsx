import { useOperation } from "@/bridge";
import styles from "./bench.module.css";

/** The unit as it came in, small. */
export function Photo({ id, title }: { id: string | null; title: string }) {
  return id === null ? <div className={styles.noPhoto}>没有接修照片的小图</div> : <Picture id={id} title={title} />;
}

function Picture({ id, title }: { id: string; title: string }) {
  const { data, error } = useOperation("attachments.bytes", { id, thumbnail: true, part: 0 }, { kinds: ["attachment"] });
  if (error !== null) return <div className={styles.noPhoto}>照片打不开</div>;
  return data === undefined ? <div className={styles.noPhoto} /> : <img className={styles.photo} src={`data:${data.media};base64,${data.bytes}`} alt={`${title} 接修照片`} />;
}
