/** What a salvage does, in one sentence. */
export const SALVAGE_WORDS = "抢救时原文件夹不改动，读得出的内容搬到旁边的新文件夹；读不出的逐项列出来，不会拿别的内容顶替。";
