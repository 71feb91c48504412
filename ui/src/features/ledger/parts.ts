import type { Verdict } from "@/bridge";

export interface Part {
  name: string;
  good: boolean;
  words: string;
}

/** The verdict in its parts, each apart from the others: one that is bad does not make the others so. */
export function partsOf({ details }: Verdict): Part[] {
  const { broken, cut_off, contradicted, bad_signatures, different, altered_papers, altered_pages, structure } = details;
  const rewritten = contradicted.filter((told) => told.what === "altered").length;
  const files = details.missing_files.length + details.altered_files.length;
  return [
    part("逐条相接", broken.length, `核对了 ${details.entries} 条，首尾相接`, "处断开或被改"),
    part("没有改写", rewritten, "与签名、备份和纸上记下的指纹一致", "处与先前记下的指纹不同"),
    part("没有截短", cut_off.length, "末尾完整", "条链的末尾缺失"),
    part("签名", bad_signatures.length, `${details.signed_heads} 个签名都对`, "处签名不对"),
    { name: "重放", good: details.replayed && different.length === 0, words: replayed(details.replayed, different.length) },
    part("通知书原件", altered_papers.length, "一字未动", "份被改动"),
    part("数据文件", altered_pages.length + structure.length, "没有损坏", "处损坏"),
    part("附件", files, "都在", "个缺失或损坏"),
  ];
}

function part(name: string, bad: number, fine: string, wrong: string): Part {
  return { name, good: bad === 0, words: bad === 0 ? fine : `${bad} ${wrong}` };
}

function replayed(done: boolean, different: number) {
  if (!done) return "台账没有能从头重放";
  return different === 0 ? "台账从头重放的结果与各表一致" : `${different} 个表与台账不一致`;
}
