// Canaries: values that are nobody's, put in where real ones go, and looked for in everything that lies on the disk, however
// written. What finds none has to find those it was given on purpose.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const SURNAMES = "欧阳 上官 司徒 慕容 尉迟 长孙 宇文 夏侯 诸葛 东方".split(" ");

/** Fifty: ten each of names, phones, addresses, numbers and words. */
export const CANARIES = Array.from({ length: 10 }, (_, at) => [
  `${SURNAMES[at]}雀隐${"甲乙丙丁戊己庚辛壬癸"[at]}`,
  `1990067${String(8_801 + at * 97)}`,
  `浙江省杭州市余杭区金丝雀巷${731 + at}号${at + 1}幢`,
  `CANARY-SN-${(0xc0ffee + at * 7_919).toString(16).toUpperCase()}`,
  `金丝雀备注第${at}条请勿外传zq${at * 31 + 17}`,
]).flat();

let gbkTable;
/** A text in GBK; what it lacks is left out. */
function gbk(text) {
  if (gbkTable === undefined) {
    gbkTable = new Map();
    const decoder = new TextDecoder("gbk");
    for (let high = 0x81; high <= 0xfe; high++) for (let low = 0x40; low <= 0xfe; low++) if (low !== 0x7f) gbkTable.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  return Buffer.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : (gbkTable.get(letter) ?? []))));
}

/** The part of base64 that is the same whatever stands before and after, for each of the three ways to begin. */
const base64 = (bytes, before) => Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").replace(/=+$/, "").slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));

/** How a value may lie somewhere. */
export const ENCODINGS = {
  "utf-8": (text) => Buffer.from(text),
  "utf-16le": (text) => Buffer.from(text, "utf16le"),
  "utf-16be": (text) => Buffer.from(text, "utf16le").swap16(),
  gbk,
  "base64 at 0": (text) => Buffer.from(base64(Buffer.from(text), 0)),
  "base64 at 1": (text) => Buffer.from(base64(Buffer.from(text), 1)),
  "base64 at 2": (text) => Buffer.from(base64(Buffer.from(text), 2)),
  hex: (text) => Buffer.from(Buffer.from(text).toString("hex")),
  HEX: (text) => Buffer.from(Buffer.from(text).toString("hex").toUpperCase()),
  percent: (text) => Buffer.from([...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("")),
  escaped: (text) => Buffer.from([...text].map((letter) => (letter.charCodeAt(0) < 0x80 ? letter : `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)).join("")),
  reversed: (text) => Buffer.from(text).reverse(),
};

/** What to look for: every value in every encoding in which it is another sequence of bytes. */
export function needles(values) {
  const all = new Map();
  for (const value of values) {
    for (const [encoding, encode] of Object.entries(ENCODINGS)) {
      const bytes = encode(value);
      if (bytes.length >= 6 && !all.has(bytes.toString("latin1"))) all.set(bytes.toString("latin1"), { value, encoding, bytes });
    }
  }
  return [...all.values()];
}

export const foundIn = (bytes, looked) => looked.filter(({ bytes: needle }) => bytes.includes(needle));

/** Room that is only put aside holds zeros; comparing them once is quicker than looking for every needle. */
const isEmpty = (bytes) => bytes.length > 0 && bytes.equals(Buffer.alloc(bytes.length));

/** Every file below the folders, with what was found in it or in its name, and how much was read. */
export async function scan(folders, looked) {
  const result = { files: 0, bytes: 0, hits: [] };
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const content = entry.isFile() ? await readFile(file).catch(() => Buffer.alloc(0)) : Buffer.alloc(0);
      result.files += entry.isFile() ? 1 : 0;
      result.bytes += content.length;
      const kept = isEmpty(content) ? Buffer.alloc(0) : content;
      for (const { value, encoding } of foundIn(Buffer.concat([Buffer.from(`${path.relative(folder, file)}\n`), kept]), looked)) result.hits.push(`${file}: ${value} as ${encoding}`);
    }
  }
  return result;
}
