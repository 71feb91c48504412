import { useOperation, type AttachmentView } from "@/bridge";
import { DateText } from "../time";
import look from "../look.module.css";
import styles from "./attachments.module.css";
import { contentWords } from "./words";

interface TileProps {
  item: AttachmentView;
  onOpen: () => void;
}

/** One attachment in the grid: what it looks like, what it shows, since when it is there. */
export function Tile({ item, onOpen }: TileProps) {
  const why = contentWords(item.content);
  const words = `${item.role_label} ${item.name}`.trim();
  return (
    <button type="button" className={styles.tile} onClick={onOpen} title={words}>
      {/* Said before what is seen, not instead of it: who speaks the words on the screen must reach the button. */}
      <span className="visually-hidden">{why === null ? `打开 ${words}` : `${words}：${why}`} </span>
      <span className={styles.picture}>{why === null ? <Picture item={item} /> : <span className={styles.sign}>{why}</span>}</span>
      <span className={look.clipped}>{item.role_label}</span>
      <span className={look.quiet}><DateText value={item.added_at} /></span>
    </button>
  );
}

function Picture({ item }: { item: AttachmentView }) {
  const { data } = useOperation("attachments.bytes", { id: item.id, thumbnail: true, part: 0 }, { kinds: [], enabled: item.has_thumbnail });
  if (data !== undefined) return <img src={`data:${data.media};base64,${data.bytes}`} alt="" className={styles.thumbnail} />;
  return <span className={styles.sign}>{item.has_thumbnail ? "" : item.media_label}</span>;
}
